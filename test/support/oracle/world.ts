// In: requests for variables and for tests on them. Out: the SMT-LIB text that declares what the final assertions use.
// Promise: a text variable that is only compared with constants becomes an integer (its shape leaves infinitely many
// other values, so this loses nothing); every other one becomes a string with its shape asserted.
import { ANY, covers, madeOf } from './alphabet.ts';
import { constantText, matchesAll, restrict, shapeRegex, tokensRegex } from './pattern.ts';
import { integer, no, stringLiteral, yes } from './term.ts';
import type { Atom, Shape, Token } from './pattern.ts';
import type { Term } from './term.ts';

/** How the reachable entries use an atom. */
type Use = 'constants' | 'strings' | 'regexes';

interface Entry {
  readonly note: string;
  readonly deps: readonly string[];
  /** Called once every reachable entry is known. */
  readonly print: (useOf: (atom: string) => Use) => string;
  /** Atoms which this entry needs as strings, and whether it tests them with a regular expression. */
  readonly strings?: readonly string[];
  readonly regexes?: readonly string[];
}

const ID = /\b[avtd]\d+\b/g;

export class World {
  readonly #entries = new Map<string, Entry>();
  readonly #byKey = new Map<string, string>();
  readonly #literals = new Map<string, number>();
  readonly #atoms = new Map<string, Atom>();

  atom(note: string, shape: Shape, exclude?: Term): Atom {
    const id = this.#define('a', `atom ${note}`, note, [], (self) => ({
      regexes: exclude === undefined ? [] : [self],
      print: (useOf) => declareAtom(self, useOf(self), shape, exclude),
    }));
    const atom = this.#atoms.get(id) ?? { id, shape };
    this.#atoms.set(id, atom);
    return atom;
  }

  scalar(note: string, sort: 'Bool' | 'Int' | 'Real', bounds?: readonly [bigint, bigint]): Term {
    return this.#define('v', `scalar ${note}`, note, [], (self) => {
      const range = bounds && `(assert (<= ${integer(bounds[0])} ${self} ${integer(bounds[1])}))`;
      return { print: () => `(declare-const ${self} ${sort})${range ?? ''}` };
    });
  }

  /** Does the atom's text match a pattern without refs? */
  matches(atom: Atom, pattern: readonly Token[]): Term {
    const tokens = restrict(pattern, atom.shape.of);
    if (tokens === null) return no;
    if (matchesAll(tokens, atom.shape)) return yes;
    const text = constantText(tokens);
    if (text !== null) return this.equals(atom, text);
    const term = `(str.in_re ${atom.id} ${tokensRegex(tokens)})`;
    return this.#define('t', term, '', [atom.id], () => ({ regexes: [atom.id], print: () => term }));
  }

  equals(atom: Atom, text: string): Term {
    if (text.length < atom.shape.min || !madeOf(atom.shape.of, text)) return no;
    const code = this.#literals.get(text) ?? this.#literals.size;
    this.#literals.set(text, code);
    return this.#define('t', `${atom.id} = ${text}`, '', [atom.id], () => ({
      print: (useOf) => `(= ${atom.id} ${useOf(atom.id) === 'constants' ? code : stringLiteral(text)})`,
    }));
  }

  /** Names a Boolean term over the strings of some atoms, without regular expressions. */
  relate(atoms: readonly Atom[], term: Term): Term {
    const strings = atoms.map((atom) => atom.id);
    return this.#define('t', term, '', strings, () => ({ strings, print: () => term }));
  }

  /** Names a long term, so that it is written once. */
  share(term: Term): Term {
    if (term.length < 60) return term;
    return this.#define('d', term, '', term.match(ID) ?? [], () => ({ print: () => term }));
  }

  /** The whole question: every assertion, and what it needs, in order of definition. */
  text(assertions: readonly Term[]): string {
    const used = this.#reachable(assertions);
    const strings = new Set(used.flatMap(([, entry]) => entry.strings ?? []));
    const regexes = new Set(used.flatMap(([, entry]) => entry.regexes ?? []));
    const useOf = (atom: string): Use => (regexes.has(atom) ? 'regexes' : strings.has(atom) ? 'strings' : 'constants');
    const lines = used.map(([id, entry]) => printEntry(id, entry, useOf));
    const asserted = assertions.filter((term) => term !== yes).map((term) => `(assert ${term})`);
    return [...lines, ...asserted, '(check-sat)', ''].join('\n');
  }

  #reachable(assertions: readonly Term[]): (readonly [string, Entry])[] {
    const reached = new Set<string>();
    const visit = (id: string): void => {
      if (reached.has(id)) return;
      reached.add(id);
      this.#entries.get(id)?.deps.forEach(visit);
    };
    assertions.flatMap((term) => term.match(ID) ?? []).forEach(visit);
    return [...this.#entries].filter(([id]) => reached.has(id));
  }

  #define(
    prefix: 'a' | 'v' | 't' | 'd',
    key: string,
    note: string,
    deps: readonly string[],
    make: (self: string) => Omit<Entry, 'note' | 'deps'>,
  ): string {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const id = `${prefix}${this.#byKey.size}`;
    this.#byKey.set(key, id);
    this.#entries.set(id, { note, deps, ...make(id) });
    return id;
  }
}

function declareAtom(id: string, use: Use, shape: Shape, exclude: Term | undefined): string {
  if (use === 'constants') return `(declare-const ${id} Int)`;
  const isFree = shape.min === 0 && covers(shape.of, ANY) && use === 'strings';
  const shaped = isFree ? '' : `(assert (str.in_re ${id} ${shapeRegex(shape)}))`;
  const excluded = exclude === undefined ? '' : `(assert (not (str.in_re ${id} ${exclude})))`;
  return `(declare-const ${id} String)${shaped}${excluded}`;
}

function printEntry(id: string, entry: Entry, useOf: (atom: string) => Use): string {
  const line = entry.print(useOf);
  const note = entry.note === '' ? '' : ` ; ${entry.note.replace(/[^ -~]/g, '?')}`;
  return (/^[td]/.test(id) ? `(define-fun ${id} () Bool ${line})` : line) + note;
}
