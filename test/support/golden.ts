/** Files that hold what people read. `UPDATE_GOLDEN=1 npm run jest` writes them anew, for a person to read the difference. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from '@jest/globals';

const folder = new URL('../golden/', import.meta.url);

export function expectGolden(name: string, actual: string): void {
  const file = new URL(name, folder);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, actual);
  expect(actual).toBe(readFileSync(file, 'utf8'));
}
