/** What is tried again, how often, and how long is waited, on a clock that only notes it. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { connection } from '../../../account/live/connection.ts';
import type { Account, RestApiId } from '../../../account/ports.ts';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import { connectTo, putPrivateApi, putterOf, stageNameOf } from './account.ts';

let sandbox: TestSandbox;
let account: Account;
let orders: RestApiId;
const waits: number[] = [];
const clock = {
  now: () => 0,
  sleep: (milliseconds: number) => {
    waits.push(milliseconds);
    return Promise.resolve();
  },
};

beforeAll(async () => {
  sandbox = await startTestSandbox();
  account = await connectTo(sandbox, { maxAttempts: 4, clock });
  orders = await putPrivateApi(putterOf(sandbox));
});
afterEach(() => {
  sandbox.world.faults.clear();
  sandbox.world.calls.length = 0;
  waits.length = 0;
});
afterAll(() => sandbox.close());

const attempts = (): number => sandbox.world.calls.length;

test('a call that is throttled is tried again, after a wait that grows', async () => {
  sandbox.world.faults.inject({ kind: 'throttle', service: 'apigateway', operation: 'GetRestApi', times: 3 });
  expect(await account.restApi(orders)).toMatchObject({ name: 'orders' });
  expect(attempts()).toBe(4);
  const [first = 0, second = 0, third = 0] = waits;
  for (const [wait, most] of [
    [first, 2000],
    [second, 4000],
    [third, 8000],
  ] as const) {
    expect(wait).toBeGreaterThanOrEqual(most / 2);
    expect(wait).toBeLessThan(most);
  }
});

test('when the attempts are used up the fault says throttled', async () => {
  sandbox.world.faults.inject({ kind: 'throttle', service: 'apigateway', operation: 'GetRestApi' });
  await expect(account.restApi(orders)).rejects.toMatchObject({
    reason: 'throttled',
    code: 'TooManyRequestsException',
  });
  expect(attempts()).toBe(4);
});

test.each(['timeout', 'fail'] as const)('a call that may be repeated is tried again after %s', async (kind) => {
  sandbox.world.faults.inject({ kind, service: 'apigateway', operation: 'GetStages', times: 2 });
  expect(await account.stages(orders)).toEqual([]);
  expect(attempts()).toBe(3);
});

test('a deployment is tried again when it was throttled', async () => {
  sandbox.world.faults.inject({ kind: 'throttle', service: 'apigateway', operation: 'CreateDeployment', times: 1 });
  await account.deleteDeployment(orders, await account.createDeployment(orders, ''));
  expect(sandbox.world.calls.map(({ operation }) => operation)).toEqual([
    'CreateDeployment',
    'CreateDeployment',
    'DeleteDeployment',
  ]);
});

test.each(['timeout-after-effect', 'fail-after-effect'] as const)(
  'a deployment is made once when its answer is lost by %s, and can be found',
  async (kind) => {
    await sandbox.clock.advance(10_000);
    sandbox.world.faults.inject({ kind, service: 'apigateway', operation: 'CreateDeployment' });
    await expect(account.createDeployment(orders, `lost by ${kind}`)).rejects.toMatchObject({ reason: 'unavailable' });
    expect(attempts()).toBe(1);
    const made = (await account.deployments(orders)).filter(({ description }) => description === `lost by ${kind}`);
    expect(made).toHaveLength(1);
  },
);

test('a stage is made once when its answer is lost', async () => {
  await sandbox.clock.advance(10_000);
  const stage = stageNameOf('preview');
  const deployment = await account.createDeployment(orders, 'for a stage');
  sandbox.world.faults.inject({ kind: 'timeout-after-effect', service: 'apigateway', operation: 'CreateStage' });
  await expect(account.createStage(orders, stage, deployment)).rejects.toMatchObject({ reason: 'unavailable' });
  expect(await account.stages(orders)).toMatchObject([{ stageName: 'preview' }]);
  expect(sandbox.world.calls.map(({ operation }) => operation)).toEqual([
    'CreateDeployment',
    'CreateStage',
    'GetStages',
  ]);
});

test('a stage that is one too many is refused at once', async () => {
  await sandbox.clock.advance(10_000);
  const deployment = await account.createDeployment(orders, 'for many stages');
  const put = putterOf(sandbox);
  for (let index = (await account.stages(orders)).length; index < 10; index += 1)
    await put('apigateway', 'CreateStage', {
      restApiId: orders,
      deploymentId: deployment,
      stageName: `stage${index}`,
    });
  sandbox.world.calls.length = 0;
  await expect(account.createStage(orders, stageNameOf('eleventh'), deployment)).rejects.toMatchObject({
    reason: 'refused',
    code: 'LimitExceededException',
  });
  expect(sandbox.world.calls.map(({ operation }) => operation)).toEqual(['CreateStage']);
});

test('what is denied or refused is tried once', async () => {
  sandbox.world.faults.inject({ kind: 'deny', service: 'apigateway', operation: 'GetRestApi' });
  await expect(account.restApi(orders)).rejects.toMatchObject({ reason: 'denied' });
  await expect(account.replacePolicy(orders, 'no policy')).rejects.toMatchObject({ reason: 'refused' });
  expect(attempts()).toBe(2);
  expect(waits).toEqual([]);
});

test('on the machine’s clock, calls that may be repeated are left to the SDK’s adaptive mode', () => {
  expect(connection({ region: 'eu-west-1' }).repeatable).toMatchObject({ retryMode: 'adaptive', maxAttempts: 10 });
});
