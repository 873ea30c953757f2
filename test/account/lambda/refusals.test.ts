/** What Lambda refuses, in its own words. */
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { putFunction } from '../../../account/sandbox/lambda/functions.ts';
import { echo, payloadOf, startFunctionBench, type FunctionBench } from '../../support/functions.ts';
import { clientsOf, homeAccount } from '../../support/sandbox.ts';
let bench: FunctionBench;

beforeEach(async () => {
  bench = await startFunctionBench();
});
afterEach(() => bench.sandbox.close());

test.each([
  ['nobody', {}, `function:nobody`],
  ['echo:live', {}, 'function:echo:live'],
  ['echo', { Qualifier: '7' }, 'function:echo:7'],
  [`arn:aws:lambda:us-east-1:${homeAccount}:function:echo`, {}, `lambda:us-east-1:${homeAccount}:function:echo`],
])('%s with %j is not found', async (name, more, told) => {
  bench.define('echo', echo);
  await expect(bench.invoke(name, {}, more)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: expect.stringMatching(`^Function not found: arn:.*:${told.replace('$', '')}$`),
  });
});

test.each([
  [6_291_456, 'RequestResponse', true],
  [6_291_457, 'RequestResponse', false],
  [1_048_576, 'Event', true],
  [1_048_577, 'Event', false],
] as const)('an event of %i bytes for %s: taken is %s', async (size, InvocationType, isTaken) => {
  bench.define('swallow', () => Promise.resolve());
  const call = bench.invoke('swallow', 'a'.repeat(size - 2), { InvocationType });
  if (isTaken) await expect(call).resolves.toBeDefined();
  else
    await expect(call).rejects.toMatchObject({
      name: 'RequestEntityTooLargeException',
      message: `Request must be smaller than ${size - 1} bytes for the InvokeFunction operation`,
      $metadata: { httpStatusCode: 413 },
    });
});

test('an answer that is too large is an error of the function', async () => {
  bench.define('talk', () => Promise.resolve('a'.repeat(6_291_555)));
  const answer = await bench.invoke('talk');
  expect(answer.FunctionError).toBe('Unhandled');
  expect(payloadOf(answer)).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
});

test('an event that is no JSON is refused', async () => {
  bench.define('echo', echo);
  await expect(bench.lambda.send(new InvokeCommand({ FunctionName: 'echo', Payload: '{' }))).rejects.toMatchObject({
    name: 'InvalidRequestContentException',
  });
});

test('another account needs permission', async () => {
  const arn = bench.define('echo', echo);
  const shared = putFunction(bench.home, {
    name: 'shared',
    handler: echo,
    timeout: 3,
    permittedAccounts: ['444455556666'],
  });
  const other = clientsOf(bench.sandbox, '444455556666').lambda;
  await expect(other.send(new InvokeCommand({ FunctionName: arn }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('no resource-based policy allows'),
  });
  await expect(other.send(new InvokeCommand({ FunctionName: shared }))).resolves.toMatchObject({ StatusCode: 200 });
});

test('a fault is told as Lambda tells it', async () => {
  bench.define('echo', echo);
  bench.sandbox.world.faults.inject({ service: 'lambda', operation: 'Invoke', kind: 'throttle', times: 1 });
  await expect(bench.invoke('echo')).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  await expect(bench.invoke('echo')).resolves.toMatchObject({ StatusCode: 200 });
});
