/** Automatic remediation: AWS Config starts the real document by itself, again after a failure, and gives up in the end. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { everyone, type Api } from '../support/apis.ts';
import { startOneClick, type OneClick } from '../support/one-click.ts';
import { outputOf } from '../support/runbook-bench.ts';

let bench: OneClick;
beforeEach(async () => {
  bench = await startOneClick();
});
afterEach(() => bench.sandbox.close());

/** An open API that the rule has found. */
async function openApi(): Promise<Api> {
  const api = await bench.apis.privateApi(everyone);
  await bench.apis.deploy(api, 'prod');
  await bench.apis.deploy(api, 'test');
  await bench.settle();
  return api;
}

const automatic = { automatic: true, maximumAutomaticAttempts: 3, retryAttemptSeconds: 3600 } as const;

/** @param times how many times no stage may be moved; for ever, when left out */
const noStageMoves = (times?: number): void => {
  const fault = { kind: 'deny', service: 'apigateway', operation: 'UpdateStage' } as const;
  bench.sandbox.world.faults.inject(times === undefined ? fault : { ...fault, times });
};

/** What each execution came to, and how it left the API. */
const ends = async (): Promise<readonly string[]> =>
  (await bench.executions()).map((execution) => {
    const { AutomationExecutionStatus: status = '' } = execution;
    return status === 'Success' ? status : `${status}, ${outputOf(execution, 'RollBack.Status')}`;
  });

test('t) in automatic mode nobody has to click', async () => {
  const api = await openApi();
  await bench.put(automatic);
  await bench.settle();
  expect(await ends()).toEqual(['Success']);
  expect([await bench.verdictOn(api), await bench.answers(api, 'prod')]).toEqual(['COMPLIANT', ['prod 403 200']]);
});

test('w) an attempt that fails is rolled back before the next, which succeeds', async () => {
  const api = await openApi();
  const before = await bench.stateOf(api);
  const between: unknown[] = [];
  bench.sandbox.world.faults.inject({
    kind: 'meanwhile',
    service: 'ssm',
    operation: 'StartAutomationExecution',
    happens: async () => {
      between.push(await bench.stateOf(api));
    },
  });
  noStageMoves(1);
  await bench.put(automatic);
  await bench.settle();
  expect(await ends()).toEqual(['Failed, rolled-back', 'Success']);
  expect(between).toEqual([before, before]);
  expect([await bench.verdictOn(api), await bench.answers(api, 'prod', 'test')]).toEqual([
    'COMPLIANT',
    ['prod 403 200', 'test 403 200'],
  ]);
  expect(await bench.statuses()).toMatchObject([{ State: 'SUCCEEDED' }]);
  expect(await bench.exceptions()).toEqual([]);
});

test('w) one that fails for good ends after its attempts with an exception, and the API is as before', async () => {
  const api = await openApi();
  const before = await bench.stateOf(api);
  noStageMoves();
  await bench.put(automatic);
  await bench.settle();
  const thrice = Array.from({ length: 3 }, () => 'Failed, rolled-back');
  expect(await ends()).toEqual(thrice);
  const resource = { ResourceId: `arn:aws:apigateway:eu-west-1::/restapis/${api.restApiId}` };
  expect(await bench.exceptions()).toMatchObject([resource]);
  expect([await bench.stateOf(api), await bench.verdictOn(api)]).toEqual([before, 'NON_COMPLIANT']);
  await bench.scheduled();
  expect([await bench.verdictOn(api), await ends()]).toEqual(['NON_COMPLIANT', thrice]);
});
