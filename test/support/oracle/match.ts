// In: a text of the request and a pattern. Out: the term that says when the text matches.
// Promise: exact. A concatenation is split at its seams, a `*` that lies across a seam serving both sides, so that z3
// sees tests on single variables; only where a variable in the pattern may lie across a seam is the text concatenated.
import { codesOf, has, onlyMember } from './alphabet.ts';
import { hasRef, matchesText, restrict } from './pattern.ts';
import { relation } from './relation.ts';
import { mayCross } from './span.ts';
import { and, no, or, truth, yes } from './term.ts';
import { merge } from './text.ts';
import type { Token } from './pattern.ts';
import type { Term } from './term.ts';
import type { Part, Text } from './text.ts';
import type { World } from './world.ts';

export function matchText(world: World, text: Text, tokens: readonly Token[]): Term {
  return or(text.map(({ when, parts }) => (when === no ? no : and([when, matchParts(world, parts, tokens)]))));
}

export function matchParts(world: World, parts: readonly Part[], tokens: readonly Token[]): Term {
  const peeled = peel(merge(parts), tokens);
  if (peeled === null) return no;
  const term = and(peeled.done.map(([part, piece]) => matchPart(world, part, piece)));
  return term === no ? no : and([term, matchRest(world, peeled.parts, peeled.tokens)]);
}

function matchRest(world: World, parts: readonly Part[], tokens: readonly Token[]): Term {
  const whole = parts.length > 1 && hasRef(tokens) && mayCross(parts, tokens);
  return whole ? relation(world, parts, tokens) : split(world, parts, tokens);
}

interface Peeled {
  readonly done: readonly (readonly [Part, readonly Token[]])[];
  readonly parts: readonly Part[];
  readonly tokens: readonly Token[];
}

/** Takes off the leading parts whose end in the pattern is certain; null if the text cannot match. */
function peel(parts: readonly Part[], tokens: readonly Token[]): Peeled | null {
  const done: [Part, readonly Token[]][] = [];
  let [at, from] = [0, 0];
  for (; at < parts.length; at += 1) {
    const part = parts[at];
    const length = part && certainLength(part, parts[at + 1], tokens.slice(from));
    if (part === undefined || length === undefined) break;
    const piece = tokens.slice(from, from + length);
    if (part.kind === 'literal' && !matchesText(piece, part.text)) return null;
    done.push([part, piece]);
    from += length;
  }
  return { done, parts: parts.slice(at), tokens: tokens.slice(from) };
}

/** How many tokens the part takes, if it can only be this many. */
function certainLength(part: Part, next: Part | undefined, tokens: readonly Token[]): number | undefined {
  const stop = tokens.findIndex((token) => token.kind !== 'one');
  const ones = stop < 0 ? tokens.length : stop;
  if (part.kind === 'literal') return codesOf(part.text).length <= ones ? codesOf(part.text).length : undefined;
  const end = next?.kind === 'literal' ? next.text.codePointAt(0) : undefined;
  if (end === undefined || mayContain(part, end)) return undefined;
  for (const [length, token] of tokens.slice(0, ones).entries()) {
    const code = token.kind === 'one' ? onlyMember(token.of) : null;
    if (code === null) return undefined;
    if (code === end) return length;
  }
  return undefined;
}

function mayContain(part: Exclude<Part, { kind: 'literal' }>, code: number): boolean {
  if (part.kind === 'atom') return has(part.atom.shape.of, code);
  return part.options.some(({ text }) => text.includes(String.fromCodePoint(code)));
}

function matchPart(world: World, part: Part, tokens: readonly Token[]): Term {
  if (hasRef(tokens)) return couldMatch(part, tokens) ? relation(world, [part], tokens) : no;
  if (part.kind === 'atom') return world.matches(part.atom, tokens);
  if (part.kind === 'literal') return truth(matchesText(tokens, part.text));
  const matching = part.options.filter(({ text }) => matchesText(tokens, text));
  return matching.length === part.options.length ? yes : or(matching.map(({ when }) => when));
}

function couldMatch(part: Part, tokens: readonly Token[]): boolean {
  if (part.kind === 'atom') return restrict(tokens, part.atom.shape.of) !== null;
  const texts = part.kind === 'literal' ? [part.text] : part.options.map((option) => option.text);
  return texts.some((text) => matchesText(tokens, text));
}

/** All ways to share the pattern out among the parts. */
function split(world: World, parts: readonly Part[], tokens: readonly Token[]): Term {
  const memo = new Map<string, Term>();
  const from = (at: number, start: number): Term => {
    const part = parts[at];
    if (part === undefined) return and(tokens.slice(start).map((token) => matchesEmpty(world, token)));
    const key = `${at} ${start}`;
    const term = memo.get(key) ?? world.share(or(seams(tokens, start).map(([end, next]) => both(part, end, next))));
    memo.set(key, term);
    return term;

    function both(here: Part, end: number, next: number): Term {
      const head = matchPart(world, here, tokens.slice(start, end));
      return head === no ? no : and([head, from(at + 1, next)]);
    }
  };
  return from(0, 0);
}

function matchesEmpty(world: World, token: Token): Term {
  return token.kind === 'ref' ? world.equals(token.atom, '') : truth(token.kind === 'many');
}

/** Pairs [end of the head, start of the tail]: between two tokens, or within a `*`. */
function seams(tokens: readonly Token[], start: number): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  for (let at = start; at <= tokens.length; at += 1) {
    if (tokens[at]?.kind === 'many') pairs.push([at + 1, at]);
    else if (at === start || tokens[at - 1]?.kind !== 'many') pairs.push([at, at]);
  }
  return pairs;
}
