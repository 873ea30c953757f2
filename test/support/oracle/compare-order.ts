// In: a number or an instant of the request and a value of the policy. Out: does the order hold.
// Promise: exact arithmetic; instants in milliseconds, `aws:EpochTime` in whole seconds.
import { parseInstant, parseNumber } from './literals.ts';
import { constantOperand } from './operand.ts';
import { clear, unclear } from './reading.ts';
import { integer } from './term.ts';
import type { Comparison } from './scene.ts';
import type { Rational } from './literals.ts';
import type { Reading } from './reading.ts';
import type { Term } from './term.ts';

export function compareNumber({ value, ...comparison }: Comparison): Reading {
  const left = value.kind === 'number' || value.kind === 'epoch' ? value.number : null;
  return compareOrder(comparison, left, parseNumber);
}

export function compareDate({ value, ...comparison }: Comparison): Reading {
  const left = value.kind === 'instant' || value.kind === 'epoch' ? value.milliseconds : null;
  return compareOrder(comparison, left, parseInstant);
}

/** Against numerator / denominator, multiplied out. */
function compareOrder(
  { operator, pieces }: Omit<Comparison, 'value'>,
  left: Term | null,
  parse: (text: string) => Rational | null,
): Reading {
  const right = parse(constantOperand(pieces));
  if (left === null || right === null) return unclear;
  const scaled = right.denominator === 1n ? left : `(* ${integer(right.denominator)} ${left})`;
  return clear(`(${operator.relation} ${scaled} ${integer(right.numerator)})`);
}
