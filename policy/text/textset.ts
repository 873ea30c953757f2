/** Sets of texts: a union of patterns, or the complement of one. */
import { clear, type Bounds } from '../bounds.ts';
import { matches, type Pattern } from './pattern.ts';

export interface TextSet {
  readonly patterns: readonly Pattern[];
  readonly negated: boolean;
}

export const everyText: TextSet = { patterns: [], negated: true };
export const noText: TextSet = { patterns: [], negated: false };

export const anyOf = (patterns: readonly Pattern[]): TextSet => ({ patterns, negated: false });
export const complementText = (set: TextSet): TextSet => ({ patterns: set.patterns, negated: !set.negated });

export function textSetHas(set: TextSet, text: string): boolean {
  for (const pattern of set.patterns) if (matches(pattern, text)) return !set.negated;
  return set.negated;
}

/** INVARIANT: no set here is a complement, but for `everyText`. */
function union(sets: readonly TextSet[]): TextSet {
  const [only] = sets;
  if (sets.length === 1 && only !== undefined) return only;
  return sets.includes(everyText) ? everyText : anyOf(sets.flatMap((set) => set.patterns));
}

/** The union under each reading; of sets that are no complements, but for `everyText`. */
export function unionBounds(sets: readonly Bounds<TextSet>[]): Bounds<TextSet> {
  const [only] = sets;
  if (sets.length === 1 && only !== undefined) return only;
  const must = union(sets.map((set) => set.must));
  return sets.every((set) => set.must === set.may) ? clear(must) : { must, may: union(sets.map((set) => set.may)) };
}

/** Nothing surely, everything possibly. */
export const unclearText: Bounds<TextSet> = { must: noText, may: everyText };

/**
 * Whether `wide` surely takes in all that `narrow` does: a quick test on their texts, where false means "not seen". A wildcard of
 * `narrow` can be matched only by a wildcard of `wide` that is at least as wide.
 */
export function coversPattern(wide: Pattern, narrow: Pattern): boolean {
  if (wide.form === 'glob' && wide.text === '*') return true;
  if (wide.form === 'tokens' || narrow.form === 'tokens' || narrow.form === 'folded') return false;
  if (narrow.form === 'literal') return matches(wide, narrow.text);
  if (wide.form === 'route')
    return narrow.form === 'route' ? globCovers(wide.text, narrow.text) : coversRoute(wide.text, narrow.text);
  return wide.form === 'glob' && narrow.form === 'glob' && globCovers(wide.text, narrow.text);
}

/** `narrow` is a glob over whole ARNs: compare from its first `/` on, unless a `*` before that could bring in another. */
function coversRoute(wideRoute: string, narrow: string): boolean {
  const slash = narrow.indexOf('/');
  return slash !== -1 && !/[*?]/.test(narrow.slice(0, slash)) && globCovers(wideRoute, narrow.slice(slash));
}

/** Glob matching on the text of a glob: its `*` is eaten by a `*` only, its `?` by `?` or `*`. */
export function globCovers(wide: string, narrow: string): boolean {
  let w = 0;
  let n = 0;
  let star = -1;
  let resume = 0;
  while (n < narrow.length) {
    const symbol = wide[w];
    if (symbol === '*') {
      star = w;
      w += 1;
      resume = n;
    } else if (narrow[n] !== '*' && (symbol === narrow[n] || symbol === '?')) {
      w += 1;
      n += 1;
    } else if (star !== -1) {
      w = star + 1;
      resume += 1;
      n = resume;
    } else return false;
  }
  while (wide[w] === '*') w += 1;
  return w === wide.length;
}
