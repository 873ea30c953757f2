/** What a function of the sandbox gets and gives, as the SDK's client sees it. */
import { GetFunctionCommand, InvokeCommand, paginateListFunctions } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Json } from '../../../account/sandbox/core/values.ts';
import { invokeFunction, type LambdaContext } from '../../../account/sandbox/lambda/functions.ts';
import { collect } from '../../support/collect.ts';
import { echo, payloadOf, startFunctionBench, type FunctionBench } from '../../support/functions.ts';
import { homeAccount } from '../../support/sandbox.ts';
let bench: FunctionBench;

beforeEach(async () => {
  bench = await startFunctionBench();
});
afterEach(() => bench.sandbox.close());

test('a function gets the event, and what it returns comes back as JSON', async () => {
  bench.define('echo', echo);
  const event = { text: 'ü "\u2028', list: [1, null, true] };
  const answer = await bench.invoke('echo', event);
  expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
  expect(answer.FunctionError).toBeUndefined();
  expect(payloadOf(answer)).toEqual(event);
});

test('no event is an empty one, and nothing returned is null', async () => {
  const seen: Json[] = [];
  bench.define('note', (event) => {
    seen.push(event);
    return Promise.resolve();
  });
  expect(payloadOf(await bench.lambda.send(new InvokeCommand({ FunctionName: 'note' })))).toBeNull();
  expect(seen).toEqual([{}]);
});

test('a function is named by its name, its ARN, or parts of it', async () => {
  const arn = bench.define('echo', echo);
  for (const name of [
    'echo',
    arn,
    `${homeAccount}:function:echo`,
    `${homeAccount}:echo`,
    'echo:$LATEST',
    `${arn}:$LATEST`,
  ])
    expect(payloadOf(await bench.invoke(name, 1))).toBe(1);
  await expect(bench.invoke('echo', 1, { Qualifier: '$LATEST' })).resolves.toMatchObject({ StatusCode: 200 });
});

test('what a function learns of its invocation', async () => {
  const contexts: LambdaContext[] = [];
  const arn = bench.define('look', (_, context) => {
    contexts.push(context);
    return Promise.resolve(context.getRemainingTimeInMillis());
  });
  expect(payloadOf(await bench.invoke('look'))).toBe(3000);
  expect(contexts[0]).toMatchObject({
    functionName: 'look',
    invokedFunctionArn: arn,
    memoryLimitInMB: '512',
    logGroupName: '/aws/lambda/look',
  });
});

test('what a function throws is an error object, and no failure of the call', async () => {
  bench.define('fail', () => Promise.reject(new RangeError('too far')));
  const answer = await bench.invoke('fail');
  expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
  expect(payloadOf(answer)).toEqual({ errorType: 'RangeError', errorMessage: 'too far' });
});

test('a handler that throws before it awaits anything, or returns what is no JSON, fails alike', async () => {
  bench.define('early', () => {
    throw new TypeError('early');
  });
  expect(payloadOf(await bench.invoke('early'))).toEqual({ errorType: 'TypeError', errorMessage: 'early' });
  bench.define('big', () => Promise.resolve(1n));
  expect(await bench.invoke('big')).toMatchObject({ FunctionError: 'Unhandled' });
});

test('a dry run asks whether it might, and runs nothing', async () => {
  let runs = 0;
  bench.define('count', () => Promise.resolve((runs += 1)));
  await expect(bench.invoke('count', {}, { InvocationType: 'DryRun' })).resolves.toMatchObject({ StatusCode: 204 });
  expect(runs).toBe(0);
});

test('the end of the log comes with the answer, when asked for', async () => {
  bench.define('fail', () => Promise.reject(new Error('no luck')));
  const { LogResult = '' } = await bench.invoke('fail', {}, { LogType: 'Tail' });
  const log = Buffer.from(LogResult, 'base64').toString();
  expect(log).toMatch(/^START RequestId: (\S+) Version: \$LATEST\nERROR .*no luck.*\nEND RequestId: \1\nREPORT /);
  await expect(bench.invoke('fail')).resolves.not.toHaveProperty('LogResult', expect.any(String));
});

test("a function may change its event without changing the caller's", async () => {
  bench.define('change', (event) => Promise.resolve(Array.isArray(event) ? event.pop() : null));
  const event = [1, 2];
  await expect(invokeFunction(bench.home, 'change', event)).resolves.toMatchObject({ payload: 2 });
  expect(event).toEqual([1, 2]);
});

test('functions are listed in pages, and described', async () => {
  for (let index = 0; index < 60; index += 1) bench.define(`f${index}`, echo);
  const pages = await collect(paginateListFunctions({ client: bench.lambda }, {}));
  expect(pages.map(({ Functions }) => Functions?.length)).toEqual([50, 10]);
  const { Configuration } = await bench.lambda.send(new GetFunctionCommand({ FunctionName: 'f7' }));
  expect(Configuration).toEqual(pages[0]?.Functions?.[7]);
  expect(Configuration).toMatchObject({ FunctionName: 'f7', Timeout: 3, State: 'Active' });
});
