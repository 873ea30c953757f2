/** One value of a request against one operand of a condition, before negation; and the three-valued connectives. */
import { assertNever } from '../assert-never.ts';
import { globMatches, hasWildcard } from '../text/glob.ts';
import { matches } from '../text/pattern.ts';
import { inRange, parseAddress, parseRange } from './address.ts';
import type { KeySpec, KeyType } from './keys.ts';
import type { Comparison, OrderRelation } from './operators.ts';
import { widestTexts } from './operands.ts';
import { templateGlob, templateText, variablesIn, type Template } from './template.ts';
import { textSetHas } from '../text/textset.ts';
import { parseEpoch, parseInstant, parseNumber } from './values.ts';

export type Truth = boolean | 'unclear';

export const not = (truth: Truth): Truth => (truth === 'unclear' ? 'unclear' : !truth);
export const some = (truths: readonly Truth[]): Truth =>
  truths.includes(true) || (truths.includes('unclear') ? 'unclear' : false);
export const every = (truths: readonly Truth[]): Truth => not(some(truths.map(not)));

/** @param operand its variables filled in where they have a value; null: it cannot be read */
export function compare(comparison: Comparison, spec: KeySpec, value: string, operand: Template | null): Truth {
  if (operand === null) return 'unclear';
  if (spec.type === 'address') return compareAddress(comparison, value, operand);
  if (operand.some((piece) => piece.kind !== 'plain')) return compareVariable(comparison, spec, value, operand);
  return compareText(comparison, spec, value, operand);
}

/** Only text and ARN operators take variables. One that has no value could stand for anything that its key can have. */
function compareVariable(comparison: Comparison, spec: KeySpec, value: string, operand: Template): Truth {
  if ((comparison.family !== 'text' && comparison.family !== 'arn') || isOrdered(spec.type)) return 'unclear';
  if (variablesIn(operand).length === 0) return compareText(comparison, spec, value, operand);
  return textSetHas(widestTexts(comparison, operand), value) ? 'unclear' : false;
}

function compareText(comparison: Comparison, spec: KeySpec, value: string, operand: Template): Truth {
  const text = templateText(operand);
  switch (comparison.family) {
    case 'text':
      if (isOrdered(spec.type)) return 'unclear';
      if (comparison.relation === 'like') return matches(templateGlob(operand), value);
      return comparison.relation === 'equals' ? value === text : isSameWord(value, text);
    case 'arn':
      return takesArn(spec.type) ? compareArn(value, operand) : 'unclear';
    case 'bool':
      return isOrdered(spec.type) || !/^(?:true|false)$/i.test(text) ? 'unclear' : isSameWord(value, text);
    case 'number':
      return compareNumber(comparison.relation, spec.type, value, text);
    case 'instant':
      return compareInstant(comparison.relation, spec.type, value, text);
    case 'address':
    case 'binary':
    case 'null':
      return 'unclear';
    default:
      return assertNever(comparison);
  }
}

const isSameWord = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();
const isOrdered = (type: KeyType): boolean => type === 'number' || type === 'instant' || type === 'epoch';
const takesArn = (type: KeyType): boolean => type === 'arn' || type === 'principal-arn' || type === 'open';

function compareNumber(relation: OrderRelation, type: KeyType, value: string, operand: string): Truth {
  const left = type === 'number' || type === 'epoch' ? parseNumber(value) : null;
  const right = parseNumber(operand);
  return left === null || right === null ? 'unclear' : inOrder(relation, left, right);
}

function compareInstant(relation: OrderRelation, type: KeyType, value: string, operand: string): Truth {
  const left = type === 'instant' ? parseInstant(value) : type === 'epoch' ? parseEpoch(value) : null;
  const right = parseInstant(operand);
  return left === null || right === null ? 'unclear' : inOrder(relation, left, right);
}

function inOrder(relation: OrderRelation, left: number, right: number): boolean {
  switch (relation) {
    case 'equals':
      return left === right;
    case 'less':
      return left < right;
    case 'at-most':
      return left <= right;
    case 'more':
      return left > right;
    case 'at-least':
      return left >= right;
    default:
      return assertNever(relation);
  }
}

/** Part by part: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN */
function compareArn(value: string, operand: Template): Truth {
  if (operand.some((piece) => piece.kind === 'verbatim' && /[*?:]/.test(piece.text))) return 'unclear';
  const [wanted, found] = [templateText(operand), value].map(sixParts);
  if (wanted === null || wanted === undefined || wanted[0] !== 'arn') return 'unclear';
  return found !== null && found !== undefined && wanted.every((part, i) => globMatches(part, found[i] ?? ''));
}

function sixParts(text: string): readonly string[] | null {
  const parts = text.split(':');
  return parts.length < 6 ? null : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function compareAddress(comparison: Comparison, value: string, operand: Template): Truth {
  const text = templateText(operand);
  const address = parseAddress(value);
  if (address === null || operand.some((piece) => piece.kind !== 'plain')) return 'unclear';
  if (comparison.family === 'address') {
    const range = parseRange(text);
    return range === null ? 'unclear' : inRange(address, range);
  }
  if (comparison.family !== 'text') return 'unclear';
  const wild = comparison.relation === 'like';
  if (wild && text === '*') return true;
  if (/[^0-9a-fA-F.:*?]/.test(text) || text === '' || (!wild && hasWildcard(text))) return false;
  return /^\d+\.\d+\.\d+\.\d+$/.test(text) && parseAddress(text) !== null ? value === text : 'unclear';
}
