/** What an action gets, and what it gives. */
import type { Json } from '../../core/values.ts';
import type { Execution, StepRecord } from './execution.ts';

export interface ActionRun {
  readonly execution: Execution;
  /** With its resolved inputs. */
  readonly record: StepRecord;
  /** Aborted when the attempt is given up: its time is over, or somebody cancels. Then nothing more may begin. */
  readonly signal: AbortSignal;
}

export type Outputs = ReadonlyMap<string, Json>;

/** @throws StepFailure; any other error is one of the sandbox itself */
export type ActionRunner = (run: ActionRun) => Promise<Outputs>;

export const noOutputs: Outputs = new Map();
