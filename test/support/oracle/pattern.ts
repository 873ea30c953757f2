// In: sequences of tokens (one character of a set, any number of characters of a set, the text of a variable).
// Out: plain facts about them, and regular expressions for z3.
// Promise: nothing here depends on the request; `ref` tokens are taken as any text of their variable's shape.
import { ANY, charRegex, codesOf, covers, has, intersect, onlyMember, single } from './alphabet.ts';
import { stringLiteral } from './term.ts';
import type { CharSet } from './alphabet.ts';
import type { Term } from './term.ts';

/** Texts over an alphabet, of at least `min` characters. */
export interface Shape {
  readonly of: CharSet;
  readonly min: 0 | 1;
}

/** A text variable of the request. */
export interface Atom {
  readonly id: string;
  readonly shape: Shape;
}

export type Token =
  | { readonly kind: 'one'; readonly of: CharSet }
  | { readonly kind: 'many'; readonly of: CharSet }
  | { readonly kind: 'ref'; readonly atom: Atom };

type PlainToken = Exclude<Token, { kind: 'ref' }>;

export const STAR: Token = { kind: 'many', of: ANY };
export const QUESTION: Token = { kind: 'one', of: ANY };

export function exactly(text: string): Token[] {
  return codesOf(text).map((code) => ({ kind: 'one', of: single(code) }));
}

/** Where `*` and `?` are wildcards. */
export function like(text: string): Token[] {
  return exactly(text).map((token) => {
    const char = constantText([token]);
    return char === '*' ? STAR : char === '?' ? QUESTION : token;
  });
}

export function hasRef(tokens: readonly Token[]): boolean {
  return tokens.some((token) => token.kind === 'ref');
}

/** The same pattern for a text over the alphabet, or null if no such text can match. */
export function restrict(tokens: readonly Token[], alphabet: CharSet): PlainToken[] | null {
  const kept: PlainToken[] = [];
  for (const token of withoutRefs(tokens)) {
    const of = intersect(token.of, alphabet);
    if (of.length > 0) kept.push({ kind: token.kind, of });
    else if (token.kind === 'one') return null;
  }
  return kept;
}

function withoutRefs(tokens: readonly Token[]): PlainToken[] {
  return tokens.flatMap((token): PlainToken[] => {
    if (token.kind !== 'ref') return [token];
    const { of, min } = token.atom.shape;
    return min === 0
      ? [{ kind: 'many', of }]
      : [
          { kind: 'one', of },
          { kind: 'many', of },
        ];
  });
}

/** Does a constant text match? */
export function matchesText(tokens: readonly Token[], text: string): boolean {
  const pattern = withoutRefs(tokens);
  let states = closure(pattern, new Set([0]));
  for (const code of codesOf(text)) {
    const next = new Set<number>();
    for (const at of states) {
      const token = pattern[at];
      if (token === undefined || !has(token.of, code)) continue;
      next.add(token.kind === 'one' ? at + 1 : at);
    }
    states = closure(pattern, next);
  }
  return states.has(pattern.length);
}

function closure(pattern: readonly PlainToken[], states: Set<number>): Set<number> {
  for (const at of states) if (pattern[at]?.kind === 'many') states.add(at + 1);
  return states;
}

/** The one text that matches, if the pattern has no wildcards. */
export function constantText(tokens: readonly Token[]): string | null {
  const codes = tokens.map((token) => (token.kind === 'one' ? onlyMember(token.of) : null));
  return codes.every((code) => code !== null) ? String.fromCodePoint(...codes) : null;
}

/** Does every text of the shape match? */
export function matchesAll(tokens: readonly Token[], shape: Shape): boolean {
  const ones = tokens.filter((token) => token.kind === 'one').length;
  const wide = tokens.every((token) => token.kind !== 'ref' && covers(token.of, shape.of));
  return wide && ones <= shape.min && tokens.some((token) => token.kind === 'many');
}

export function tokensRegex(tokens: readonly Token[]): Term {
  const pieces: Term[] = [];
  let run = '';
  const flush = (): void => {
    if (run !== '') pieces.push(`(str.to_re ${stringLiteral(run)})`);
    run = '';
  };
  for (const token of tokens) {
    if (token.kind === 'ref') throw new Error('a variable has no regular expression');
    const code = token.kind === 'one' ? onlyMember(token.of) : null;
    if (code !== null) {
      run += String.fromCodePoint(code);
    } else {
      flush();
      pieces.push(token.kind === 'one' ? charRegex(token.of) : `(re.* ${charRegex(token.of)})`);
    }
  }
  flush();
  if (pieces.length === 0) return '(str.to_re "")';
  return pieces.length === 1 ? pieces.join('') : `(re.++ ${pieces.join(' ')})`;
}

export function shapeRegex(shape: Shape): Term {
  return `(re.${shape.min === 0 ? '*' : '+'} ${charRegex(shape.of)})`;
}
