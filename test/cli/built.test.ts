/** The program as `npm ci` leaves it: bundled, started as a process of its own, reading real files and a real pipe. */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import packageJson from '../../package.json' with { type: 'json' };
import { fenced, open, trusted } from '../support/check.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'private-api-guard-'));
const program = join(folder, 'private-api-guard.js');

function run(args: readonly string[], input = ''): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', input });
}

/** The script `build` of package.json, to another place: no test writes into the project's folder. */
beforeAll(() => {
  const command = `npx ${packageJson.scripts.build.replace('dist/private-api-guard.js', program)}`;
  const built = spawnSync(command, { cwd: root, shell: true, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('--help names the command, --version is that of package.json', () => {
  expect(run(['--help'])).toMatchObject({ status: 0, stderr: '' });
  expect(run(['--help']).stdout).toContain('check');
  expect(run(['--version']).stdout.trim()).toBe(packageJson.version);
});

test('check reads a file, and exits with 0', () => {
  const file = join(folder, 'fenced.json');
  writeFileSync(file, fenced);
  expect(run(['check', file, ...trusted])).toMatchObject({ status: 0, stderr: '' });
});

test('check reads standard input, and exits with 1 on an open policy', () => {
  const ran = run(['check', ...trusted, '--format', 'json'], open);
  expect(ran).toMatchObject({ status: 1, stderr: '' });
  expect(JSON.parse(ran.stdout)).toMatchObject([{ source: 'standard input', verdict: 'NON_COMPLIANT' }]);
});

test('check exits with 2 on bad usage, with nothing on standard output', () => {
  expect(run(['check'], open)).toMatchObject({ status: 2, stdout: '' });
});
