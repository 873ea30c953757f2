/** The program as `npm ci` leaves it: bundled, started as a process of its own, reading real files and a real pipe. */
import { spawn, spawnSync, type ChildProcess, type SpawnSyncReturns } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { build, type Built } from '../support/built.ts';
import { fenced, open, trusted } from '../support/check.ts';
import { endpointIn } from '../support/terminal.ts';

let built: Built;

function run(args: readonly string[], input = '', variables: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  const env = { ...process.env, ...variables };
  return spawnSync(process.execPath, [built.program, ...args], { encoding: 'utf8', input, env });
}

/** The sandbox in a process of its own, and what it prints when it is ready. */
async function startSandbox(): Promise<{ readonly running: ChildProcess; readonly printed: string }> {
  const running = spawn(process.execPath, [built.program, 'sandbox', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [printed] = z.tuple([z.instanceof(Buffer)]).parse(await once(running.stdout, 'data'));
  return { running, printed: printed.toString() };
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

/** Runs with one of its outputs on a device that is always full. */
function runOnFull(output: 1 | 2, args: readonly string[]): SpawnSyncReturns<string> {
  const full = openSync('/dev/full', 'w');
  try {
    const stdio = ['pipe' as const, output === 1 ? full : 'pipe', output === 2 ? full : 'pipe'] as const;
    return spawnSync(process.execPath, [built.program, ...args], {
      encoding: 'utf8',
      input: fenced,
      stdio: [...stdio],
    });
  } finally {
    closeSync(full);
  }
}

test('2 when standard output cannot be written, whatever was found, and that is said once', () => {
  for (const args of [
    ['check', ...trusted],
    ['check', '--help'],
  ]) {
    const { status, stderr } = runOnFull(1, args);
    expect({ args, status }).toEqual({ args, status: 2 });
    expect(stderr).toMatch(/^error: standard output cannot be written: ENOSPC: .*\n$/);
  }
});

test('2 when standard output could not be written, however long the command went on', async () => {
  const full = openSync('/dev/full', 'w');
  const running = spawn(process.execPath, [built.program, 'sandbox', '--port', '0'], {
    stdio: ['ignore', full, 'pipe'],
  });
  closeSync(full);
  const [said] = z.tuple([z.instanceof(Buffer)]).parse(await once(running.stderr ?? running, 'data'));
  expect(said.toString()).toContain('standard output cannot be written');
  running.kill();
  await expect(once(running, 'exit')).resolves.toEqual([2, null]);
});

test('2 when standard error cannot be written', () => {
  expect(runOnFull(2, ['check'])).toMatchObject({ status: 2, stdout: '' });
  expect(runOnFull(2, ['check', '-', ...trusted])).toMatchObject({ status: 0 });
});

test('a reader that closes the pipe is no error', async () => {
  const running = spawn(process.execPath, [built.program, 'check', ...trusted], { stdio: ['pipe', 'pipe', 'pipe'] });
  running.stdout.destroy();
  running.stdin.end(open);
  const said = textOf(running.stderr);
  await expect(once(running, 'exit')).resolves.toEqual([1, null]);
  expect(await said).toBe('');
});

test('70 when something throws where nobody waits for it', () => {
  const throwing = `process.on('newListener', (name) => {
    if (name === 'uncaughtException') setTimeout(() => { throw new TypeError('left alone'); });
  });`;
  const preload = `--import=data:text/javascript,${encodeURIComponent(throwing)}`;
  const { status, stderr } = run(['sandbox', '--port', '0'], '', { NODE_OPTIONS: preload });
  expect(status).toBe(70);
  expect(stderr).toMatch(/^error: this is a bug in private-api-guard: please report it.*\nTypeError: left alone\n/);
});

test.each(['SIGINT', 'SIGTERM'] as const)('sandbox serves the example until %s, and exits with 0', async (signal) => {
  const { running, printed } = await startSandbox();
  const endpoint = endpointIn(printed);
  const healthy = await fetch(`${endpoint}/_sandbox/health`);
  expect(healthy.status).toBe(200);
  running.kill(signal);
  await expect(once(running, 'exit')).resolves.toEqual([0, null]);
});

test('plan of a live API works with the environment that the sandbox prints', async () => {
  const { running, printed } = await startSandbox();
  const exports = [...printed.matchAll(/\b(AWS_\w+)=(\S+)/g)].map(([, name = '', value]) => [name, value] as const);
  const [, api = ''] = /^ {2}(\w+) +open /m.exec(printed) ?? [];
  // What jest is told for its own processes, a person has not set.
  const unset = { AWS_REGION: '', AWS_PROFILE: undefined, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: undefined };
  const ran = run(['plan', '--rest-api', api, ...trusted], '', { ...unset, ...Object.fromEntries(exports) });
  expect(ran).toMatchObject({ status: 1, stderr: '' });
  expect(ran.stdout).toContain('restrict the API to vpce-0a1b2c3d4e5f60718, and redeploy prod');
  running.kill();
  await once(running, 'exit');
});
