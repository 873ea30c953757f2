/** What an act of the demo tells, and what it promised to happen. Data: one printer makes text of it, another JSON. */

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
