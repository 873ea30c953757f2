// In: one value of a key and one value of the policy. Out: does the comparison hold, as a reading.
// Promise: what §5 calls unclear about an operand, or about an operator and the type of its key, comes out as unclear.
// Negation, absence and set operators are condition.ts's business.
import { compareAddress, compareAddressText } from './compare-address.ts';
import { compareArn } from './compare-arn.ts';
import { compareDate, compareNumber } from './compare-order.ts';
import { textOfScalar } from './document.ts';
import { matchText } from './match.ts';
import { alternativesOf, constantOperand, piecesOf, someAlternative } from './operand.ts';
import { always, unclear } from './reading.ts';
import type { Key } from './keys.ts';
import type { Piece } from './operand.ts';
import type { Operator } from './operators.ts';
import type { Reading } from './reading.ts';
import type { Comparison, Scene } from './scene.ts';
import type { Text } from './text.ts';
import type { Value } from './values.ts';

export function compare(scene: Scene, operator: Operator, key: Key, value: Value, raw: unknown): Reading {
  const text = textOfScalar(raw);
  const pieces = text === null ? null : piecesOf(text, scene.dialect);
  if (pieces === null) return unclear;
  const takesVariables = operator.family === 'text' || operator.family === 'arn';
  if (!takesVariables && pieces.some((piece) => piece.kind === 'variable')) return unclear;
  if (operator.family === 'text' && isOwnVariable(pieces, key)) return always;
  const comparison = { operator, key, value, pieces };
  switch (operator.family) {
    case 'numeric':
      return compareNumber(comparison);
    case 'date':
      return compareDate(comparison);
    case 'ip':
      return compareAddress(comparison);
    default:
      return compareAsText(scene, comparison);
  }
}

function isOwnVariable(pieces: readonly Piece[], key: Key): boolean {
  const [only] = pieces;
  return pieces.length === 1 && only?.kind === 'variable' && only.key === key.name;
}

function compareAsText(scene: Scene, comparison: Comparison): Reading {
  const { operator, key, value } = comparison;
  if (operator.family === 'binary') return unclear;
  if (value.kind === 'address' && operator.family === 'text') return compareAddressText(comparison);
  if (value.kind !== 'text') return unclear;
  if (operator.family !== 'arn') return compareText(scene, comparison, value.text);
  return key.type === 'arn' || key.type === 'unknown' ? compareArn(scene, comparison, value.text) : unclear;
}

const FLAG = /^(?:true|false)$/i;

/** Is the operand no truth value where it should be one? */
function wrongForm({ operator, pieces }: Comparison): boolean {
  return operator.family === 'bool' && !FLAG.test(constantOperand(pieces));
}

function compareText(scene: Scene, comparison: Comparison, text: Text): Reading {
  if (wrongForm(comparison)) return unclear;
  const { operator, pieces } = comparison;
  const alternatives = alternativesOf(scene.keys, pieces, operator);
  return someAlternative(alternatives, (tokens) => matchText(scene.world, text, tokens));
}
