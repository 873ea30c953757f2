// In: code point ranges. Out: sets of characters and their regular expressions.
// Promise: a set is a sorted list of disjoint ranges; no operation changes its arguments.
import { no, stringLiteral } from './term.ts';
import type { Term } from './term.ts';

export type CharSet = readonly (readonly [number, number])[];

/** z3 knows code points up to U+2FFFF; the last one is left out so that `re.*` of this set is not `re.all`,
 * which z3 rewrites to its slow prefix and suffix predicates. */
const LAST = 0x2fffe;

export const ANY: CharSet = [[0, LAST]];
export const NOT_COLON: CharSet = without(ANY, ':');
export const DIGITS = charSet('09');
export const LOWER_DIGITS = charSet('09az');
export const LOWER_HYPHEN = charSet('--az');
export const LOWER_DIGITS_HYPHEN = charSet('--09az');
export const ALPHANUMERIC = charSet('09AZaz');
export const STAGE_CHARS = charSet('--09AZ__az');
export const SESSION_CHARS = charSet('++,,--..09==@@AZ__az');
export const PRINTABLE = charSet('!~');
export const NAME_CHARS = without(PRINTABLE, '/');

/** `charSet('09az')` is the digits and the lower-case letters; the ranges must come sorted. */
function charSet(bounds: string): CharSet {
  const codes = codesOf(bounds);
  const ranges: [number, number][] = [];
  for (let i = 0; i + 1 < codes.length; i += 2) ranges.push([codes[i] ?? 0, codes[i + 1] ?? 0]);
  return ranges;
}

function without(set: CharSet, char: string): CharSet {
  const code = char.codePointAt(0) ?? 0;
  return intersect(set, [
    [0, code - 1],
    [code + 1, LAST],
  ]);
}

/** The code points of a text. */
export function codesOf(text: string): number[] {
  return Array.from(text, (char) => char.codePointAt(0) ?? 0);
}

export function single(code: number): CharSet {
  return [[code, code]];
}

/** The character together with its other case. */
export function caseless(char: string): CharSet {
  const variants = [char, char.toLowerCase(), char.toUpperCase()].map(codesOf).filter((codes) => codes.length === 1);
  const codes = [...new Set(variants.flat())].sort((a, b) => a - b);
  return codes.map((code) => [code, code] as const);
}

export function intersect(left: CharSet, right: CharSet): CharSet {
  const ranges: [number, number][] = [];
  for (const [a, b] of left) {
    for (const [c, d] of right) {
      if (Math.max(a, c) <= Math.min(b, d)) ranges.push([Math.max(a, c), Math.min(b, d)]);
    }
  }
  return ranges.sort((x, y) => x[0] - y[0]);
}

/** Does the text hold only characters of the set? */
export function madeOf(set: CharSet, text: string): boolean {
  return codesOf(text).every((code) => has(set, code));
}

export function has(set: CharSet, code: number): boolean {
  return set.some(([low, high]) => low <= code && code <= high);
}

export function covers(set: CharSet, other: CharSet): boolean {
  return size(intersect(set, other)) === size(other);
}

export function size(set: CharSet): number {
  return set.reduce((sum, [low, high]) => sum + high - low + 1, 0);
}

/** The only member of the set, if it has just one. */
export function onlyMember(set: CharSet): number | null {
  return size(set) === 1 ? (set[0]?.[0] ?? null) : null;
}

export function charRegex(set: CharSet): Term {
  const ranges = set.map(([low, high]) => `(re.range ${codeLiteral(low)} ${codeLiteral(high)})`);
  if (ranges.length === 0) throw new Error(`empty character set, ${no} should have been folded`);
  return ranges.length === 1 ? ranges.join('') : `(re.union ${ranges.join(' ')})`;
}

function codeLiteral(code: number): Term {
  return stringLiteral(String.fromCodePoint(code));
}
