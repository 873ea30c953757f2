/** A runbook as a whole: names are unique, what is named exists, and no way through it comes back to where it was. */
import { notModelled } from '../../core/errors.ts';
import { invalidContent } from '../errors.ts';
import { notOnCancel, traitsOf } from './action.ts';
import { apiOf, propertyOf } from './api.ts';
import { branchOf } from './branch.ts';
import { checkNoCircle } from './circle.ts';
import { loopOf } from './loop.ts';
import { namesWithReferences, parseReference, referredIn } from './reference.ts';
import type { Runbook } from './runbook.ts';
import { targetOf, type Step } from './step.ts';

/** @throws ServiceError InvalidDocumentContent, or NotModelledBySandbox */
export function check(runbook: Runbook): void {
  const all = allSteps(runbook.steps);
  checkUnique(all);
  for (const step of runbook.steps) checkTargets(step, runbook.steps);
  for (const step of runbook.steps)
    if (step.action === 'aws:loop')
      for (const inner of loopOf(step).steps) checkTargets(inner, [...loopOf(step).steps, ...runbook.steps]);
  for (const step of all) checkInputs(step, runbook);
  checkReferences(runbook, all);
  checkDocumentOutputs(runbook, all);
  checkNoCircle(runbook.steps);
}

/** With those inside loops. */
function allSteps(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) => (step.action === 'aws:loop' ? [step, ...loopOf(step).steps] : [step]));
}

function checkUnique(steps: readonly Step[]): void {
  const names = steps.map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw invalidContent(`the step name ${twice} is not unique`);
}

function checkTargets(step: Step, steps: readonly Step[]): void {
  const branch = step.action === 'aws:branch' ? branchOf(step) : { choices: [], defaultStep: null };
  const targets = [
    step.nextStep ?? null,
    targetOf(step.onFailure),
    targetOf(step.onCancel),
    branch.defaultStep,
    ...branch.choices.map(({ nextStep }) => nextStep),
  ];
  for (const target of targets)
    if (target !== null && steps.every(({ name }) => name !== target))
      throw invalidContent(`step ${step.name} leads to the step ${target}, which the document does not have`);
  const onCancel = steps.find(({ name }) => name === targetOf(step.onCancel));
  if (onCancel !== undefined && notOnCancel.includes(onCancel.action))
    throw invalidContent(`onCancel of step ${step.name} cannot lead to ${onCancel.action}`);
}

/** What only some actions have. */
function checkInputs(step: Step, { variables }: Runbook): void {
  const { name, action, inputs } = step;
  switch (action) {
    case 'aws:assertAwsResourceProperty':
    case 'aws:waitForAwsResourceProperty':
      propertyOf(step);
      apiOf(step);
      break;
    case 'aws:executeAwsApi':
      apiOf(step);
      break;
    case 'aws:updateVariable':
      if (variables.every((variable) => `variable:${variable.name}` !== inputs['Name']))
        throw invalidContent(`step ${name}: ${JSON.stringify(inputs['Name'])} is no declared variable`);
      break;
    case 'aws:sleep':
      if (Object.keys(inputs).length !== 1) throw invalidContent(`step ${name} needs either Duration or Timestamp`);
      break;
    default:
  }
}

function checkReferences({ assumeRole = '', parameters, variables }: Runbook, steps: readonly Step[]): void {
  for (const referred of referredIn(assumeRole))
    if (!['parameter', 'system'].includes(parseReference(referred)?.kind ?? ''))
      throw invalidContent(`assumeRole refers to {{ ${referred} }}, which is no parameter`);
  const inputs = steps.map(({ action, inputs: { Steps, ...rest } }) =>
    action === 'aws:loop' || Steps === undefined ? rest : { ...rest, Steps },
  );
  const [inName] = inputs.flatMap(namesWithReferences);
  if (inName !== undefined) throw notModelled(`a reference in the name of a member: ${inName}`);
  for (const referred of referredIn([assumeRole, ...inputs])) {
    const reference = parseReference(referred);
    if (reference === undefined) throw notModelled(`the reference {{ ${referred} }}`);
    const isDeclared =
      reference.kind === 'system' ||
      (reference.kind === 'parameter' && parameters.some(({ name }) => name === reference.name)) ||
      (reference.kind === 'variable' && variables.some(({ name }) => name === reference.name)) ||
      (reference.kind === 'output' && hasOutput(steps, reference.step, reference.output));
    if (!isDeclared) throw invalidContent(`Parameter "${referred}" is not declared.`);
  }
}

function hasOutput(steps: readonly Step[], stepName: string, output: string): boolean {
  const step = steps.find(({ name }) => name === stepName);
  if (step === undefined) return false;
  return traitsOf(step.action).outputs.includes(output) || step.outputs.some(({ Name }) => Name === output);
}

function checkDocumentOutputs({ outputs }: Runbook, steps: readonly Step[]): void {
  for (const stated of outputs) {
    const [step = '', output = '', ...more] = stated.split('.');
    if (more.length > 0 || !hasOutput(steps, step, output))
      throw invalidContent(`the output ${stated} of the document is no output of a step`);
  }
}
