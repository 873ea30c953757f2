// In: parts of a text and a pattern that holds variables. Out: the term that says when the text matches.
// Promise: exact and free of quantifiers: what stands between two `*` is looked for from left to right, each time at
// its first place. A `?` between two `*` and beside a variable is not encodable.
import { covers, madeOf } from './alphabet.ts';
import { constantText } from './pattern.ts';
import { NotEncodable } from './question.ts';
import { and, no, or, stringLiteral, yes } from './term.ts';
import { atomPart, expandChoices, literal, merge, stringTerm } from './text.ts';
import type { CharSet } from './alphabet.ts';
import type { Atom, Token } from './pattern.ts';
import type { Term } from './term.ts';
import type { Part } from './text.ts';
import type { World } from './world.ts';

/** Runs of known text, with one unknown character between each two. */
type Segment = readonly (readonly Part[])[];

export function relation(world: World, parts: readonly Part[], tokens: readonly Token[]): Term {
  return or(
    expandChoices(parts).map((expanded) => and([...expanded.guards, relate(world, merge(expanded.parts), tokens)])),
  );
}

function relate(world: World, parts: readonly Part[], tokens: readonly Token[]): Term {
  const segments = segmentsOf(parts, tokens);
  const [[run, gap] = [], more] = segments;
  if (more === undefined && gap === undefined && run !== undefined) return equality(world, parts, run);
  const atoms = [parts, ...segments.flat()].flatMap(atomsOf);
  return world.relate(atoms, searchTerm(stringTerm(parts), segments));
}

/** What stands between the `*`s; each of them, and each `?`, must be able to take any part of the text. */
function segmentsOf(parts: readonly Part[], tokens: readonly Token[]): Segment[] {
  const segments: Part[][][] = [[[]]];
  for (const token of tokens) {
    const text = constantText([token]);
    const part = token.kind === 'ref' ? atomPart(token.atom) : text === null ? null : literal(text);
    if (part !== null) {
      segments.at(-1)?.at(-1)?.push(part);
    } else {
      if (token.kind === 'ref' || !parts.every((each) => isOver(each, token.of)))
        throw new NotEncodable('a bounded wildcard');
      if (token.kind === 'one') segments.at(-1)?.push([]);
      else segments.push([[]]);
    }
  }
  return segments.map((runs) => runs.map(merge));
}

function isOver(part: Part, alphabet: CharSet): boolean {
  if (part.kind === 'atom') return covers(alphabet, part.atom.shape.of);
  const texts = part.kind === 'literal' ? [part.text] : part.options.map((option) => option.text);
  return texts.every((text) => madeOf(alphabet, text));
}

function atomsOf(parts: readonly Part[]): Atom[] {
  return parts.flatMap((part) => (part.kind === 'atom' ? [part.atom] : []));
}

function equality(world: World, left: readonly Part[], right: readonly Part[]): Term {
  const constant = left.every((part) => part.kind === 'literal') ? literalText(left) : null;
  const atoms = atomsOf(right);
  if (constant !== null && atoms.length === 1) return constantEquals(world, constant, right);
  const [a = '', b = ''] = [stringTerm(left), stringTerm(right)].sort();
  return a === b ? yes : world.relate([...atomsOf(left), ...atoms], `(= ${a} ${b})`);
}

/** A constant text against one variable between literals is a test on the variable alone. */
function constantEquals(world: World, text: string, parts: readonly Part[]): Term {
  const at = parts.findIndex((part) => part.kind === 'atom');
  const [before, after] = [literalText(parts.slice(0, at)), literalText(parts.slice(at + 1))];
  if (before.length + after.length > text.length || !text.startsWith(before) || !text.endsWith(after)) return no;
  return or(atomsOf(parts).map((atom) => world.equals(atom, text.slice(before.length, text.length - after.length))));
}

function literalText(parts: readonly Part[]): string {
  return parts.map((part) => (part.kind === 'literal' ? part.text : '')).join('');
}

/** `first * ... * last`: the middle segments one after the other between the two ends. */
function searchTerm(text: Term, segments: readonly Segment[]): Term {
  const [first = [], last = []] = [segments[0], segments.at(-1)];
  if (segments.length === 1)
    return and([...segmentAt(text, first, '0'), `(= ${segmentLength(first)} (str.len ${text}))`]);
  const terms = [...segmentAt(text, first, '0')];
  let end = segmentLength(first);
  for (const [run = [], gap] of segments.slice(1, -1)) {
    if (gap !== undefined) throw new NotEncodable('a `?` between two `*` and beside a variable');
    const found = `(str.indexof ${text} ${stringTerm(run)} ${end})`;
    if (stringTerm(run) === stringLiteral('')) continue;
    terms.push(`(<= 0 ${found})`);
    end = `(+ ${found} (str.len ${stringTerm(run)}))`;
  }
  const start = `(- (str.len ${text}) ${segmentLength(last)})`;
  return and([...terms, `(<= ${end} ${start})`, ...segmentAt(text, last, start)]);
}

function segmentLength(segment: Segment): Term {
  return sum([...segment.map((run) => `(str.len ${stringTerm(run)})`), `${segment.length - 1}`]);
}

/** Each run of the segment stands at its place in the text. */
function segmentAt(text: Term, segment: Segment, start: Term): Term[] {
  return segment.flatMap((run, at) => {
    if (stringTerm(run) === stringLiteral('')) return [];
    if (start === '0' && at === 0) return [`(str.prefixof ${stringTerm(run)} ${text})`];
    const offset = at === 0 ? start : sum([start, segmentLength(segment.slice(0, at)), '1']);
    if (segment.length === 1) return [`(str.suffixof ${stringTerm(run)} ${text})`];
    return [`(= ${stringTerm(run)} (str.substr ${text} ${offset} (str.len ${stringTerm(run)})))`];
  });
}

function sum(terms: readonly Term[]): Term {
  const kept = terms.filter((term) => term !== '0');
  return kept.length > 1 ? `(+ ${kept.join(' ')})` : (kept[0] ?? '0');
}
