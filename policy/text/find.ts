/**
 * Find a text that lies in a domain and in every one of some sets, or show that there is none. Guesses come first, because
 * most questions are answered by a guess that fits or by one set that covers another; what is left goes to the automata.
 */
import { shortestText } from './automaton.ts';
import type { Budget } from './budget.ts';
import type { Pattern } from './pattern.ts';
import { coversPattern, textSetHas, type TextSet } from './textset.ts';

export interface TextDomain {
  /** The same as membership in `texts`, faster. */
  readonly has: (text: string) => boolean;
  /** The texts that can occur at all. */
  readonly texts: () => TextSet;
  /** A simple pattern that takes in the whole domain, if there is one. */
  readonly cover: Pattern | null;
  /** False only when the pattern surely takes in no text of the domain; a quick look. */
  readonly mayMeet: (pattern: Pattern) => boolean;
}

/** The texts to try first, by number; null after the last. */
export type Guesses = (number: number) => string | null;

/** `core`: indexes of sets that exclude each other already (in the domain). */
export type Found<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'none'; readonly core: readonly number[] }
  | { readonly kind: 'gave-up' };

export function findText(
  domain: TextDomain,
  sets: readonly TextSet[],
  guesses: Guesses,
  budget: Budget,
): Found<string> {
  const finite = sets.findIndex((set) => !set.negated && set.patterns.every((pattern) => pattern.form === 'literal'));
  if (finite !== -1) return amongLiterals(domain, sets, finite);
  const covered = coveredPair(domain, sets);
  if (covered !== null) return { kind: 'none', core: covered };
  for (let number = 0, guess = guesses(0); guess !== null; guess = guesses(++number)) {
    if (rejecting(domain, sets, guess) === null) return { kind: 'found', value: guess };
  }
  const core = stillborn(domain, sets);
  if (core !== null) return { kind: 'none', core };
  return byAutomata(domain, sets, budget);
}

/** One set has only literal texts: try them all. */
function amongLiterals(domain: TextDomain, sets: readonly TextSet[], finite: number): Found<string> {
  const core = [finite];
  for (const pattern of sets[finite]?.patterns ?? []) {
    if (pattern.form !== 'literal') continue;
    const rejected = rejecting(domain, sets, pattern.text);
    if (rejected === null) return { kind: 'found', value: pattern.text };
    if (rejected !== outsideDomain && !core.includes(rejected)) core.push(rejected);
  }
  return { kind: 'none', core };
}

const outsideDomain = -1;

/** The index of a set that the text is not in; null when it is in all of them. */
function rejecting(domain: TextDomain, sets: readonly TextSet[], text: string): number | null {
  for (let index = 0; index < sets.length; index += 1) {
    const set = sets[index];
    if (set !== undefined && !textSetHas(set, text)) return index;
  }
  return domain.has(text) ? null : outsideDomain;
}

/** A set none of whose patterns meets the domain. */
function stillborn(domain: TextDomain, sets: readonly TextSet[]): readonly number[] | null {
  const index = sets.findIndex((set) => !set.negated && !set.patterns.some(domain.mayMeet));
  return index === -1 ? null : [index];
}

/** A complement whose patterns cover one of the other sets, or the domain, leaves nothing. */
function coveredPair(domain: TextDomain, sets: readonly TextSet[]): readonly number[] | null {
  for (const [index, excluded] of sets.entries()) {
    if (!excluded.negated) continue;
    const covered = (pattern: Pattern): boolean => excluded.patterns.some((wide) => coversPattern(wide, pattern));
    if (domain.cover !== null && covered(domain.cover)) return [index];
    const narrow = sets.findIndex((set) => !set.negated && set.patterns.every(covered));
    if (narrow !== -1) return [narrow, index];
  }
  return null;
}

const fewComplements = 3;

function byAutomata(domain: TextDomain, sets: readonly TextSet[], budget: Budget): Found<string> {
  const complements = sets.flatMap((set, index) => (set.negated ? [index] : []));
  const positives = sets.flatMap((set, index) => (set.negated ? [] : [index]));
  if (complements.length > fewComplements) {
    for (const index of complements) {
      const core = [...positives, index];
      if (search(domain, sets, core, budget) === null) return { kind: 'none', core };
    }
  }
  const text = search(domain, sets, [...sets.keys()], budget);
  if (text === undefined) return { kind: 'gave-up' };
  return text === null ? { kind: 'none', core: [...sets.keys()] } : { kind: 'found', value: text };
}

const search = (
  domain: TextDomain,
  sets: readonly TextSet[],
  chosen: readonly number[],
  budget: Budget,
): string | null | undefined => shortestText([domain.texts(), ...chosen.flatMap((index) => sets[index] ?? [])], budget);
