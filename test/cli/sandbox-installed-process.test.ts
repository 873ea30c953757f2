/** `sandbox --installed` as a process of its own: it ends when it is told to, whatever its functions are in the middle of. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build, type Built } from '../support/built.ts';

let built: Built;
beforeAll(() => {
  built = build();
});
afterAll(() => {
  built.remove();
});

/** Milliseconds. Functions that kept it from ending would do so for longer: they try again and again, with pauses of up to 20 seconds. */
const limit = 15_000;

test(
  'it ends in the middle of the first evaluation, and says nothing more',
  async () => {
    const args = [built.program, 'sandbox', '--installed', '--port', '0'];
    const running = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const said = textOf(running.stderr);
    await once(running.stdout, 'data');
    running.kill('SIGINT');
    await expect(once(running, 'exit')).resolves.toEqual([0, null]);
    await expect(said).resolves.toBe('');
  },
  limit,
);
