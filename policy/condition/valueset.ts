/** Sets of values of one condition key, and tests on the key as a whole, its absence included. */
import { assertNever } from '../assert-never.ts';
import { complementText, textSetHas, type TextSet } from '../text/textset.ts';
import { inRange, parseAddress, type Address, type AddressRange } from './address.ts';
import type { OrderRelation, Quantifier } from './operators.ts';
import { parseEpoch, parseInstant, parseNumber, wholeSecond } from './values.ts';

/** How the text of a value is read before it is put in order. */
export type Scale = 'number' | 'instant' | 'epoch';

export interface OrderBound {
  readonly relation: OrderRelation;
  readonly operand: number;
}

export type ValueSet =
  | { readonly kind: 'constant'; readonly holds: boolean }
  | { readonly kind: 'text'; readonly set: TextSet }
  /** In any of the bounds; `negated`: in none. */
  | {
      readonly kind: 'ordered';
      readonly scale: Scale;
      readonly bounds: readonly OrderBound[];
      readonly negated: boolean;
    }
  | { readonly kind: 'addresses'; readonly ranges: readonly AddressRange[]; readonly negated: boolean };

export const everyValue: ValueSet = { kind: 'constant', holds: true };
export const noValue: ValueSet = { kind: 'constant', holds: false };

export const textValues = (set: TextSet): ValueSet => ({ kind: 'text', set });

export function complementValues(set: ValueSet): ValueSet {
  switch (set.kind) {
    case 'constant':
      return set.holds ? noValue : everyValue;
    case 'text':
      return textValues(complementText(set.set));
    default:
      return { ...set, negated: !set.negated };
  }
}

export function valueSetHas(set: ValueSet, value: string): boolean {
  switch (set.kind) {
    case 'constant':
      return set.holds;
    case 'text':
      return textSetHas(set.set, value);
    case 'ordered': {
      const number = readScale(set.scale, value);
      return number !== null && orderedSetHas(set, number);
    }
    case 'addresses': {
      const address = parseAddress(value);
      return address !== null && addressSetHas(set, address);
    }
  }
}

/** @param value a number, or milliseconds; sets of other kinds have no ordered values, but for the constant ones */
export function orderedSetHas(set: ValueSet, value: number): boolean {
  if (set.kind === 'constant') return set.holds;
  if (set.kind !== 'ordered') return false;
  const placed = set.scale === 'epoch' ? wholeSecond(value) : value;
  return set.bounds.some((bound) => inBound(placed, bound)) !== set.negated;
}

export function addressSetHas(set: ValueSet, address: Address): boolean {
  if (set.kind === 'constant') return set.holds;
  return set.kind === 'addresses' && set.ranges.some((range) => inRange(address, range)) !== set.negated;
}

function readScale(scale: Scale, value: string): number | null {
  switch (scale) {
    case 'number':
      return parseNumber(value);
    case 'instant':
      return parseInstant(value);
    case 'epoch':
      return parseEpoch(value);
  }
}

function inBound(value: number, { relation, operand }: OrderBound): boolean {
  switch (relation) {
    case 'equals':
      return value === operand;
    case 'less':
      return value < operand;
    case 'at-most':
      return value <= operand;
    case 'more':
      return value > operand;
    case 'at-least':
      return value >= operand;
    default:
      return assertNever(relation);
  }
}

/** A test on one key of a request. */
export interface KeyTest {
  readonly quantifier: Quantifier;
  /** Whether it holds when the key is absent. */
  readonly absent: boolean;
  readonly values: ValueSet;
}

const opposite = { one: 'one', some: 'every', every: 'some' } as const satisfies Record<Quantifier, Quantifier>;

export const complementTest = (test: KeyTest): KeyTest => ({
  quantifier: opposite[test.quantifier],
  absent: !test.absent,
  values: complementValues(test.values),
});

/** @param value undefined: the key is absent; a list: the values of a multivalued key */
export function testHolds(test: KeyTest, value: string | readonly string[] | undefined): boolean {
  if (value === undefined) return test.absent;
  if (typeof value === 'string') return valueSetHas(test.values, value);
  const holds = (one: string): boolean => valueSetHas(test.values, one);
  return test.quantifier === 'every' ? value.every(holds) : value.some(holds);
}
