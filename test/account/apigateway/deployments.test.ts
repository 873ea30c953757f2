/** Deployments: what can be deployed, what it does to a stage, and that it stays as it was. */
import {
  CreateDeploymentCommand,
  DeleteDeploymentCommand,
  GetDeploymentCommand,
  GetDeploymentsCommand,
  GetStageCommand,
  GetStagesCommand,
  UpdateStageCommand,
  type CreateDeploymentCommandInput,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { beforeEach, expect, test } from '@jest/globals';
import { findRestApi } from '../../../account/sandbox/apigateway/state.ts';
import { bodyOf, everyone, type Api } from '../../support/apis.ts';
import { member, refusal } from '../contract/answers.ts';
import { useApis } from '../../support/use-apis.ts';

const bench = useApis();
let api: Api;
let restApiId: string;

beforeEach(async () => {
  api = await bench.apis.privateApi();
  ({ restApiId } = api);
});

const deploy = (more: Partial<CreateDeploymentCommandInput> = {}) =>
  bench.apis.client.send(new CreateDeploymentCommand({ restApiId, ...more }));
const getStage = (stageName = 'prod') => bench.apis.client.send(new GetStageCommand({ restApiId, stageName }));
const patch = (...patchOperations: PatchOperation[]) =>
  bench.apis.client.send(new UpdateStageCommand({ restApiId, stageName: 'prod', patchOperations }));
const replace = (path: string, value: string): PatchOperation => ({ op: 'replace', path, value });

test('a deployment without a stage is a snapshot and nothing else', async () => {
  const made = await deploy({ description: 'first' });
  expect(made.$metadata.httpStatusCode).toBe(201);
  const createdDate = new Date(bench.sandbox.clock.now());
  expect(bodyOf(made)).toEqual({ id: expect.stringMatching(/^[0-9a-z]{6}$/), description: 'first', createdDate });
  expect((await bench.apis.client.send(new GetStagesCommand({ restApiId }))).item).toEqual([]);
  expect((await bench.apis.client.send(new GetDeploymentsCommand({ restApiId }))).items).toEqual([bodyOf(made)]);
});

test('a deployment to a stage that is not there makes it', async () => {
  const { id } = await deploy({
    stageName: 'prod',
    stageDescription: 'live',
    variables: { a: 'b' },
    tracingEnabled: true,
  });
  const now = new Date(bench.sandbox.clock.now());
  expect(bodyOf(await getStage())).toEqual({
    stageName: 'prod',
    deploymentId: id,
    description: 'live',
    variables: { a: 'b' },
    tracingEnabled: true,
    methodSettings: {},
    cacheClusterEnabled: false,
    cacheClusterStatus: 'NOT_AVAILABLE',
    createdDate: now,
    lastUpdatedDate: now,
  });
});

test('a deployment to a stage that is there moves it, and leaves its settings', async () => {
  const first = await bench.apis.deploy(api, 'prod', { variables: { a: 'b' } });
  await patch(replace('/*/*/throttling/burstLimit', '7'), replace('/description', 'live'));
  const before = await getStage();
  await bench.sandbox.clock.advance(60_000);
  const { id } = await deploy({ stageName: 'prod' });
  const after = await getStage();
  expect(before.deploymentId).toBe(first);
  const lastUpdatedDate = new Date(bench.sandbox.clock.now());
  expect(bodyOf(after)).toEqual({ ...bodyOf(before), deploymentId: id, lastUpdatedDate });
});

test('what a deployment would do to the other settings of a stage is not known, and refused', async () => {
  await bench.apis.deploy(api, 'prod');
  for (const more of [{ variables: { a: 'b' } }, { tracingEnabled: true }, { stageDescription: 'x' }]) {
    await bench.sandbox.clock.advance(5000);
    await expect(refusal(deploy({ stageName: 'prod', ...more }))).resolves.toMatchObject({
      name: 'NotModelledBySandbox',
      message: expect.stringContaining(Object.keys(more)[0] ?? ''),
    });
  }
  expect((await bench.apis.client.send(new GetDeploymentsCommand({ restApiId }))).items).toHaveLength(1);
});

test('the summary of a deployment is that of its snapshot, whatever is changed later', async () => {
  const id = await bench.apis.deploy(api);
  await bench.apis.addMethod(api, 'late', { authorizationType: 'AWS_IAM' });
  await bench.apis.seed('DeleteMethod', { restApiId, resourceId: api.rootResourceId, httpMethod: 'GET' });
  const summary = (deploymentId: string) =>
    bench.apis.client.send(new GetDeploymentCommand({ restApiId, deploymentId, embed: ['apisummary'] }));
  expect((await summary(id)).apiSummary).toEqual({
    '/': { GET: { authorizationType: 'NONE', apiKeyRequired: false } },
  });
  const later = await summary(await bench.apis.deploy(api));
  expect(later.apiSummary).toEqual({ '/late': { GET: { authorizationType: 'AWS_IAM', apiKeyRequired: false } } });
  expect(await bench.apis.client.send(new GetDeploymentCommand({ restApiId, deploymentId: id }))).not.toHaveProperty(
    'apiSummary',
  );
});

test('a private API without a policy cannot be deployed; a public one can', async () => {
  await bench.apis.seed('UpdateRestApi', {
    restApiId,
    patchOperations: [{ op: 'replace', path: '/policy', value: '' }],
  });
  await expect(refusal(deploy())).resolves.toEqual({
    name: 'BadRequestException',
    message: "Private REST API doesn't have a resource policy attached to it",
    status: 400,
  });
  const type = replace('/endpointConfiguration/types/PRIVATE', 'REGIONAL');
  await bench.apis.seed('UpdateRestApi', {
    restApiId,
    patchOperations: [{ op: 'replace', path: type.path ?? '', value: 'REGIONAL' }],
  });
  await bench.sandbox.clock.advance(5000);
  await expect(deploy()).resolves.toHaveProperty('id');
});

test('an API without a method, or with one that has no integration, cannot be deployed', async () => {
  await bench.apis.seed('DeleteMethod', { restApiId, resourceId: api.rootResourceId, httpMethod: 'GET' });
  await expect(refusal(deploy())).resolves.toMatchObject({
    name: 'BadRequestException',
    message: "The REST API doesn't contain any methods",
  });
  const method = { restApiId, resourceId: api.rootResourceId, httpMethod: 'GET', authorizationType: 'NONE' };
  await bench.apis.seed('PutMethod', method);
  await bench.sandbox.clock.advance(5000);
  await expect(refusal(deploy())).resolves.toMatchObject({ message: 'No integration defined for method' });
});

test('deployments come in pages, the oldest first', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 3; index += 1) ids.push(await bench.apis.deploy(api));
  const first = await bench.apis.client.send(new GetDeploymentsCommand({ restApiId, limit: 2 }));
  const { position } = first;
  const second = await bench.apis.client.send(new GetDeploymentsCommand({ restApiId, limit: 2, position }));
  expect([...(first.items ?? []), ...(second.items ?? [])].map(({ id }) => id)).toEqual(ids);
  expect(second.position).toBeUndefined();
});

test('a deployment that a stage serves, as its canary even, cannot be deleted', async () => {
  const [first, second] = [await bench.apis.deploy(api, 'prod'), await bench.apis.deploy(api)];
  await patch(replace('/canarySettings/deploymentId', second));
  const remove = (deploymentId: string) =>
    bench.apis.client.send(new DeleteDeploymentCommand({ restApiId, deploymentId }));
  const message = 'Active stages pointing to this deployment must be moved or deleted';
  for (const id of [first, second])
    await expect(refusal(remove(id))).resolves.toEqual({ name: 'BadRequestException', message, status: 400 });
  await patch({ op: 'remove', path: '/canarySettings' });
  expect((await remove(second)).$metadata.httpStatusCode).toBe(202);
  const gone = { name: 'NotFoundException', message: 'Invalid Deployment identifier specified', status: 404 };
  await expect(refusal(remove(second))).resolves.toEqual(gone);
  const read = bench.apis.client.send(new GetDeploymentCommand({ restApiId, deploymentId: second }));
  await expect(refusal(read)).resolves.toEqual(gone);
});

test('deployments and stages of an API that is not there are not found', async () => {
  const message = `Invalid API identifier specified ${bench.apis.accountId}:abcde12345`;
  const missing = { name: 'NotFoundException', message, status: 404 };
  const other = { restApiId: 'abcde12345' };
  await expect(refusal(deploy(other))).resolves.toEqual(missing);
  await expect(refusal(bench.apis.client.send(new GetStagesCommand(other)))).resolves.toEqual(missing);
  await expect(refusal(bench.apis.client.send(new GetDeploymentsCommand(other)))).resolves.toEqual(missing);
});

test('a policy that is saved and not deployed leaves the snapshot as it was', async () => {
  const deployed = await bench.apis.deploy(api, 'prod');
  const snapshot = member(findRestApi(bench.apis.region, restApiId)?.deployments.get(deployed)).snapshot;
  const before = JSON.stringify(snapshot.policy);
  const value = JSON.stringify(everyone).replace('Allow', 'Deny');
  await bench.apis.seed('UpdateRestApi', { restApiId, patchOperations: [{ op: 'replace', path: '/policy', value }] });
  await bench.apis.addMethod(api, 'late');
  expect(member(findRestApi(bench.apis.region, restApiId)?.deployments.get(deployed)).snapshot).toBe(snapshot);
  expect(JSON.stringify(snapshot.policy)).toBe(before);
  expect(snapshot.resources.size).toBe(1);
});
