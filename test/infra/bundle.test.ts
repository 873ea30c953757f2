/** The bundles as Lambda gets them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { bundle, sourcesOf } from '../../infra/bundle.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'private-api-guard-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const entries = ['rule', 'reevaluate', 'remediation'] as const;

test.each(entries)('%s loads as Lambda loads it: CommonJS, with the SDK where the runtime has it', (entry) => {
  writeFileSync(join(folder, `${entry}.js`), bundle(entry, root));
  const script = `process.stdout.write(typeof require('./${entry}.js').handler)`;
  const env = { ...process.env, NODE_PATH: join(root, 'node_modules'), AWS_REGION: 'eu-west-1' };
  const ran = spawnSync(process.execPath, ['--eval', script], { cwd: folder, encoding: 'utf8', env });
  expect([ran.stderr, ran.stdout]).toEqual(['', 'function']);
});

test.each(entries)('%s is made of what runs in Lambda alone', (entry) => {
  const sources = sourcesOf(entry, root);
  expect(sources.length).toBeGreaterThan(10);
  expect(
    sources.filter(
      (path) => !/^(account\/(live\/|ports\.ts)|policy\/|rule\/|remediation\/|node_modules\/zod\/)/.test(path),
    ),
  ).toEqual([]);
});

test.each([
  ['rule', 150],
  ['reevaluate', 50],
  ['remediation', 200],
] as const)('%s has at most %d KB', (entry, most) => {
  expect(Buffer.byteLength(bundle(entry, root))).toBeLessThan(most * 1000);
});
