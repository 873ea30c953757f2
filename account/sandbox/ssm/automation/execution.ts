/** One run of a runbook: what is known of it so far. */
import type { Principal } from '../../core/principal.ts';
import type { Json, JsonRecord } from '../../core/values.ts';
import { regional, type Region } from '../../core/world.ts';
import { refusal } from '../errors.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { Step } from '../runbook/step.ts';
import type { StepFailure } from './failure.ts';

/** Milliseconds that the steps after an `onCancel` have. */
const cleanUpTime = 120_000;

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-statuses.html; `Exited` only for steps. */
export type Status =
  'Pending' | 'InProgress' | 'Waiting' | 'Success' | 'TimedOut' | 'Cancelling' | 'Cancelled' | 'Failed' | 'Exited';

/** Of a step inside a loop. */
export interface Parent {
  readonly record: StepRecord;
  /** From 1. */
  readonly iteration: number;
  /** Null in a loop with a condition. */
  readonly iteratorValue: Json | null;
}

/** One run of a step; steps in loops have one for each iteration. */
export interface StepRecord {
  readonly id: string;
  readonly step: Step;
  readonly parent: Parent | null;
  status: Status;
  startedAt: Date | undefined;
  endedAt: Date | undefined;
  /** With all references resolved. */
  inputs: JsonRecord;
  outputs: ReadonlyMap<string, Json>;
  failure: StepFailure | null;
  /** The step that a success leads to; null: none. */
  next: string | null;
}

/** A decision that a step waits for. */
export interface Waiting {
  readonly record: StepRecord;
  /** @throws ServiceError when such a signal does not belong here */
  readonly receive: (signal: Signal) => void;
}

export interface Signal {
  readonly type: 'Approve' | 'Reject' | 'Resume';
  readonly sender: Principal;
  readonly comment: string;
}

export interface ExecutionStart {
  readonly id: string;
  readonly region: Region;
  readonly documentName: string;
  readonly documentVersion: string;
  readonly runbook: Runbook;
  readonly parameters: ReadonlyMap<string, Json>;
  /** Who started it. */
  readonly startedBy: Principal;
}

export class Execution {
  readonly start: ExecutionStart;
  readonly startedAt: Date;
  readonly variables: Map<string, Json>;
  /** Whose permissions its steps have. */
  actor: Principal;
  status: Status = 'Pending';
  endedAt: Date | undefined;
  /** The first failure that counts against the execution; null: none so far. */
  critical: { readonly status: 'Failed' | 'TimedOut'; readonly message: string } | null = null;
  records: readonly StepRecord[];
  stepsBegun = 0;
  waiting: Waiting | null = null;
  /** What a caller of StopAutomationExecution asked for. */
  stop: 'Cancel' | 'Complete' | null = null;
  /** Interrupts the step that runs. */
  interruption = new AbortController();
  private isCleaningUp = false;
  private readonly over = new AbortController();

  constructor(start: ExecutionStart) {
    this.start = start;
    this.startedAt = this.now();
    this.actor = start.startedBy;
    this.variables = new Map(
      start.runbook.variables.flatMap(({ name, default: value }) => (value === undefined ? [] : [[name, value]])),
    );
    this.records = start.runbook.steps.map((step) => this.newRecord(step, null));
  }

  now(): Date {
    return new Date(this.start.region.world.clock.now());
  }

  /** The record that a step begins with: that which waits for it, or a new one in a loop. */
  recordOf(step: Step, parent: Parent | null): StepRecord {
    const waiting = this.records.find((record) => record.step === step && record.status === 'Pending');
    if (waiting !== undefined) return waiting;
    const record = this.newRecord(step, parent);
    this.records = [...this.records, record];
    return record;
  }

  /** @returns undefined while the step has no such output, or none yet */
  outputOf(stepName: string, output: string): Json | undefined {
    return this.records.findLast(({ step }) => step.name === stepName)?.outputs.get(output);
  }

  isOver(): boolean {
    return this.endedAt !== undefined;
  }

  /** True when no other step may begin, but for those that clean up after a cancellation. */
  mustStop(): boolean {
    return (
      this.stop === 'Complete' || (this.stop === 'Cancel' && !this.isCleaningUp) || this.interruption.signal.aborted
    );
  }

  /**
   * Goes on at the step that `onCancel` names, for two minutes at the most.
   * @returns that step; null when there is none, or the two minutes are over
   */
  beginCancelling(onCancel: string | null): string | null {
    if (onCancel === null || this.isCleaningUp) return null;
    this.isCleaningUp = true;
    const interruption = new AbortController();
    this.interruption = interruption;
    void this.start.region.world.clock.sleep(cleanUpTime, this.over.signal).then(() => {
      interruption.abort();
    });
    return onCancel;
  }

  end(status: Status): void {
    this.status = status;
    this.endedAt = this.now();
    this.over.abort();
  }

  /** Ends in the middle of whatever it does. */
  breakDown(): void {
    for (const record of this.records) {
      if (record.startedAt === undefined || record.endedAt !== undefined) continue;
      record.status = 'Failed';
      record.endedAt = this.now();
    }
    this.end('Failed');
  }

  private newRecord(step: Step, parent: Parent | null): StepRecord {
    return {
      id: this.start.region.world.ids.uuid(),
      step,
      parent,
      status: 'Pending',
      startedAt: undefined,
      endedAt: undefined,
      inputs: {},
      outputs: new Map(),
      failure: null,
      next: null,
    };
  }
}

/** By id, in the order of their start. */
export const executions = regional(() => new Map<string, Execution>());

/** @throws ServiceError AutomationExecutionNotFoundException */
export function executionOf(region: Region, id: string): Execution {
  const execution = executions(region).get(id);
  if (execution !== undefined) return execution;
  throw refusal(
    'AutomationExecutionNotFoundException',
    'There is no automation execution information for the requested automation execution ID.',
  );
}
