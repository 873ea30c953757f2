/** What becomes of an error that nobody expected. */
import { expect, test } from '@jest/globals';
import { machineClock } from '../../account/live/retries.ts';
import type { Aws } from '../../cli/aws.ts';
import { describeBug } from '../../cli/run.ts';
import { runCli } from '../support/terminal.ts';

/** @param error what connecting comes to */
const failing = (error: unknown): Aws => ({
  region: () => 'eu-west-1',
  clock: machineClock,
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a library may throw anything
  connect: () => Promise.reject(error),
});

test.each([
  ['plan', '--rest-api', 'a1b2c3d4e5'],
  ['rollback', '--execution', '00000000-0000-4000-8000-000000000000'],
])('70 on a bug, with where it is: %s', async (...args) => {
  const { code, out, err } = await runCli(args, {}, { aws: failing(new TypeError('x is undefined')) });
  expect({ code, out }).toEqual({ code: 70, out: '' });
  expect(err).toMatch(/^error: this is a bug in private-api-guard: please report it/);
  expect(err).toMatch(/^TypeError: x is undefined\n {4}at .*run\.test\.ts/m);
});

test('a bug cannot command a terminal, and need not be an error', async () => {
  const { code, err } = await runCli(['plan', '--rest-api', 'a'], {}, { aws: failing('odd\u001b[2J') });
  expect(code).toBe(70);
  expect(err).toContain(String.raw`odd\u{1b}[2J`);
  const bare = Object.assign(new Error('no trace'), { stack: undefined });
  expect(describeBug(bare)).toMatch(/this:\nno trace\n$/);
});
