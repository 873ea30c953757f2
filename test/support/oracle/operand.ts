// In: a value as the policy writes it. Out: the texts it can stand for, as patterns under guards.
// Promise: policy variables are read as semantics §4.2 and §4.3 say; what is put in for one is plain text.
import { ANY, caseless, intersect, madeOf, size } from './alphabet.ts';
import { NotEncodable } from './question.ts';
import { exactly, like, STAR } from './pattern.ts';
import { clear, some, unclearWhen } from './reading.ts';
import { and, no, not, or, yes } from './term.ts';
import { expandChoices } from './text.ts';
import type { Dialect } from './document.ts';
import type { Key, KeyTable } from './keys.ts';
import type { Shape, Token } from './pattern.ts';
import type { Reading } from './reading.ts';
import type { Term } from './term.ts';

export type Piece =
  | { readonly kind: 'chars'; readonly text: string }
  | { readonly kind: 'escaped'; readonly text: string }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback: string | null };

export interface Style {
  readonly wildcards: boolean;
  readonly ignoreCase: boolean;
}

export interface Alternative {
  readonly when: Term;
  readonly tokens: readonly Token[];
  /** A variable without a default has no value here: it may stand for any text, and surely stands for none. */
  readonly assumed: boolean;
}

/** Some alternative matches: surely, or only if what is assumed is so. */
export function someAlternative(
  alternatives: readonly Alternative[],
  matches: (tokens: readonly Token[]) => Term,
): Reading {
  const those = (assumed: boolean): Term =>
    or(alternatives.filter((one) => one.assumed === assumed).map(({ when, tokens }) => and([when, matches(tokens)])));
  return some([clear(those(false)), unclearWhen(those(true))]);
}

/** null: the text holds `${` under a version of which nothing is known. */
export function piecesOf(text: string, dialect: Dialect): readonly Piece[] | null {
  if (!madeOf(ANY, text)) {
    throw new NotEncodable('a character that z3 does not know');
  }
  if (dialect === 'plain' || !text.includes('${')) return text === '' ? [] : [{ kind: 'chars', text }];
  return dialect === 'unclear' ? null : splitVariables(text);
}

function splitVariables(text: string): Piece[] {
  const variable = /\$\{(?:([*?$])|\s*([^,'{}]+?)\s*(?:,\s*'([^']*)'\s*)?)\}/g;
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(variable)) {
    if (match.index > at) pieces.push({ kind: 'chars', text: text.slice(at, match.index) });
    const [whole, escaped, key, fallback] = match;
    if (escaped !== undefined) pieces.push({ kind: 'escaped', text: escaped });
    else pieces.push({ kind: 'variable', key: (key ?? '').toLowerCase(), fallback: fallback ?? null });
    at = match.index + whole.length;
  }
  if (at < text.length) pieces.push({ kind: 'chars', text: text.slice(at) });
  const broken = pieces.some((piece) => piece.kind === 'chars' && piece.text.includes('${'));
  if (broken) throw new NotEncodable('a malformed policy variable');
  return pieces;
}

export function alternativesOf(keys: KeyTable, pieces: readonly Piece[], style: Style): readonly Alternative[] {
  let alternatives: readonly Alternative[] = [{ when: yes, tokens: [], assumed: false }];
  for (const piece of pieces) {
    const options =
      piece.kind === 'variable' ? variableOptions(keys(piece.key), piece.fallback, style) : [constant(piece, style)];
    alternatives = alternatives.flatMap((before) =>
      options.map(({ when, tokens, assumed }) => ({
        when: and([before.when, when]),
        tokens: [...before.tokens, ...tokens],
        assumed: before.assumed || assumed,
      })),
    );
  }
  return alternatives.filter(({ when }) => when !== no);
}

function constant(piece: Exclude<Piece, { kind: 'variable' }>, style: Style): Alternative {
  const tokens = piece.kind === 'chars' && style.wildcards ? like(piece.text) : exactly(piece.text);
  return { when: yes, tokens: style.ignoreCase ? tokens.map(withoutCase) : tokens, assumed: false };
}

function withoutCase(token: Token): Token {
  if (token.kind !== 'one' || size(token.of) !== 1) return token;
  return { kind: 'one', of: caseless(String.fromCodePoint(token.of[0]?.[0] ?? 0)) };
}

function variableOptions(key: Key, fallback: string | null, style: Style): readonly Alternative[] {
  const [value] = key.slots;
  if (key.multivalued || value?.kind !== 'text') throw new NotEncodable(`a variable for \`${key.name}\``);
  const texts = value.text.flatMap(({ when, parts }) =>
    expandChoices(parts).map((expanded) => ({
      when: and([when, ...expanded.guards]),
      tokens: expanded.parts.flatMap((part) => {
        if (part.kind === 'atom') return [inserted({ kind: 'ref', atom: part.atom }, part.atom.shape, style)];
        return part.kind === 'literal' ? constant({ kind: 'escaped', text: part.text }, style).tokens : [];
      }),
      assumed: false,
    })),
  );
  const absent = not(key.present);
  if (fallback === null) return [...texts, { when: absent, tokens: [STAR], assumed: true }];
  return [...texts, { ...constant({ kind: 'escaped', text: fallback }, style), when: absent }];
}

const CASED = [
  [0x41, 0x5a],
  [0x61, 0x7a],
] as const;

function inserted(token: Token, shape: Shape, style: Style): Token {
  const cased = CASED.some((range) => intersect(shape.of, [range]).length > 0);
  if (style.ignoreCase && cased) throw new NotEncodable('a variable compared without regard to case');
  return token;
}

/** The text of an operand in which no variable can stand. */
export function constantOperand(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (piece.kind === 'variable' ? '' : piece.text)).join('');
}
