/** How steps, and walks through steps, end. */
import type { Step } from '../runbook/step.ts';
import type { Execution, Parent } from './execution.ts';
import type { StepFailure } from './failure.ts';
import type { Outputs } from './run.ts';

export type Result =
  | { readonly status: 'Success'; readonly outputs: Outputs }
  | { readonly status: 'Failed' | 'TimedOut'; readonly failure: StepFailure }
  | { readonly status: 'Cancelled' };

/** A step's result, or that a loop was left for a step outside it. */
export type StepResult = Result | { readonly status: 'Exited'; readonly to: string };

/**
 * `done`: after its last step. `aborted`: by a failure. `stopped`: somebody asked for it. `left`: for a step that is not among its own.
 */
export type Exit =
  | { readonly kind: 'done' }
  | { readonly kind: 'aborted'; readonly result: Extract<Result, { failure: StepFailure }> }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'left'; readonly to: string };

/** @param parent of the steps in a loop */
export type Walk = (
  execution: Execution,
  steps: readonly Step[],
  first: string,
  parent: Parent | null,
) => Promise<Exit>;
