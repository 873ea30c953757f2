/**
 * One pattern over texts. In: a text of the policy language and how it is to be read. Out: a pattern that can be matched, and
 * unfolded into tokens for set algebra. No regular expression is ever made from a policy's text.
 */
import { symbolHas, type CharSymbol } from './charclass.ts';
import { globMatches, hasWildcard } from './glob.ts';

/** `star`: any number of the symbol, else exactly one. */
export interface Token {
  readonly symbol: CharSymbol;
  readonly star: boolean;
}

export type Pattern =
  | { readonly form: 'literal'; readonly text: string }
  /** Equal without regard to case; `text` is in lower case. */
  | { readonly form: 'folded'; readonly text: string }
  /** `*` and `?` match across everything. */
  | { readonly form: 'glob'; readonly text: string }
  /** The part of the text from its first `/` on matches this glob: a route of any API. */
  | { readonly form: 'route'; readonly text: string }
  | { readonly form: 'tokens'; readonly tokens: readonly Token[] };

export const literal = (text: string): Pattern => ({ form: 'literal', text });
export const folded = (text: string): Pattern => ({ form: 'folded', text: text.toLowerCase() });
export const glob = (text: string): Pattern => (hasWildcard(text) ? { form: 'glob', text } : literal(text));
export const route = (text: string): Pattern => ({ form: 'route', text });
export const tokenPattern = (tokens: readonly Token[]): Pattern => ({ form: 'tokens', tokens });

export const one = (symbol: CharSymbol): Token => ({ symbol, star: false });
export const many = (symbol: CharSymbol): Token => ({ symbol, star: true });
export const atLeastOne = (symbol: CharSymbol): readonly Token[] => [one(symbol), many(symbol)];
export const word = (text: string): readonly Token[] => codeUnits(text).map(one);

const codeUnits = (text: string): readonly number[] =>
  Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));

/** `*` and `?` stand for any number, and one, of `wild`. */
export const globTokens = (text: string, wild: CharSymbol): readonly Token[] =>
  Array.from(text, (char) => (char === '*' ? [many(wild)] : char === '?' ? [one(wild)] : word(char))).flat();

export function matches(pattern: Pattern, text: string): boolean {
  switch (pattern.form) {
    case 'literal':
      return pattern.text === text;
    case 'folded':
      return pattern.text === text.toLowerCase();
    case 'glob':
      return globMatches(pattern.text, text);
    case 'route':
      return globMatches(pattern.text, text.slice(firstSlash(text)));
    case 'tokens':
      return tokensMatch(pattern.tokens, text);
  }
}

const firstSlash = (text: string): number => {
  const at = text.indexOf('/');
  return at === -1 ? text.length : at;
};

export function tokensOf(pattern: Pattern): readonly Token[] {
  switch (pattern.form) {
    case 'literal':
      return word(pattern.text);
    case 'folded':
      return codeUnits(pattern.text).map((code) => one(bothCases(code)));
    case 'glob':
      return globTokens(pattern.text, 'any');
    case 'route':
      return [many('not-slash'), ...globTokens(pattern.text, 'any')];
    case 'tokens':
      return pattern.tokens;
  }
}

function bothCases(code: number): CharSymbol {
  const char = String.fromCharCode(code);
  const upper = char.toUpperCase();
  return upper === char || upper.length !== 1 ? code : [code, upper.charCodeAt(0)];
}

/** Takes in every text that differs from one of the pattern in case only; it may take in more. */
export function inBothCases(pattern: Pattern): Pattern {
  const widened = (symbol: CharSymbol): CharSymbol => {
    if (typeof symbol === 'number') return bothCases(String.fromCharCode(symbol).toLowerCase().charCodeAt(0));
    return symbol === 'digit' ? 'digit' : symbol === 'lower-or-digit' ? 'letter-or-digit' : 'any';
  };
  return tokenPattern(tokensOf(pattern).map((token) => ({ ...token, symbol: widened(token.symbol) })));
}

/** All positions that the tokens can be at after each character; the obvious way, for patterns that no glob can say. */
function tokensMatch(tokens: readonly Token[], text: string): boolean {
  let positions = skipStars(tokens, [0]);
  for (let index = 0; index < text.length && positions.length > 0; index += 1) {
    positions = advance(tokens, positions, text.charCodeAt(index));
  }
  return positions.includes(tokens.length);
}

/** Positions reachable without reading anything: a starred token may be left out. In and out: ascending, no doubles. */
export function skipStars(tokens: readonly Token[], positions: readonly number[]): readonly number[] {
  const all: number[] = [];
  let last = -1;
  for (const position of positions) {
    let at = position;
    while (at > last) {
      all.push(at);
      last = at;
      if (tokens[at]?.star !== true) break;
      at += 1;
    }
  }
  return all;
}

export function advance(tokens: readonly Token[], positions: readonly number[], code: number): readonly number[] {
  const next: number[] = [];
  for (const position of positions) {
    const token = tokens[position];
    if (token === undefined || !symbolHas(token.symbol, code)) continue;
    const target = token.star ? position : position + 1;
    if (next.at(-1) !== target) next.push(target);
  }
  return skipStars(tokens, next);
}
