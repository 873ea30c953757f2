// In: SMT-LIB terms as text. Out: larger terms, folded where a part is constant.
// Promise: every constructor keeps the meaning; `true` and `false` never survive inside a larger term.

export type Term = string;

export const yes: Term = 'true';
export const no: Term = 'false';

export function truth(value: boolean): Term {
  return value ? yes : no;
}

export function not(term: Term): Term {
  if (term === yes) return no;
  if (term === no) return yes;
  const inner = /^\(not (.*)\)$/s.exec(term)?.[1];
  return inner === undefined ? `(not ${term})` : inner;
}

export function and(terms: readonly Term[]): Term {
  return fold('and', terms, yes, no);
}

export function or(terms: readonly Term[]): Term {
  return fold('or', terms, no, yes);
}

function fold(operator: string, terms: readonly Term[], neutral: Term, absorbing: Term): Term {
  const kept = [...new Set(terms)].filter((term) => term !== neutral);
  if (kept.includes(absorbing)) return absorbing;
  const [first] = kept;
  if (first === undefined) return neutral;
  return kept.length === 1 ? first : `(${operator} ${kept.join(' ')})`;
}

/** SMT-LIB string literal: printable ASCII stands for itself, everything else is escaped. */
export function stringLiteral(text: string): Term {
  const escaped = Array.from(text, (char) => {
    if (char === '"') return '""';
    return /^[ -[\]-~]$/.test(char) ? char : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
  });
  return `"${escaped.join('')}"`;
}

export function integer(value: bigint): Term {
  return value < 0n ? `(- ${-value})` : `${value}`;
}
