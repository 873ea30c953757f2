/** Functions on the clock of the test: limits, and the attempts at an asynchronous event. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { discardedEvents, invokeAsync } from '../../../account/sandbox/lambda/asynchronous.ts';
import { echo, payloadOf, startFunctionBench, type FunctionBench } from '../../support/functions.ts';
let bench: FunctionBench;

beforeEach(async () => {
  bench = await startFunctionBench();
});
afterEach(() => bench.sandbox.close());

test('a function that takes too long ends with its time', async () => {
  bench.define('hang', () => new Promise(() => undefined));
  const answer = await bench.sandbox.clock.drive(bench.invoke('hang'));
  expect(answer.FunctionError).toBe('Unhandled');
  expect(payloadOf(answer)).toEqual({
    errorType: 'Sandbox.Timedout',
    errorMessage: expect.stringMatching(/^RequestId: [0-9a-f-]{36} Error: Task timed out after 3\.00 seconds$/),
  });
  expect(bench.sandbox.clock.now()).toBe(Date.parse('2026-03-01T12:00:03Z'));
});

test('a function that sleeps on the clock for less than its time returns, and its limit is forgotten', async () => {
  bench.define('nap', () => bench.sandbox.clock.sleep(2000).then(() => 'awake'));
  expect(payloadOf(await bench.sandbox.clock.drive(bench.invoke('nap')))).toBe('awake');
  expect(bench.sandbox.clock.now()).toBe(Date.parse('2026-03-01T12:00:02Z'));
  await bench.sandbox.clock.drive(bench.sandbox.clock.sleep(10_000));
  expect(bench.sandbox.clock.now()).toBe(Date.parse('2026-03-01T12:00:12Z'));
});

test('time stands still while a function waits for answers over HTTP', async () => {
  bench.define('echo', echo);
  bench.define(
    'ask',
    async () => {
      for (let turn = 0; turn < 20; turn += 1) await bench.invoke('echo', turn);
      return 'asked';
    },
    1,
  );
  expect(payloadOf(await bench.sandbox.clock.drive(bench.invoke('ask')))).toBe('asked');
  expect(bench.sandbox.clock.now()).toBe(Date.parse('2026-03-01T12:00:00Z'));
});

test('an asynchronous event runs at once, and twice again: after one minute and two', async () => {
  const runs: { readonly at: string; readonly id: string }[] = [];
  bench.define('fail', (_, { awsRequestId }) => {
    runs.push({ at: new Date(bench.sandbox.clock.now()).toISOString().slice(11, 19), id: awsRequestId });
    return Promise.reject(new Error('never'));
  });
  const answer = await bench.invoke('fail', { a: 1 }, { InvocationType: 'Event' });
  expect(answer.StatusCode).toBe(202);
  await bench.sandbox.clock.drive(bench.sandbox.world.idle());
  expect(runs.map(({ at }) => at)).toEqual(['12:00:00', '12:01:00', '12:03:00']);
  expect(new Set(runs.map(({ id }) => id)).size).toBe(1);
  expect(discardedEvents(bench.home)).toMatchObject([
    { event: { a: 1 }, result: { payload: { errorMessage: 'never' } } },
  ]);
});

test('an asynchronous event that is handled at the second attempt is not discarded', async () => {
  let runs = 0;
  bench.define('shaky', () => {
    runs += 1;
    return runs === 1 ? Promise.reject(new Error('once')) : Promise.resolve();
  });
  invokeAsync(bench.home, 'shaky', {});
  await bench.sandbox.clock.drive(bench.sandbox.world.idle());
  expect(runs).toBe(2);
  expect(discardedEvents(bench.home)).toEqual([]);
});

test('an asynchronous event for a function that is not there starts nothing', () => {
  expect(() => invokeAsync(bench.home, 'nobody', {})).toThrow('Function not found');
});
