// In: terms. Out: pairs (may, must) of terms: does an element match if its unclear parts do, and if they do not.
// Promise: must implies may; `negate` is the only place where the two change sides (semantics §5).
import { and, no, not, or, yes } from './term.ts';
import type { Term } from './term.ts';

export interface Reading {
  readonly may: Term;
  readonly must: Term;
}

export const unclear: Reading = { may: yes, must: no };
export const always: Reading = { may: yes, must: yes };
export const never: Reading = { may: no, must: no };

export function clear(term: Term): Reading {
  return { may: term, must: term };
}

/** Unclear where the term holds, false elsewhere. */
export function unclearWhen(term: Term): Reading {
  return { may: term, must: no };
}

export function every(parts: readonly Reading[]): Reading {
  return { may: and(parts.map((part) => part.may)), must: and(parts.map((part) => part.must)) };
}

export function some(parts: readonly Reading[]): Reading {
  return { may: or(parts.map((part) => part.may)), must: or(parts.map((part) => part.must)) };
}

export function negate(part: Reading): Reading {
  return { may: not(part.must), must: not(part.may) };
}

/** `then` where the condition holds, `otherwise` elsewhere. */
export function choose(condition: Term, then: Reading, otherwise: Reading): Reading {
  return some([every([clear(condition), then]), every([clear(not(condition)), otherwise])]);
}
