import { expect, test } from '@jest/globals';
import { FakeApi } from '../support/fake-api.ts';
import { changesOf, hasFence, openApi } from '../support/open-api.ts';
import { allow, fenced, policy } from '../support/statements.ts';
import { messageOf, walk } from '../support/walk.ts';

const aboutPlan = ['ReadParameters', 'AreParametersRight', 'Snapshot', 'Plan', 'Decide'];
const write = [...aboutPlan, 'CheckUnchanged', 'IsUnchanged', 'PatchPolicy'];
const undone = ['RollBack', 'IsRolledBack', 'Failed'];

test('t) an open API ends fixed: every stage serves one new deployment', async () => {
  const api = openApi();
  const walked = await walk(api);
  expect(walked).toMatchObject({
    status: 'Success',
    path: [...write, 'Redeploy', 'IsRedeployed', 'Verify', 'IsVerified', 'AskConfig'],
  });
  expect(hasFence(api.policy)).toBe(true);
  expect([...api.stages].map(([name, { deploymentId }]) => `${name} ${deploymentId}`)).toEqual([
    'prod dep003',
    'test dep003',
  ]);
  expect(hasFence(api.servedPolicy('prod'))).toBe(true);
});

test('t) one policy is saved and one deployment made, and nothing is left of the look at it', async () => {
  const api = openApi();
  await walk(api);
  expect(changesOf(api)).toEqual([
    'replacePolicy',
    'createDeployment',
    'createStage',
    'deleteStage',
    'moveStage',
    'moveStage',
  ]);
});

test('t) the outputs tell the story', async () => {
  const { outputs } = await walk(openApi());
  expect(outputs.get('Plan.Message')).toBe('restrict the API to vpce-0a1b2c3d4e5f60718, and redeploy prod, test');
  expect(outputs.get('Plan.Stages')).toEqual(['prod (now dep001)', 'test (now dep002)']);
  expect(outputs.get('Redeploy.Message')).toBe('deployed to prod, test');
  expect(outputs.get('Redeploy.Deployment')).toBe('dep003');
  expect(outputs.get('Verify.Verdict')).toBe('COMPLIANT');
});

test('t) started again, there is nothing to do', async () => {
  const api = openApi();
  await walk(api);
  const state = api.state();
  expect(await walk(api)).toMatchObject({ status: 'Success', path: [...aboutPlan, 'AskConfig'] });
  expect(api.state()).toEqual(state);
});

test('t) what a stage serves follows what is saved, without a write of the policy', async () => {
  const api = openApi();
  api.save(fenced);
  const walked = await walk(api);
  expect(walked.path).toEqual([...aboutPlan, 'Redeploy', 'IsRedeployed', 'Verify', 'IsVerified', 'AskConfig']);
  expect(walked.status).toBe('Success');
});

test('t) without a policy, and without a stage, the fence is saved and nothing is deployed', async () => {
  const api = new FakeApi();
  expect((await walk(api)).status).toBe('Success');
  expect(changesOf(api)).toEqual(['replacePolicy']);
});

test('i) only the stages that were named follow, and the verification leaves the others out', async () => {
  const api = openApi();
  expect((await walk(api, { parameters: { StageNames: ['prod'] } })).status).toBe('Success');
  expect(hasFence(api.servedPolicy('prod'))).toBe(true);
  expect(api.stage('test')?.deploymentId).toBe('dep002');
});

test('j) a canary stage is left, the verification fails, and everything is undone', async () => {
  const api = openApi();
  const [before] = [...api.deployments.keys()];
  if (before !== undefined) api.serve('test', before, { deploymentId: before, percentTraffic: 10 });
  const state = api.state();
  const walked = await walk(api);
  expect(walked).toMatchObject({ status: 'Failed', path: expect.arrayContaining(['Verify', ...undone]) });
  expect(messageOf(walked, 'Redeploy')).toBe('deployed to prod; stage test has a canary and was left where it is');
  expect(messageOf(walked, 'Verify')).toMatch(/^deployed to stage test: anyone in any VPC can call/);
  expect(api.state()).toEqual(state);
});

test.each([
  [
    'l) a REGIONAL API',
    (api: FakeApi): void => {
      api.endpointTypes = ['REGIONAL'];
    },
    /not PRIVATE/,
  ],
  [
    'o) an undecided policy',
    (api: FakeApi): void => {
      api.save(policy({ ...allow, Resource: 'execute-api:*' }));
    },
    /nobody can tell/,
  ],
])('%s is refused, and the execution fails with nothing touched', async (_what, make, why) => {
  const api = openApi();
  make(api);
  const walked = await walk(api);
  expect(walked).toMatchObject({ status: 'Failed', path: [...aboutPlan, 'Refused'] });
  expect(messageOf(walked, 'Plan')).toMatch(why);
  expect(changesOf(api)).toEqual([]);
});

test('parameters that the pattern let through and the function does not end in the same way', async () => {
  const api = openApi();
  const parameters = { RestApiId: 'arn:aws:apigateway:us-east-1::/restapis/abcde12345' };
  const walked = await walk(api, { parameters });
  expect(walked).toMatchObject({ status: 'Failed', path: ['ReadParameters', 'AreParametersRight', 'WrongParameters'] });
  expect(messageOf(walked, 'ReadParameters')).toBe(
    'RestApiId: the API is in us-east-1, and this is eu-west-1: start the runbook there',
  );
});

test('u) a dry run shows everything and changes nothing', async () => {
  const api = openApi();
  api.routes = ['GET /orders', 'POST /orders'];
  const walked = await walk(api, { parameters: { DryRun: 'true' } });
  expect(walked).toMatchObject({ status: 'Success', path: [...aboutPlan, 'DryRunEnds'] });
  expect(walked.outputs.get('Plan.Status')).toBe('dry-run');
  expect(walked.outputs.get('Plan.Diff')).toContain('+      "Sid": "PrivateApiGuardFence"');
  expect(walked.outputs.get('Plan.AccessLost')).toEqual([expect.stringContaining('GET /prod/')]);
  expect(walked.outputs.get('Plan.WouldPublish')).toEqual(['prod: POST /orders is new', 'test: POST /orders is new']);
  expect(changesOf(api)).toEqual([]);
});

test('v) edits of others are not published: everything is undone, and they are listed', async () => {
  const api = openApi();
  api.routes = ['GET /orders', 'POST /orders'];
  const state = api.state();
  const walked = await walk(api);
  expect(walked).toMatchObject({ status: 'Failed', path: [...write, 'Redeploy', 'IsRedeployed', ...undone] });
  expect(walked.outputs.get('Redeploy.Published')).toEqual(['prod: POST /orders is new', 'test: POST /orders is new']);
  expect(messageOf(walked, 'RollBack')).toBe('everything that this execution did is undone');
  expect(api.state()).toEqual(state);
});

test('v) edits of others are published when that was asked for, and listed', async () => {
  const api = openApi();
  api.routes = ['POST /orders'];
  const walked = await walk(api, { parameters: { PendingChanges: 'Publish' } });
  expect(walked.status).toBe('Success');
  expect(walked.outputs.get('Redeploy.Published')).toContain('prod: POST /orders is new');
});

test('v) with no room for a stage more it cannot be told what a deployment would publish', async () => {
  const full = openApi();
  full.mostStages = 2;
  const state = full.state();
  const refused = await walk(full);
  expect(refused.status).toBe('Failed');
  expect(messageOf(refused, 'Redeploy')).toMatch(/^what the deployment would publish cannot be told: /);
  expect(full.state()).toEqual(state);
  expect((await walk(full, { parameters: { PendingChanges: 'Publish' } })).status).toBe('Success');
});
