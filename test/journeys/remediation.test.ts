/** From a finding to a closed API by one click: AWS Config starts the real document with the id that the rule reported. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { JsonRecord } from '../../account/sandbox/core/values.ts';
import { everyone, policyOf, statement, type Api } from '../support/apis.ts';
import { fenced, insider } from '../support/guard.ts';
import { startOneClick, type OneClick } from '../support/one-click.ts';
import { outputOf } from '../support/runbook-bench.ts';

let bench: OneClick;
beforeEach(async () => {
  bench = await startOneClick();
});
afterEach(() => bench.sandbox.close());

const save = ({ restApiId }: Api, policy: object): Promise<unknown> =>
  bench.apis.seed('UpdateRestApi', {
    restApiId,
    patchOperations: [{ op: 'replace', path: '/policy', value: JSON.stringify(policy) }],
  });

/** Saves the policy, and deploys it to the stage. */
async function publish(api: Api, policy: object, stageName: string, more: JsonRecord = {}): Promise<void> {
  await save(api, policy);
  await bench.apis.deploy(api, stageName, more);
}

/** Judged by the rule, with its remediation at hand. @returns the id under which it is reported */
async function found(): Promise<string> {
  await bench.settle();
  await bench.put();
  const [id = '', ...others] = await bench.reported();
  expect(others).toEqual([]);
  return id;
}

/** Operations that change an API. */
const changing = /^(?:Create|Update|Delete|Put)/;

/** What the remediation has called that changes anything. */
const changesSince = (start: number): readonly string[] =>
  bench.sandbox.world.calls
    .slice(start)
    .filter(({ service, operation }) => service === 'apigateway' && changing.test(operation))
    .map(({ operation }) => operation);

test('t) one click: the stranger is shut out, the insider stays, and Config turns COMPLIANT', async () => {
  const api = await bench.apis.privateApi(everyone);
  await bench.apis.deploy(api, 'prod');
  const id = await found();
  expect(id).toBe(`arn:aws:apigateway:eu-west-1::/restapis/${api.restApiId}`);
  expect([await bench.verdictOn(api), await bench.answers(api, 'prod')]).toEqual(['NON_COMPLIANT', ['prod 200 200']]);
  await bench.click(id);
  expect([await bench.verdictOn(api), await bench.answers(api, 'prod')]).toEqual(['COMPLIANT', ['prod 403 200']]);
  expect(await bench.reported()).toEqual([]);
});

test('t) the outputs tell the story, and Config shows the steps', async () => {
  const api = await bench.apis.privateApi(everyone);
  await bench.apis.deploy(api, 'prod');
  await bench.click(await found());
  const [execution = {}] = await bench.executions();
  expect(execution.AutomationExecutionStatus).toBe('Success');
  const story = ['Snapshot.ApiName', 'Plan.Message', 'Redeploy.Message', 'Verify.Verdict'];
  expect(story.map((name) => outputOf(execution, name))).toEqual([
    'orders',
    `restrict the API to ${insider.vpcEndpointId}, and redeploy prod`,
    'deployed to prod',
    'COMPLIANT',
  ]);
  expect(outputOf(execution, 'Plan.AccessLost')).toMatch(/^GET \/prod\/, unsigned, from vpc-/);
  expect(outputOf(execution, 'Plan.Diff')).toContain('+      "Sid": "PrivateApiGuardFence"');
  const [status] = await bench.statuses();
  expect(status?.State).toBe('SUCCEEDED');
  const done = status?.StepDetails?.filter(({ State }) => State === 'SUCCEEDED').map(({ Name }) => Name);
  expect(done).toEqual(expect.arrayContaining(['Snapshot', 'Plan', 'PatchPolicy', 'Redeploy', 'Verify', 'AskConfig']));
});

test.each([
  ['o) where the rule is UNDECIDED', policyOf(statement({ Resource: 'execute-api:*' })), /nobody can tell/],
  ['s) where an edit is saved and not deployed', everyone, /serves another policy than is saved/],
])('%s, the click is refused: Config shows FAILED, and nothing is written', async (_, saved, why) => {
  const api = await bench.apis.privateApi(everyone);
  await publish(api, policyOf(statement({ Sid: 'older' })), 'prod');
  await save(api, saved);
  const id = await found();
  const before = await bench.stateOf(api);
  const start = bench.sandbox.world.calls.length;
  await bench.click(id);
  const [execution = {}] = await bench.executions();
  expect(outputOf(execution, 'Plan.Message')).toMatch(why);
  const [status] = await bench.statuses();
  expect(status?.State).toBe('FAILED');
  expect(status?.StepDetails?.find(({ State }) => State === 'FAILED')).toMatchObject({
    Name: 'Refused',
    ErrorMessage: expect.stringContaining('nothing was changed: SnapshotAgain.Message, Plan.Message'),
  });
  expect(changesSince(start)).toEqual([]);
  expect([await bench.stateOf(api), await bench.verdictOn(api)]).toEqual([before, 'NON_COMPLIANT']);
});

test('t) of several stages on deployments of their own, those that are open follow', async () => {
  const api = await bench.apis.privateApi(fenced);
  await bench.apis.deploy(api, 'closed');
  await publish(api, everyone, 'prod');
  await publish(api, everyone, 'beta');
  const id = await found();
  expect(await bench.answers(api, 'closed', 'prod', 'beta')).toEqual([
    'closed 403 200',
    'prod 200 200',
    'beta 200 200',
  ]);
  await bench.click(id);
  const [execution = {}] = await bench.executions();
  expect(outputOf(execution, 'Redeploy.Moved').split('\n').sort()).toEqual(['beta', 'prod']);
  expect(await bench.answers(api, 'closed', 'prod', 'beta')).toEqual([
    'closed 403 200',
    'prod 403 200',
    'beta 403 200',
  ]);
  expect(await bench.verdictOn(api)).toBe('COMPLIANT');
});

test('j) a canary stage is left, the verification fails, and all is put back', async () => {
  const api = await bench.apis.privateApi(everyone);
  await bench.apis.deploy(api, 'test');
  await bench.apis.deploy(api, 'prod');
  await publish(api, everyone, 'prod', { canarySettings: { percentTraffic: 10 } });
  const id = await found();
  const before = await bench.stateOf(api);
  await bench.click(id);
  const [execution = {}] = await bench.executions();
  expect(outputOf(execution, 'Redeploy.Message')).toBe(
    'deployed to test; stage prod has a canary and was left where it is',
  );
  expect(outputOf(execution, 'RollBack.Status')).toBe('rolled-back');
  const [status] = await bench.statuses();
  expect(status?.State).toBe('FAILED');
  expect(status?.StepDetails?.find(({ State }) => State === 'FAILED')).toMatchObject({
    Name: 'Failed',
    ErrorMessage: expect.stringContaining('RollBack.Message among the outputs says how it was left'),
  });
  expect([await bench.stateOf(api), await bench.verdictOn(api)]).toEqual([before, 'NON_COMPLIANT']);
});
