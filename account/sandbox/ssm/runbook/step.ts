/** Steps: JSON in; checked by itself, without a look at other steps, out. What is not modelled is refused by name. */
import { z } from 'zod';
import { notModelled } from '../../core/errors.ts';
import type { Json, JsonRecord } from '../../core/values.ts';
import { invalidContent } from '../errors.ts';
import { isAction, traitsOf, type Action } from './action.ts';
import { dataType } from './data-type.ts';
import { parsePath } from './json-path.ts';
import { problemsOf } from './problems.ts';

const target = /^step:(\w+)$/;

const jsonRecord: z.ZodType<JsonRecord> = z.record(z.string(), z.json());

const declaredOutput = z.strictObject({
  Name: z.string().regex(/^\w+$/),
  Selector: z.string(),
  Type: dataType.default('String'),
});

const shape = z.strictObject({
  name: z.string().regex(/^[a-zA-Z0-9_]+$/, 'must be letters, digits and underscores'),
  action: z.string(),
  description: z.string().optional(),
  maxAttempts: z.int().min(1).optional(),
  timeoutSeconds: z.int().min(1).optional(),
  onFailure: z.union([z.literal('Abort'), z.literal('Continue'), z.string().regex(target)]).optional(),
  onCancel: z.union([z.literal('Abort'), z.string().regex(target)]).optional(),
  isCritical: z.boolean().optional(),
  isEnd: z.boolean().optional(),
  nextStep: z.string().optional(),
  inputs: jsonRecord.default({}),
  outputs: z.array(declaredOutput).default([]),
});

export type Step = Omit<z.output<typeof shape>, 'action'> & { readonly action: Action };

/** @throws ServiceError InvalidDocumentContent, or NotModelledBySandbox */
export function parseStep(stated: Json): Step {
  const parsed = shape.safeParse(stated);
  if (!parsed.success) throw invalidContent(`${placeOf(stated)}: ${problemsOf(parsed.error)}`);
  const { action, ...rest } = parsed.data;
  if (!/^aws:[a-zA-Z]+$/.test(action)) throw invalidContent(`step ${rest.name}: there is no action ${action}`);
  if (!isAction(action)) throw notModelled(`the action ${action} of step ${rest.name}`);
  const step = { ...rest, action };
  checkInputs(step);
  checkOutputs(step);
  checkFlow(step);
  return step;
}

/** The step that a property such as `step:RollBack` names, or null. */
export const targetOf = (property: string | undefined): string | null => target.exec(property ?? '')?.[1] ?? null;

/** A failed step counts against the execution. */
export const isCritical = ({ isCritical: stated, onFailure }: Step): boolean => stated ?? onFailure !== 'Continue';

const named = z.object({ name: z.string() });
const placeOf = (stated: Json): string => {
  const parsed = named.safeParse(stated);
  return parsed.success ? `step ${parsed.data.name}` : 'a step without a name';
};

function checkInputs({ name, action, inputs }: Step): void {
  const { required, optional, isOpen } = traitsOf(action);
  const missing = required.filter((input) => !Object.hasOwn(inputs, input));
  if (missing.length > 0) throw invalidContent(`step ${name}: ${action} needs the input ${missing.join(', ')}`);
  const unknown = Object.keys(inputs).filter((input) => !required.includes(input) && !optional.includes(input));
  if (!isOpen && unknown.length > 0) throw notModelled(`the input ${unknown.join(', ')} of ${action}, in step ${name}`);
}

/** The message about reserved names is AWS's own. */
function checkOutputs({ name, action, outputs }: Step): void {
  const { takesOutputs, outputs: reserved } = traitsOf(action);
  if (outputs.length > 0 && !takesOutputs) throw notModelled(`outputs of ${action}, in step ${name}`);
  for (const { Name, Selector } of outputs) {
    if (reserved.includes(Name))
      throw invalidContent(
        `In step ${name}, name: ${Name} is conflicting with one of the following reserved output names: [${reserved.join(', ')}]`,
      );
    if (parsePath(Selector) === undefined) throw notModelled(`the selector ${Selector} of step ${name}`);
  }
  const names = outputs.map(({ Name }) => Name);
  const twice = names.find((output, place) => names.indexOf(output) !== place);
  if (twice !== undefined) throw invalidContent(`step ${name} declares the output ${twice} twice`);
}

/** Refuses what AWS's pages leave open, so that no runbook leans on a guess. */
function checkFlow(step: Step): void {
  const { name, action, onFailure, onCancel, isEnd } = step;
  if (onCancel !== undefined && !traitsOf(action).takesOnCancel)
    throw invalidContent(`step ${name}: ${action} has no onCancel`);
  if (step.isCritical === false && (onFailure ?? 'Abort') === 'Abort')
    throw notModelled(
      `isCritical false without onFailure, in step ${name}: AWS does not say how such an execution ends`,
    );
  if (isEnd === true && targetOf(onFailure) !== null)
    throw notModelled(`isEnd with an onFailure that leads on, in step ${name}: AWS says that the execution ends there`);
}
