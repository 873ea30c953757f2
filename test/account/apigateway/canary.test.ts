/** Canary stages: made by deployments, by patches and with the stage; promoted and removed. */
import {
  CreateDeploymentCommand,
  CreateStageCommand,
  GetStageCommand,
  UpdateStageCommand,
  type DeploymentCanarySettings,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { beforeEach, expect, test } from '@jest/globals';
import type { Api } from '../../support/apis.ts';
import { refusal } from '../contract/answers.ts';
import { useApis } from '../../support/use-apis.ts';

const bench = useApis();
let api: Api;
let restApiId: string;
/** What the stage `prod` serves. */
let first: string;

beforeEach(async () => {
  api = await bench.apis.privateApi();
  ({ restApiId } = api);
  first = await bench.apis.deploy(api, 'prod', { variables: { a: '1', b: '2' } });
});

const deploy = (canarySettings?: DeploymentCanarySettings, stageName: string | undefined = 'prod') =>
  bench.apis.client.send(new CreateDeploymentCommand({ restApiId, stageName, canarySettings }));
const patch = (...patchOperations: PatchOperation[]) =>
  bench.apis.client.send(new UpdateStageCommand({ restApiId, stageName: 'prod', patchOperations }));
const replace = (path: string, value: string): PatchOperation => ({ op: 'replace', path, value });
const stage = () => bench.apis.client.send(new GetStageCommand({ restApiId, stageName: 'prod' }));

test('a canary deployment moves the canary only', async () => {
  const { id } = await deploy({ percentTraffic: 50, stageVariableOverrides: { a: '3' } });
  const canarySettings = {
    deploymentId: id,
    percentTraffic: 50,
    stageVariableOverrides: { a: '3' },
    useStageCache: false,
  };
  await expect(stage()).resolves.toMatchObject({ deploymentId: first, variables: { a: '1', b: '2' }, canarySettings });
  await bench.sandbox.clock.advance(5000);
  const { id: next } = await deploy({ percentTraffic: 5 });
  const { canarySettings: replaced } = await stage();
  expect(replaced).toEqual({ deploymentId: next, percentTraffic: 5, useStageCache: false });
});

test('another deployment to a stage with a canary is refused, until the canary is removed', async () => {
  await deploy({ percentTraffic: 50 });
  await bench.sandbox.clock.advance(5000);
  await expect(refusal(deploy())).resolves.toEqual({
    name: 'BadRequestException',
    message:
      'Invalid deployment content specified.Non canary deployment not supported on stage prod because Canary is enabled. Provide CanarySettings in deploymentInput.',
    status: 400,
  });
  await patch({ op: 'remove', path: '/canarySettings' });
  await bench.sandbox.clock.advance(5000);
  const { id } = await deploy();
  const after = await stage();
  expect(after.deploymentId).toBe(id);
  expect(after).not.toHaveProperty('canarySettings');
});

test('a canary deployment needs a stage that is there', async () => {
  const intro = 'Invalid deployment content specified.';
  const none = `${intro}Non null and non empty stageName must be provided for canary deployment. Provided value is`;
  const canary = { percentTraffic: 1 };
  const without = bench.apis.client.send(new CreateDeploymentCommand({ restApiId, canarySettings: canary }));
  await expect(refusal(without)).resolves.toMatchObject({ message: `${none} null` });
  await bench.sandbox.clock.advance(5000);
  await expect(refusal(deploy(canary, ''))).resolves.toMatchObject({ message: `${none} ` });
  await bench.sandbox.clock.advance(5000);
  await expect(refusal(deploy(canary, 'test'))).resolves.toMatchObject({
    message: `${intro}Stage test must already be created before making a canary release deployment`,
  });
});

test('replacing a part of the canary makes one that serves what the stage serves', async () => {
  const second = await bench.apis.deploy(api);
  const made = await patch(replace('/canarySettings/percentTraffic', '50'));
  expect(made.canarySettings).toEqual({ deploymentId: first, percentTraffic: 50, useStageCache: false });
  const changed = await patch(
    replace('/canarySettings/deploymentId', second),
    replace('/canarySettings/stageVariableOverrides/a', '3'),
    replace('/canarySettings/useStageCache', 'true'),
  );
  expect(changed.canarySettings).toEqual({
    deploymentId: second,
    percentTraffic: 50,
    stageVariableOverrides: { a: '3' },
    useStageCache: true,
  });
  expect(changed.deploymentId).toBe(first);
  await patch({ op: 'remove', path: '/canarySettings/stageVariableOverrides/a' });
  expect((await stage()).canarySettings?.stageVariableOverrides).toEqual({});
});

test('promotion copies the deployment and the variables, and leaves the canary', async () => {
  const { id } = await deploy({ percentTraffic: 50, stageVariableOverrides: { a: '3' } });
  const promoted = await patch(
    replace('/canarySettings/percentTraffic', '0.0'),
    { op: 'copy', from: '/canarySettings/deploymentId', path: '/deploymentId' },
    { op: 'copy', from: '/canarySettings/stageVariableOverrides', path: '/variables' },
  );
  expect(promoted).toMatchObject({
    deploymentId: id,
    variables: { a: '3', b: '2' },
    canarySettings: { deploymentId: id, percentTraffic: 0, stageVariableOverrides: { a: '3' } },
  });
});

const copyDeployment: PatchOperation = { op: 'copy', from: '/canarySettings/deploymentId', path: '/deploymentId' };

test.each<[PatchOperation, string | RegExp]>([
  [copyDeployment, 'Promotion not available. Canary does not exist.'],
  [
    { op: 'copy', from: '/variables', path: '/canarySettings/stageVariableOverrides' },
    'Invalid copy operation with path: /canarySettings/stageVariableOverrides and from /variables. Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]',
  ],
  [{ ...copyDeployment, path: '/variables' }, /^Invalid copy operation with path: \/variables and from/],
  [
    { op: 'add', path: '/canarySettings/deploymentId', value: 'x' },
    'Invalid add operation with path: /canarySettings/deploymentId',
  ],
  [replace('/canarySettings/deploymentId', 'abc123'), 'Deployment id does not exist'],
  [replace('/canarySettings', 'x'), /^Invalid method setting path: \/canarySettings\. Must be one of: /],
  [replace('/canarySettings/odd', 'x'), /^Invalid method setting path: \/canarySettings\/odd\. Must be one of: /],
  [replace('/canarySettings/percentTraffic', '100.1'), /between 0\.0 and 100\.0/],
  [
    { op: 'remove', path: '/canarySettings/odd' },
    'Cannot remove method setting canarySettings/odd because there is no method setting for this method ',
  ],
])('the patch %j is refused and changes nothing', async (operation, message) => {
  const before = await stage();
  const told = await refusal(patch(operation));
  expect(told).toMatchObject({ name: 'BadRequestException', status: 400 });
  if (typeof message === 'string') expect(told.message).toBe(message);
  else expect(told.message).toMatch(message);
  const after = await stage();
  expect(after).toEqual({ ...before, $metadata: after.$metadata });
});

test('a stage with a canary is not moved; with the canary removed in the same call, it is', async () => {
  const second = await bench.apis.deploy(api);
  await patch(replace('/canarySettings/percentTraffic', '10'));
  const move = replace('/deploymentId', second);
  await expect(refusal(patch(move))).resolves.toMatchObject({ name: 'BadRequestException' });
  const moved = await patch({ op: 'remove', path: '/canarySettings' }, move);
  expect(moved.deploymentId).toBe(second);
});

test('a stage is created with a canary, of a deployment that is there', async () => {
  const second = await bench.apis.deploy(api);
  const create = (deploymentId: string) => {
    const canarySettings = { deploymentId, percentTraffic: 60 };
    return bench.apis.client.send(
      new CreateStageCommand({ restApiId, stageName: 'test', deploymentId: first, canarySettings }),
    );
  };
  await expect(refusal(create('abc123'))).resolves.toMatchObject({ message: 'Deployment id does not exist' });
  await expect(create(second)).resolves.toMatchObject({
    deploymentId: first,
    canarySettings: { deploymentId: second, percentTraffic: 60, useStageCache: false },
  });
});
