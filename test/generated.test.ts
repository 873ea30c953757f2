/** What is generated and committed is what its source makes of it now: `npm run generate` writes it anew. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { generatedFiles } from '../infra/generated.ts';

test.each(Object.entries(generatedFiles()))('%s is fresh', (path, text) => {
  expect(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')).toBe(text);
});
