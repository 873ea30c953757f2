// In: literals, atoms and choices. Out: texts of the request: alternatives, each a concatenation under a guard.
// Promise: at most one guard of a text holds in a request, and none where the text is absent.
import { stringLiteral, yes } from './term.ts';
import type { Atom } from './pattern.ts';
import type { Term } from './term.ts';

/** One of finitely many texts, of which `when` says which it is. */
export interface Choice {
  readonly kind: 'choice';
  readonly options: readonly { readonly text: string; readonly when: Term }[];
}

export type Part =
  { readonly kind: 'literal'; readonly text: string } | { readonly kind: 'atom'; readonly atom: Atom } | Choice;

export interface Alternative {
  readonly when: Term;
  readonly parts: readonly Part[];
}

export type Text = readonly Alternative[];

export function literal(text: string): Part {
  return { kind: 'literal', text };
}

export function atomPart(atom: Atom): Part {
  return { kind: 'atom', atom };
}

/** A text that is always the concatenation of these parts. */
export function textOf(...parts: readonly Part[]): Text {
  return [{ when: yes, parts: merge(parts) }];
}

/** Joins neighbouring literals and drops empty ones. */
export function merge(parts: readonly Part[]): Part[] {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.kind !== 'literal') merged.push(part);
    else if (last?.kind === 'literal') merged[merged.length - 1] = literal(last.text + part.text);
    else if (part.text !== '') merged.push(part);
  }
  return merged;
}

/** The SMT string of parts without choices. */
export function stringTerm(parts: readonly Part[]): Term {
  const terms = merge(parts).map((part) => {
    if (part.kind === 'choice') throw new Error('choices must be expanded first');
    return part.kind === 'literal' ? stringLiteral(part.text) : part.atom.id;
  });
  if (terms.length === 0) return '""';
  return terms.length === 1 ? terms.join('') : `(str.++ ${terms.join(' ')})`;
}

/** The same parts with every choice taken, each under its guards. */
export function expandChoices(parts: readonly Part[]): readonly { readonly guards: Term[]; readonly parts: Part[] }[] {
  let all: { guards: Term[]; parts: Part[] }[] = [{ guards: [], parts: [] }];
  for (const part of parts) {
    const options = part.kind === 'choice' ? part.options : [null];
    all = all.flatMap(({ guards, parts: before }) =>
      options.map((option) => ({
        guards: option === null ? guards : [...guards, option.when],
        parts: [...before, option === null ? part : literal(option.text)],
      })),
    );
  }
  return all;
}
