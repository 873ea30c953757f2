/** `aws:branch`. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-branch.html */
import type { Json } from '../../core/values.ts';
import { branchOf } from '../runbook/branch.ts';
import { holds, Incomparable } from '../runbook/condition.ts';
import type { Execution, StepRecord } from './execution.ts';
import type { Result } from './exit.ts';
import { badInput } from './failure.ts';
import { shownInputs, resolvedOperand } from './scope.ts';

/** Goes to the first choice that holds, else to the default; else on, or to the end when the step says so. */
export function branch(execution: Execution, record: StepRecord): Result {
  const { choices, defaultStep } = branchOf(record.step);
  record.inputs = shownInputs(record.step.inputs, execution);
  try {
    const chosen = choices.find(({ condition }) => holds(condition, (text) => resolvedOperand(text, execution)));
    record.next = chosen?.nextStep ?? defaultStep ?? record.next;
  } catch (error) {
    if (!(error instanceof Incomparable)) throw error;
    return { status: 'Failed', failure: badInput(error.message) };
  }
  const NextStep = record.next ?? '';
  return {
    status: 'Success',
    outputs: new Map<string, Json>([
      ['NextStep', NextStep],
      ['OutputPayload', { NextStep }],
    ]),
  };
}
