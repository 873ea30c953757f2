/**
 * Executions of remediations: the latest of every rule and resource. They wait until fewer than
 * `ConcurrentExecutionRatePercentage` of the rule's NON_COMPLIANT resources are worked on.
 */
import { resultsOf } from '../evaluation/results.ts';
import { keyText, type ResourceKey } from '../resource-key.ts';
import { rulesOf } from '../rule/rules.ts';
import { regional, type Region } from '../../core/world.ts';
import { runAutomation, type Ending, type Step } from './automation.ts';
import type { RemediationConfiguration } from './configuration.ts';

export interface Execution {
  readonly configuration: RemediationConfiguration;
  readonly key: ResourceKey;
  /** Moments in milliseconds since 1970-01-01T00:00Z. */
  readonly invokedAt: number;
  updatedAt: number;
  state: 'QUEUED' | 'IN_PROGRESS' | Ending;
  steps: readonly Step[];
}

/** What was started by one call. */
interface Batch {
  readonly size: number;
  failures: number;
}

interface Waiting {
  readonly execution: Execution;
  readonly batch: Batch;
  readonly over: (execution: Execution) => void;
}

export class Executions {
  private readonly region: Region;
  private readonly byRule = new Map<string, Map<string, Execution>>();
  private readonly queues = new Map<string, Waiting[]>();

  constructor(region: Region) {
    this.region = region;
  }

  of(ruleName: string): readonly Execution[] {
    return [...(this.byRule.get(ruleName)?.values() ?? [])];
  }

  /** Whether a resource's remediation waits or runs. */
  isBusy(ruleName: string, key: ResourceKey): boolean {
    const execution = this.byRule.get(ruleName)?.get(keyText(key));
    return execution !== undefined && isOpen(execution);
  }

  isAnyBusy(ruleName: string): boolean {
    return this.of(ruleName).some(isOpen);
  }

  /** @param over hears of each one that ends */
  start(
    configuration: RemediationConfiguration,
    keys: readonly ResourceKey[],
    over: (execution: Execution) => void = () => undefined,
  ): void {
    const now = this.region.world.clock.now();
    const batch = { size: keys.length, failures: 0 };
    const known = this.byRule.get(configuration.ruleName) ?? new Map<string, Execution>();
    const queue = this.queues.get(configuration.ruleName) ?? [];
    this.byRule.set(configuration.ruleName, known);
    this.queues.set(configuration.ruleName, queue);
    for (const key of keys) {
      const execution: Execution = { configuration, key, invokedAt: now, updatedAt: now, state: 'QUEUED', steps: [] };
      known.set(keyText(key), execution);
      queue.push({ execution, batch, over });
    }
    this.fill(configuration);
  }

  /** What waits is not begun; what runs runs on. */
  forget(ruleName: string): void {
    this.byRule.delete(ruleName);
    this.queues.delete(ruleName);
  }

  private fill(configuration: RemediationConfiguration): void {
    const running = this.of(configuration.ruleName).filter(({ state }) => state === 'IN_PROGRESS').length;
    for (let free = lanesOf(this.region, configuration) - running; free > 0; free -= 1) {
      const next = this.queues.get(configuration.ruleName)?.shift();
      if (next === undefined) return;
      next.execution.state = 'IN_PROGRESS';
      this.region.world.background(() => this.run(next));
    }
  }

  private async run({ execution, batch, over }: Waiting): Promise<void> {
    const { configuration, key } = execution;
    const update = (change: Partial<Pick<Execution, 'state' | 'steps'>>): void => {
      Object.assign(execution, change, { updatedAt: this.region.world.clock.now() });
    };
    await Promise.resolve();
    const isStopped = batch.failures * 100 > configuration.errorPercentage * batch.size;
    const ending = isStopped
      ? 'FAILED'
      : await runAutomation(this.region, configuration, key.resourceId, (steps) => {
          update({ steps });
        });
    if (ending !== 'SUCCEEDED') batch.failures += 1;
    update({ state: ending });
    this.fill(configuration);
    over(execution);
  }
}

function isOpen({ state }: Execution): boolean {
  return state === 'QUEUED' || state === 'IN_PROGRESS';
}

function lanesOf(region: Region, { ruleName, concurrencyPercentage }: RemediationConfiguration): number {
  const rule = rulesOf(region).find(ruleName);
  const results = rule === undefined ? [] : resultsOf(region).of(rule);
  const toDo = results.filter(({ complianceType }) => complianceType === 'NON_COMPLIANT').length;
  return Math.max(1, Math.floor((toDo * concurrencyPercentage) / 100));
}

export const executionsOf = regional((region) => new Executions(region));
