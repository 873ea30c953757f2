/** The rules of an account in a Region, and what is known of their runs. */
import { regional } from '../../core/world.ts';
import { noSuchConfigRule } from '../errors.ts';
import type { RuleDefinition } from './definition.ts';

export interface Rule {
  /** `config-rule-` and six letters and digits. */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  /** The service whose rule it is, such as a conformance pack's; null: the account's own. */
  readonly createdBy: string | null;
  readonly definition: RuleDefinition;
}

/** What happened so far; moments in milliseconds since 1970-01-01T00:00Z. */
export interface RuleRecord {
  readonly firstActivatedAt: number;
  lastInvokedAt: number | null;
  lastEvaluatedAt: number | null;
  lastFailure: { readonly at: number; readonly code: string; readonly message: string } | null;
  /** When an evaluation was asked for the last time. */
  lastStartedAt: number | null;
  /** Evaluations on demand that are under way. */
  evaluations: number;
  /** The resources that were in scope when the rule last heard of them. */
  readonly inScope: Set<string>;
  /** Ends the wait for the next scheduled run, and with it all later ones. */
  timer: AbortController;
}

export class Rules {
  private readonly byName = new Map<string, Rule>();
  private readonly records = new Map<string, RuleRecord>();

  put(rule: Rule, now: number): void {
    this.byName.set(rule.name, rule);
    if (this.records.has(rule.id)) return;
    this.records.set(rule.id, {
      firstActivatedAt: now,
      lastInvokedAt: null,
      lastEvaluatedAt: null,
      lastFailure: null,
      lastStartedAt: null,
      evaluations: 0,
      inScope: new Set(),
      timer: new AbortController(),
    });
  }

  find(name: string): Rule | undefined {
    return this.byName.get(name);
  }

  /** @throws ServiceError NoSuchConfigRuleException */
  get(name: string): Rule {
    const rule = this.byName.get(name);
    if (rule === undefined) throw noSuchConfigRule(name);
    return rule;
  }

  /** In the order in which they were made. */
  all(): readonly Rule[] {
    return [...this.byName.values()];
  }

  /** Those of the names given, in that order; all when none is given. @throws ServiceError NoSuchConfigRuleException */
  named(names: readonly string[] = []): readonly Rule[] {
    return names.length === 0 ? this.all() : names.map((name) => this.get(name));
  }

  /** Undefined once the rule is deleted. */
  recordOf({ id }: Rule): RuleRecord | undefined {
    return this.records.get(id);
  }

  delete(rule: Rule): void {
    this.recordOf(rule)?.timer.abort();
    this.byName.delete(rule.name);
    this.records.delete(rule.id);
  }
}

export const rulesOf = regional(() => new Rules());
