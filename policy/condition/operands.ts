/**
 * The operands of a condition, ORed, before negation: which values of the key they take in. An operand that its operator or the
 * key's type gives no meaning to is unclear: certainly it takes in nothing, possibly everything (docs/semantics.md §5).
 */
import { clear, type Bounds } from '../bounds.ts';
import type { VariableReading } from '../document.ts';
import {
  folded,
  glob,
  globTokens,
  inBothCases,
  literal,
  many,
  word,
  type Pattern,
  type Token,
} from '../text/pattern.ts';
import { anyOf, everyText, noText, unclearText, unionBounds, type TextSet } from '../text/textset.ts';
import { hasWildcard } from '../text/glob.ts';
import { everyAddress, parseRange, type AddressRange } from './address.ts';
import { arnPattern } from './arn.ts';
import { textDomain } from './domains.ts';
import { keySpec, type KeySpec, type KeyType } from './keys.ts';
import type { Comparison, OrderRelation } from './operators.ts';
import {
  hasVariable,
  isSelfReference,
  readTemplate,
  templateGlob,
  templateText,
  variablesIn,
  widestPattern,
  type Template,
} from './template.ts';
import { everyValue, noValue, textValues, type OrderBound, type Scale, type ValueSet } from './valueset.ts';
import { parseInstant, parseNumber } from './values.ts';

const unclear: Bounds<ValueSet> = { must: noValue, may: everyValue };

export function operandValues(
  comparison: Comparison,
  operands: readonly string[],
  spec: KeySpec,
  variables: VariableReading,
): Bounds<ValueSet> {
  switch (comparison.family) {
    case 'number':
    case 'instant':
      return orderedValues(comparison.family, comparison.relation, operands, spec.type);
    case 'address':
      return spec.type === 'address' ? addressValues(operands.map(rangesOf)) : unclear;
    case 'null':
      return unclear;
    default:
      if (isOrdered(spec.type)) return unclear;
      if (spec.type !== 'address') return textualValues(comparison, operands, spec, variables);
      return addressValues(operands.map((text) => rangesOfText(comparison, text)));
  }
}

const isOrdered = (type: KeyType): boolean => type === 'number' || type === 'instant' || type === 'epoch';

/** The scale on which an operator family reads a key of a type; null: it does not. */
function scaleOf(family: 'number' | 'instant', type: KeyType): Scale | null {
  if (type === 'epoch') return 'epoch';
  return type === family ? family : null;
}

function orderedValues(
  family: 'number' | 'instant',
  relation: OrderRelation,
  operands: readonly string[],
  type: KeyType,
): Bounds<ValueSet> {
  const scale = scaleOf(family, type);
  if (scale === null) return unclear;
  const bounds: OrderBound[] = [];
  for (const text of operands) {
    const operand = readOperand(family, scale, text);
    if (operand !== null) bounds.push({ relation, operand });
  }
  const set: ValueSet = { kind: 'ordered', scale, bounds, negated: false };
  return bounds.length === operands.length ? clear(set) : { must: set, may: everyValue };
}

/** INVARIANT: operands of the scale `epoch` are milliseconds, as instants are. */
function readOperand(family: 'number' | 'instant', scale: Scale, text: string): number | null {
  if (family === 'instant') return parseInstant(text);
  const number = parseNumber(text);
  return number === null || scale === 'number' ? number : number * 1000;
}

/** Null: unclear. An operand may stand for no address at all, or for several ranges. */
type Ranges = readonly AddressRange[] | null;

function addressValues(operands: readonly Ranges[]): Bounds<ValueSet> {
  const known = operands.filter((operand) => operand !== null);
  const must: ValueSet = { kind: 'addresses', ranges: known.flat(), negated: false };
  return known.length < operands.length ? { must, may: everyValue } : clear(must);
}

function rangesOf(text: string): Ranges {
  const range = parseRange(text);
  return range === null ? null : [range];
}

const v4Text = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** A text operator on an address: exact for a plain IPv4 address, for `*`, and for what no address can look like. */
function rangesOfText(comparison: Comparison, text: string): Ranges {
  if (comparison.family !== 'text' || hasVariable(text)) return null;
  const like = comparison.relation === 'like';
  if (like && text === '*') return everyAddress;
  if (/[^0-9a-fA-F.:*?]/.test(text) || text === '' || (!like && hasWildcard(text))) return [];
  return v4Text.test(text) ? rangesOf(text) : null;
}

function textualValues(
  comparison: Comparison,
  operands: readonly string[],
  spec: KeySpec,
  variables: VariableReading,
): Bounds<ValueSet> {
  const { must, may } = unionBounds(operands.map((text) => operandTexts(comparison, text, spec, variables)));
  const values = textValues(must);
  return must === may ? clear(values) : { must: values, may: textValues(may) };
}

/** Null: unclear. */
const exactly = (pattern: Pattern | null): Bounds<TextSet> =>
  pattern === null ? unclearText : clear(anyOf([pattern]));

function operandTexts(
  comparison: Comparison,
  text: string,
  spec: KeySpec,
  variables: VariableReading,
): Bounds<TextSet> {
  if (variables === 'literal' || !hasVariable(text)) return exactly(plainPattern(comparison, text, spec));
  const template = readTemplate(text);
  if (variables === 'unclear' || template === null) return unclearText;
  if (comparison.family === 'text' && isSelfReference(template, spec.id)) return clear(everyText);
  if (variablesIn(template).length > 0) return { must: noText, may: widestTexts(comparison, template) };
  if (comparison.family === 'text' && comparison.relation === 'like') return exactly(templateGlob(template));
  const plain = comparison.family !== 'arn' || isPlain(template);
  return exactly(plain ? plainPattern(comparison, templateText(template), spec) : null);
}

/** What the variables could stand for at most: any text, but for keys that are always there and have values of one shape. */
export function widestTexts(comparison: Comparison, template: Template): TextSet {
  if (comparison.family !== 'text') return everyText;
  const tokensOfKey = (key: string): readonly Token[] => {
    const spec = keySpec(key);
    return (spec.presence === 'always' ? textDomain(spec.type)?.tokens : undefined) ?? [many('any')];
  };
  const plain = comparison.relation === 'like' ? (text: string) => globTokens(text, 'any') : word;
  const widest = widestPattern(template, tokensOfKey, plain);
  return anyOf([comparison.relation === 'equals-ignoring-case' ? inBothCases(widest) : widest]);
}

/** What an operand without variables takes in; null: unclear. */
function plainPattern(comparison: Comparison, text: string, spec: KeySpec): Pattern | null {
  switch (comparison.family) {
    case 'text':
      if (comparison.relation === 'like') return glob(text);
      return comparison.relation === 'equals' ? literal(text) : folded(text);
    case 'arn':
      return takesArn(spec.type) ? arnPattern(text) : null;
    case 'bool':
      return /^(?:true|false)$/i.test(text) ? folded(text) : null;
    default:
      return null;
  }
}

const takesArn = (type: KeyType): boolean => type === 'arn' || type === 'principal-arn' || type === 'open';

/** A value put in that could move the parts of an ARN, or be taken for a wildcard, leaves the meaning open. */
const isPlain = (template: Template): boolean =>
  template.every((piece) => piece.kind === 'plain' || !/[*?:]/.test(templateText([piece])));
