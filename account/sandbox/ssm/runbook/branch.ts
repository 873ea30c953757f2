/** `aws:branch`: the inputs of a step to choices. */
import { z } from 'zod';
import { isJsonRecord, type Json } from '../../core/values.ts';
import { invalidContent } from '../errors.ts';
import { parseCondition, type Condition } from './condition.ts';
import type { Step } from './step.ts';

export interface Branch {
  readonly choices: readonly { readonly condition: Condition; readonly nextStep: string }[];
  /** Where it goes when no choice holds; null: on, or to the end. */
  readonly defaultStep: string | null;
}

const inputs = z.object({ Choices: z.array(z.json()).min(1), Default: z.string().optional() });

/** @throws ServiceError InvalidDocumentContent */
export function branchOf(step: Step): Branch {
  const parsed = inputs.safeParse(step.inputs);
  if (!parsed.success) throw invalidContent(`step ${step.name} needs Choices, a list, and may have Default, a step`);
  const { Choices, Default = null } = parsed.data;
  return { choices: Choices.map((choice) => choiceOf(choice, step.name)), defaultStep: Default };
}

function choiceOf(choice: Json, stepName: string): Branch['choices'][number] {
  if (!isJsonRecord(choice)) throw invalidContent(`a choice of step ${stepName} is not an object`);
  const { NextStep: nextStep, ...condition } = choice;
  if (typeof nextStep !== 'string') throw invalidContent(`a choice of step ${stepName} has no NextStep`);
  return { condition: parseCondition(condition, stepName), nextStep };
}
