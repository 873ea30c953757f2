/** Files that hold what people read. `UPDATE_GOLDEN=1 npm run jest` writes them anew, for a person to read the difference. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from '@jest/globals';

const folder = new URL('../golden/', import.meta.url);

export const goldenText = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

export function expectGolden(name: string, actual: string): void {
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(new URL(name, folder), actual);
  expect(actual).toBe(goldenText(name));
}

/**
 * The part of a document between `<!-- MARKER -->` and `<!-- end -->`, each on a line of its own.
 * @param path relative to this folder
 */
export function expectSection(path: string, marker: string, actual: string): void {
  const file = new URL(path, import.meta.url);
  const [start, end] = [`<!-- ${marker} -->\n`, '\n<!-- end -->'];
  const text = readFileSync(file, 'utf8');
  const from = text.indexOf(start) + start.length;
  const to = text.indexOf(end, from - 1);
  if (from < start.length || to < from - 1) throw new Error(`${path} has no section \`${marker}\``);
  const wanted = `${text.slice(0, from)}${actual}${text.slice(to)}`;
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, wanted);
  expect(readFileSync(file, 'utf8')).toBe(wanted);
}
