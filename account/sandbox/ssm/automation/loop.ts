/** `aws:loop`. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-loop.html */
import type { Json } from '../../core/values.ts';
import { holds, Incomparable } from '../runbook/condition.ts';
import { defaultOf, isList } from '../runbook/data-type.ts';
import { loopOf, type Loop } from '../runbook/loop.ts';
import type { Execution, StepRecord } from './execution.ts';
import type { Exit, StepResult, Walk } from './exit.ts';
import { badInput, StepFailure } from './failure.ts';
import { resolvedOperand, resolvedValue } from './scope.ts';

const mostIterators = 100;

/** The values of a loop over iterators, or one null for each turn that a loop with a condition may take. */
type Turns = readonly { readonly value: Json | null }[];

export async function loop(execution: Execution, record: StepRecord, walk: Walk): Promise<StepResult> {
  try {
    return await turnByTurn(execution, record, walk);
  } catch (error) {
    const failure = error instanceof Incomparable ? badInput(error.message) : error;
    if (failure instanceof StepFailure) return { status: failure.status, failure };
    throw error;
  }
}

async function turnByTurn(execution: Execution, record: StepRecord, walk: Walk): Promise<StepResult> {
  const plan = loopOf(record.step);
  const turns = turnsOf(plan, record, execution);
  for (const [place, { value }] of turns.entries()) {
    const iteration = place + 1;
    record.outputs = new Map<string, Json>([
      ['CurrentIteration', iteration],
      ...(value === null ? [] : [['CurrentIteratorValue', value] as const]),
    ]);
    const exit = await walk(execution, plan.steps, plan.steps[0]?.name ?? '', {
      record,
      iteration,
      iteratorValue: value,
    });
    if (exit.kind !== 'done') return resultOf(exit);
    if (plan.over.kind === 'condition' && !holds(plan.over.condition, (text) => resolvedOperand(text, execution)))
      break;
  }
  return { status: 'Success', outputs: record.outputs };
}

/** @throws StepFailure when the iterators are no list of their type, or too many */
function turnsOf({ over, maxIterations }: Loop, record: StepRecord, execution: Execution): Turns {
  if (over.kind === 'condition') return Array.from({ length: maxIterations }, () => ({ value: null }));
  const iterators = resolvedValue(over.iterators, execution);
  record.inputs = { Iterators: iterators, IteratorDataType: over.type };
  if (!isList(iterators)) throw badInput(`The iterators ${JSON.stringify(iterators)} are no list`);
  if (iterators.length > mostIterators) throw badInput(`${iterators.length} iterators are more than ${mostIterators}`);
  const turns = iterators.map((iterator) => {
    const value = defaultOf(over.type, iterator);
    if (value === undefined) throw badInput(`The iterator ${JSON.stringify(iterator)} is no ${over.type}`);
    return { value };
  });
  return turns.slice(0, maxIterations);
}

/** A failure that aborts the steps fails the loop with it. */
function resultOf(exit: Exclude<Exit, { kind: 'done' }>): StepResult {
  switch (exit.kind) {
    case 'left':
      return { status: 'Exited', to: exit.to };
    case 'stopped':
      return { status: 'Cancelled' };
    case 'aborted':
      return exit.result;
  }
}
