/** What an edit changes, as a unified diff of the indented JSON: one hunk, which is enough for one statement. */
import type { Json } from '../policy/json-value.ts';

const contextLines = 3;

/**
 * @param before null: there is none
 * @returns text in the form of `diff -u`, empty when nothing differs
 */
export function unifiedDiff(before: Json, after: Json): string {
  const [old, now] = [linesOf(before), linesOf(after)];
  const first = commonLines(old, now);
  const last = commonLines(old.slice(first).reverse(), now.slice(first).reverse());
  if (first === old.length && first === now.length) return '';
  const from = Math.max(0, first - contextLines);
  const tail = Math.max(0, last - contextLines);
  const hunk = [
    ...old.slice(from, first).map((line) => ` ${line}`),
    ...old.slice(first, old.length - last).map((line) => `-${line}`),
    ...now.slice(first, now.length - last).map((line) => `+${line}`),
    ...old.slice(old.length - last, old.length - tail).map((line) => ` ${line}`),
  ];
  const range = (lines: readonly string[]): string =>
    rangeOf(lines.length === 0 ? 0 : from + 1, lines.length - tail - from);
  return ['--- before', '+++ after', `@@ -${range(old)} +${range(now)} @@`, ...hunk, ''].join('\n');
}

const linesOf = (value: Json): readonly string[] => (value === null ? [] : JSON.stringify(value, null, 2).split('\n'));

const rangeOf = (start: number, count: number): string => `${start},${count}`;

function commonLines(one: readonly string[], other: readonly string[]): number {
  const differing = one.findIndex((line, index) => line !== other[index]);
  return differing === -1 ? one.length : differing;
}
