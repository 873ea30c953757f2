/**
 * `aws:loop`: the inputs of a step to a loop.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-loop.html
 */
import { z } from 'zod';
import { notModelled } from '../../core/errors.ts';
import type { Json } from '../../core/values.ts';
import { invalidContent } from '../errors.ts';
import { parseCondition, type Condition } from './condition.ts';
import { problemsOf } from './problems.ts';
import { parseStep, type Step } from './step.ts';

const iteratorType = z.enum(['Boolean', 'Integer', 'String', 'StringMap']);

export interface Loop {
  readonly steps: readonly Step[];
  readonly maxIterations: number;
  readonly over:
    | { readonly kind: 'iterators'; readonly iterators: Json; readonly type: z.output<typeof iteratorType> }
    | { readonly kind: 'condition'; readonly condition: Condition };
}

const inputs = z.object({
  Steps: z.array(z.json()).min(1),
  Iterators: z.json().optional(),
  IteratorDataType: iteratorType.default('String'),
  LoopCondition: z.json().optional(),
  MaxIterations: z.int().min(1).max(100).default(100),
});

/** @throws ServiceError InvalidDocumentContent, or NotModelledBySandbox */
export function loopOf(step: Step): Loop {
  checkProperties(step);
  const parsed = inputs.safeParse(step.inputs);
  if (!parsed.success) throw invalidContent(`step ${step.name}: ${problemsOf(parsed.error)}`);
  const { Steps, MaxIterations: maxIterations, Iterators, LoopCondition, IteratorDataType: type } = parsed.data;
  const steps = Steps.map(parseStep);
  for (const inner of steps) checkInner(inner, step.name);
  if ((Iterators === undefined) === (LoopCondition === undefined))
    throw invalidContent(`step ${step.name} needs either Iterators or LoopCondition`);
  if (Iterators !== undefined) return { steps, maxIterations, over: { kind: 'iterators', iterators: Iterators, type } };
  const condition = parseCondition(LoopCondition ?? null, step.name);
  return { steps, maxIterations, over: { kind: 'condition', condition } };
}

/** AWS's page has no `onCancel` for a loop, and leaves open when its other properties count. */
function checkProperties({ name, onFailure, ...properties }: Step): void {
  if (onFailure !== undefined && onFailure !== 'Abort')
    throw notModelled(`onFailure of an aws:loop, in step ${name}: state it in the steps of the loop`);
  for (const property of ['maxAttempts', 'timeoutSeconds', 'isCritical'] as const)
    if (properties[property] !== undefined) throw notModelled(`${property} of an aws:loop, in step ${name}`);
}

function checkInner({ name, action, isEnd }: Step, loop: string): void {
  if (action === 'aws:loop') throw invalidContent(`the loop ${name} is nested in the loop ${loop}`);
  if (isEnd === true) throw notModelled(`isEnd in the loop ${loop}, in step ${name}: AWS does not say what it ends`);
}
