/** What an act of the demo tells, and what it promised to happen. Data: one printer makes text of it, another JSON. */
import type { LoggedFailure } from '../installation/functions.ts';

export type Told =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'diff'; readonly text: string };

/** One thing that has to happen as told, and what did happen. */
export interface Check {
  readonly what: string;
  readonly expected: string;
  readonly seen: string;
}

export interface Act {
  readonly title: string;
  readonly told: readonly Told[];
  readonly checks: readonly Check[];
}

export interface Failure extends LoggedFailure {
  /** The act in which it was logged, from 1. */
  readonly act: number;
}

/** A story that is over. */
export interface Story {
  /** Those that came to their end. */
  readonly acts: readonly Act[];
  /** Why the story could not go on; null: it came to its end. */
  readonly stopped: string | null;
  /** In the order in which they were logged. A failure may be part of the story, as that of an injected fault is. */
  readonly failures: readonly Failure[];
}

export const text = (line: string): Told => ({ kind: 'text', text: line });

export const diff = (lines: string): Told => ({ kind: 'diff', text: lines });

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): Told => ({
  kind: 'table',
  head,
  rows,
});

export const check = (what: string, expected: string | number, seen: string | number | undefined): Check => ({
  what,
  expected: String(expected),
  seen: seen === undefined ? 'nothing' : String(seen),
});

export const holds = ({ expected, seen }: Check): boolean => expected === seen;

export const isAsTold = ({ acts, stopped }: Story): boolean =>
  stopped === null && acts.every(({ checks }) => checks.every(holds));
