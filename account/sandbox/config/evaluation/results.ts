/** The latest evaluation result of every rule and resource. An older one never takes the place of a newer. */
import { regional } from '../../core/world.ts';
import { keyText, type ResourceKey } from '../resource-key.ts';
import type { Rule } from '../rule/rules.ts';

export interface Result extends ResourceKey {
  readonly ruleId: string;
  readonly ruleName: string;
  /** A resource that is NOT_APPLICABLE counts in no summary. */
  readonly complianceType: 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE';
  readonly annotation: string | null;
  /** Moments in milliseconds since 1970-01-01T00:00Z. */
  readonly orderingTimestamp: number;
  readonly invokedAt: number;
  readonly recordedAt: number;
  readonly resultToken: string;
}

export class Results {
  private readonly byRule = new Map<string, Map<string, Result>>();
  private readonly listeners: ((result: Result) => void)[] = [];

  /** Hears of every result that is stored. */
  onResult(listener: (result: Result) => void): void {
    this.listeners.push(listener);
  }

  /** Does nothing when a result with a later `orderingTimestamp` is there. */
  put(result: Result): void {
    const results = this.byRule.get(result.ruleId) ?? new Map<string, Result>();
    this.byRule.set(result.ruleId, results);
    const known = results.get(keyText(result));
    if (known !== undefined && known.orderingTimestamp > result.orderingTimestamp) return;
    results.set(keyText(result), result);
    for (const listener of this.listeners) listener(result);
  }

  /** In the order in which the resources were first reported. */
  of({ id }: Rule): readonly Result[] {
    return [...(this.byRule.get(id)?.values() ?? [])];
  }

  find({ id }: Rule, key: ResourceKey): Result | undefined {
    return this.byRule.get(id)?.get(keyText(key));
  }

  all(): readonly Result[] {
    return [...this.byRule.values()].flatMap((results) => [...results.values()]);
  }

  /** Forgets all results of a rule. */
  forget({ id }: Rule): void {
    this.byRule.delete(id);
  }
}

export const resultsOf = regional(() => new Results());
