/** The program as `npm ci` leaves it: bundled, started as a process of its own, reading real files and a real pipe. */
import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { build, type Built } from '../support/built.ts';
import { fenced, open, trusted } from '../support/check.ts';

let built: Built;

function run(args: readonly string[], input = ''): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [built.program, ...args], { encoding: 'utf8', input });
}

beforeAll(() => {
  built = build();
});
afterAll(() => {
  built.remove();
});

test('--help names the command, --version is that of package.json', () => {
  expect(run(['--help'])).toMatchObject({ status: 0, stderr: '' });
  expect(run(['--help']).stdout).toContain('check');
  expect(run(['--version']).stdout.trim()).toBe(packageJson.version);
});

test('check reads a file, and exits with 0', () => {
  const file = join(built.folder, 'fenced.json');
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

test.each(['SIGINT', 'SIGTERM'] as const)('sandbox serves the example until %s, and exits with 0', async (signal) => {
  const running = spawn(process.execPath, [built.program, 'sandbox', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [printed] = z.tuple([z.instanceof(Buffer)]).parse(await once(running.stdout, 'data'));
  const [endpoint = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed.toString()) ?? [];
  const healthy = await fetch(`${endpoint}/_sandbox/health`);
  expect(healthy.status).toBe(200);
  running.kill(signal);
  await expect(once(running, 'exit')).resolves.toEqual([0, null]);
});
