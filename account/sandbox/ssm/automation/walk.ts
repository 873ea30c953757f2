/**
 * The way through the steps of a runbook, or of a loop in it: which step runs, and which comes next.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branchdocs.html
 */
import { isCritical, targetOf, type Step } from '../runbook/step.ts';
import { attempts } from './attempts.ts';
import { branch } from './branch.ts';
import type { Execution, Parent, StepRecord } from './execution.ts';
import type { Exit, StepResult } from './exit.ts';
import { loop } from './loop.ts';
import { automationSettings } from './settings.ts';

/** Automation itself breaks down: nothing more runs. */
export class BreakDown extends Error {
  override readonly name = 'BreakDown';
}

/** @throws BreakDown, and any error of the sandbox itself */
export async function walk(
  execution: Execution,
  steps: readonly Step[],
  first: string,
  parent: Parent | null,
): Promise<Exit> {
  let onward: string | Exit = first;
  while (typeof onward === 'string') {
    const name: string = onward;
    const step = steps.find((other) => other.name === name);
    onward = step === undefined ? { kind: 'left', to: name } : await pass(execution, step, steps, parent);
  }
  return onward;
}

/** @returns the step that comes next, or the end */
async function pass(
  execution: Execution,
  step: Step,
  steps: readonly Step[],
  parent: Parent | null,
): Promise<string | Exit> {
  if (execution.mustStop()) return { kind: 'stopped' };
  await moment(execution, step);
  if (execution.mustStop()) return { kind: 'stopped' };
  const record = execution.recordOf(step, parent);
  record.next = followingOf(step, steps);
  const result = await run(execution, record);
  close(execution, record, result);
  return onwardOf(execution, record, result);
}

/** The step after a success, or null. */
function followingOf(step: Step, steps: readonly Step[]): string | null {
  if (step.isEnd === true) return null;
  return step.nextStep ?? steps[steps.indexOf(step) + 1]?.name ?? null;
}

async function moment({ start: { id, documentName, region }, stepsBegun }: Execution, { name }: Step): Promise<void> {
  const at = { executionId: id, documentName, stepName: name, stepsBefore: stepsBegun };
  if ((await automationSettings(region).beforeStep(at)) === 'die') throw new BreakDown();
}

async function run(execution: Execution, record: StepRecord): Promise<StepResult> {
  const { action } = record.step;
  execution.stepsBegun += 1;
  record.status = 'InProgress';
  record.startedAt = execution.now();
  switch (action) {
    case 'aws:branch':
      return branch(execution, record);
    case 'aws:loop':
      return loop(execution, record, walk);
    default:
      return attempts(execution, record, action);
  }
}

function close(execution: Execution, record: StepRecord, result: StepResult): void {
  record.status = result.status;
  record.endedAt = execution.now();
  if (result.status === 'Success') record.outputs = result.outputs;
  if (!('failure' in result)) return;
  record.failure = result.failure;
  if (isCritical(record.step)) execution.critical ??= { status: result.status, message: result.failure.message };
}

/** `isEnd` ends an execution whether the step succeeds or fails: then `next` is null. */
function onwardOf(execution: Execution, { step, next }: StepRecord, result: StepResult): string | Exit {
  switch (result.status) {
    case 'Exited':
      return result.to;
    case 'Success':
      return next ?? { kind: 'done' };
    case 'Cancelled':
      return execution.beginCancelling(targetOf(step.onCancel)) ?? { kind: 'stopped' };
    case 'Failed':
    case 'TimedOut':
      if (step.onFailure === 'Continue') return next ?? { kind: 'done' };
      return targetOf(step.onFailure) ?? { kind: 'aborted', result };
  }
}
