/**
 * AWS verifies that a runbook does not run in a circle, and answers with a trace of it.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branchdocs.html
 */
import { invalidContent } from '../errors.ts';
import { branchOf } from './branch.ts';
import { loopOf } from './loop.ts';
import { targetOf, type Step } from './step.ts';

/** @throws ServiceError InvalidDocumentContent */
export function checkNoCircle(steps: readonly Step[]): void {
  for (const step of steps) if (step.action === 'aws:loop') checkNoCircle(loopOf(step).steps);
  const next = new Map(steps.map((step, place) => [step.name, successorsOf(step, steps[place + 1])]));
  const clean = new Set<string>();
  for (const { name } of steps) follow([name], next, clean);
}

function follow(trace: readonly string[], next: ReadonlyMap<string, readonly string[]>, clean: Set<string>): void {
  const last = trace.at(-1) ?? '';
  if (clean.has(last)) return;
  const start = trace.indexOf(last);
  if (start < trace.length - 1)
    throw invalidContent(`The steps form an infinite loop: ${trace.slice(start).join(' -> ')}`);
  for (const name of next.get(last) ?? []) follow([...trace, name], next, clean);
  clean.add(last);
}

/** All steps that may come after, in success, failure and cancellation; those of a loop that lie outside it included. */
function successorsOf(step: Step, following: Step | undefined): readonly string[] {
  const targets = [targetOf(step.onFailure), targetOf(step.onCancel)];
  const onward = step.isEnd === true ? null : (step.nextStep ?? following?.name ?? null);
  const inner = step.action === 'aws:loop' ? exitsOf(loopOf(step).steps) : [];
  if (step.action !== 'aws:branch') return named([...targets, onward, ...inner]);
  const { choices, defaultStep } = branchOf(step);
  return named([...targets, defaultStep ?? onward, ...choices.map(({ nextStep }) => nextStep)]);
}

function exitsOf(steps: readonly Step[]): readonly string[] {
  const isInside = (name: string): boolean => steps.some((step) => step.name === name);
  return steps.flatMap((step) => successorsOf(step, undefined)).filter((name) => !isInside(name));
}

const named = (names: readonly (string | null)[]): readonly string[] => names.filter((name) => name !== null);
