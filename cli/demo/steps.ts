/**
 * An execution of the runbook, step by step. Systems Manager calls a step a success when its function has answered, whatever the answer;
 * what the runbook branches on is the answer. So both are told, side by side.
 */
import { z } from 'zod';
import { table, type Told } from './act.ts';
import type { Execution, Step } from './answers.ts';

export const stepsOf = ({ steps }: Execution): Told =>
  table(
    ['step', 'SSM', 'answer', 'message'],
    steps.map((step) => [step.name, step.status, statusOf(step) ?? '', messageOf(step)]),
  );

/** The names of the steps that ran. */
export const pathOf = ({ steps }: Execution): string => steps.map(({ name }) => name).join(' ');

/** @returns the answer of a step's function, such as `refused`; undefined: there was none */
export function answerOf({ steps }: Execution, name: string): string | undefined {
  const step = steps.find((one) => one.name === name);
  return step && statusOf(step);
}

const statusOf = ({ outputs }: Step): string | undefined => outputs['Status']?.join(' ');

/** The function's own words; or the runbook's last word; or why the step failed; or, of a call of AWS, what is kept of its answer. */
const messageOf = ({ inputs, outputs, failure }: Step): string =>
  outputs['Message']?.join(' ') ?? lastWordOf(inputs) ?? failure ?? keptOf(outputs);

/** A step that always fails has it as the value that it desires in vain: see `failing` in remediation/runbook-parts.ts. */
const lastWordOf = ({ DesiredValues }: Step['inputs']): string | undefined =>
  DesiredValues === undefined ? undefined : z.array(z.string()).parse(JSON.parse(DesiredValues)).join(' ');

const keptOf = (outputs: Step['outputs']): string =>
  Object.entries(outputs)
    .map(([name, values]) => `${name}: ${brief(values.join(' '))}`)
    .join('; ');

/** Characters of a value that is told in full. */
const longest = 40;

const brief = (value: string): string => (value.length > longest ? `${value.length} characters of text` : value);
