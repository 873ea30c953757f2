/**
 * One condition key by itself: find a value, or its absence, that passes all tests, or show that nothing does. Ordered kinds
 * (numbers, instants, addresses) are cut into cells by the constants of the tests; one value of each cell is enough.
 */
import { following, formatAddress, type Address } from '../condition/address.ts';
import type { KeySpec } from '../condition/keys.ts';
import { addressSetHas, orderedSetHas, valueSetHas, type KeyTest, type ValueSet } from '../condition/valueset.ts';
import { firstInstant, formatInstant, lastInstant, wholeSecond } from '../condition/values.ts';
import type { Budget } from '../text/budget.ts';
import { findText, type Found, type Guesses } from '../text/find.ts';
import type { Pattern } from '../text/pattern.ts';
import { noText, type TextSet } from '../text/textset.ts';
import { finiteValues, textDomain, type KeyDomain } from '../condition/domains.ts';

export type KeyValue = string | readonly string[] | undefined;

/** `never`: the key must be absent in this search. */
export type Allowed = 'always' | 'optional' | 'never';

const everything = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

export function findKeyValue(
  spec: KeySpec,
  tests: readonly KeyTest[],
  allowed: Allowed,
  budget: Budget,
): Found<KeyValue> {
  const failing = tests.flatMap((test, i) => (test.absent ? [] : [i]));
  if (allowed !== 'always' && failing.length === 0) return { kind: 'found', value: undefined };
  if (allowed === 'never') return { kind: 'none', core: failing.slice(0, 1) };
  const found = spec.multivalued
    ? findValues(spec, tests, budget)
    : findValue(
        spec,
        tests.map((test) => test.values),
        budget,
      );
  // Absence was ruled out by a test too.
  if (found.kind !== 'none' || allowed === 'always') return found;
  return { kind: 'none', core: [...new Set([...found.core, ...failing.slice(0, 1)])] };
}

/** A multivalued key: every value passes the `every` tests, and each other test has a value that passes it. */
function findValues(spec: KeySpec, tests: readonly KeyTest[], budget: Budget): Found<readonly string[]> {
  const common = tests.flatMap((test) => (test.quantifier === 'every' ? [test.values] : []));
  const single = tests.flatMap((test) => (test.quantifier === 'every' ? [] : [[test.values]]));
  const values: string[] = [];
  for (const wanted of single.length === 0 ? [[]] : single) {
    const found = findValue(spec, [...common, ...wanted], budget);
    if (found.kind === 'none') return { kind: 'none', core: everything(tests.length) };
    if (found.kind === 'gave-up') return found;
    values.push(found.value);
  }
  return { kind: 'found', value: [...new Set(values)] };
}

export function findValue(spec: KeySpec, sets: readonly ValueSet[], budget: Budget): Found<string> {
  const impossible = sets.findIndex((set) => set.kind === 'constant' && !set.holds);
  if (impossible !== -1) return { kind: 'none', core: [impossible] };
  const domain = textDomain(spec.type);
  if (domain !== null) return findTextValue(domain, sets, budget);
  const value =
    finiteValues(spec.type)?.find((candidate) => sets.every((set) => valueSetHas(set, candidate))) ??
    cellValue(spec, sets);
  return value === null ? { kind: 'none', core: everything(sets.length) } : { kind: 'found', value };
}

function findTextValue(domain: KeyDomain, sets: readonly ValueSet[], budget: Budget): Found<string> {
  const texts: TextSet[] = [];
  const indexes: number[] = [];
  for (let index = 0; index < sets.length; index += 1) {
    const set = sets[index];
    if (set === undefined || set.kind === 'constant') continue;
    texts.push(set.kind === 'text' ? set.set : noText);
    indexes.push(index);
  }
  const found = findText(domain, texts, guessesOf(domain, texts), budget);
  if (found.kind !== 'none' || indexes.length === sets.length) return found;
  return { kind: 'none', core: found.core.flatMap((i) => indexes[i] ?? []) };
}

/** The usual texts of the domain, then samples of what is asked for. */
function guessesOf(domain: KeyDomain, sets: readonly TextSet[]): Guesses {
  let sampled: readonly string[] | null = null;
  const usual = domain.guesses.length;
  return (number) => {
    if (number < usual) return domain.guesses[number] ?? null;
    sampled ??= sets.flatMap((set) => (set.negated ? [] : set.patterns.flatMap(samples)));
    return sampled[number - usual] ?? null;
  };
}

/** A few texts of a pattern: its wildcards left out, or filled with a letter. */
function samples(pattern: Pattern): readonly string[] {
  if (pattern.form === 'tokens') return [];
  const { text } = pattern;
  if (pattern.form !== 'glob') return [text];
  return ['', 'x'].map((run) => text.replaceAll('*', run).replaceAll('?', 'x'));
}

/** Null for types that have no cells, too. */
function cellValue(spec: KeySpec, sets: readonly ValueSet[]): string | null {
  if (spec.type === 'address') {
    for (const cell of addressCells(spec, sets))
      if (sets.every((set) => addressSetHas(set, cell))) return formatAddress(cell);
    return null;
  }
  const isIn = (cell: number): boolean => sets.every((set) => orderedSetHas(set, cell));
  if (spec.type === 'number') return numberCells(operandsOf(sets)).find(isIn)?.toString() ?? null;
  const instant = spec.type === 'instant' ? findInstant(sets) : undefined;
  return instant === undefined ? null : formatInstant(instant);
}

const operandsOf = (sets: readonly ValueSet[]): readonly number[] =>
  sets.flatMap((set) => (set.kind === 'ordered' ? set.bounds.map((bound) => bound.operand) : []));

const usualAddress = { source: 0xc6336407, vpcSource: 0x0a000007 } as const;

/** 198.51.100.7 for `aws:SourceIp`, else 10.0.0.7; then the first address of every cell. */
function* addressCells(spec: KeySpec, sets: readonly ValueSet[]): Generator<Address> {
  yield spec.id === 'aws:sourceip' ? usualAddress.source : usualAddress.vpcSource;
  for (const set of sets) {
    if (set.kind !== 'addresses') continue;
    for (const range of set.ranges) {
      yield range.first;
      const next = following(range.last);
      if (next !== null) yield next;
    }
  }
  yield 0;
  yield 0n;
}

function numberCells(operands: readonly number[]): readonly number[] {
  const sorted = [...new Set(operands)].sort((a, b) => a - b);
  const between = sorted.slice(1).map((operand, i) => ((sorted[i] ?? operand) + operand) / 2);
  const [least = 0] = sorted;
  return [1, ...sorted, ...between, least - 1, (sorted.at(-1) ?? 0) + 1];
}

export const usualInstant = Date.UTC(2026, 0, 1);

const second = 1000;

/** Milliseconds are whole, so each operand and its neighbours stand for all cells; `aws:EpochTime` changes with whole seconds only. */
export function findInstant(sets: readonly ValueSet[]): number | undefined {
  const near = operandsOf(sets).flatMap((operand) => {
    const [below, above] = [Math.floor(operand), Math.ceil(operand)];
    const start = wholeSecond(operand);
    return [above - 1, below, above, below + 1, start - 1, start, start + second - 1, start + second];
  });
  const cells = [
    usualInstant,
    ...near.filter((instant) => instant >= firstInstant && instant <= lastInstant),
    firstInstant,
  ];
  return cells.find((cell) => sets.every((set) => orderedSetHas(set, cell)));
}
