/** REST APIs through the live adapter, which speaks to the sandbox over HTTP. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Account, RestApiId } from '../../../account/ports.ts';
import { apisOf } from '../../support/apis.ts';
import { collect } from '../../support/collect.ts';
import { homeAccount, homeRegion, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import type { Operate } from '../../../account/sandbox/core/operate.ts';
import { connectTo, deploymentIdOf, openPolicy, putPrivateApi, putterOf, restApiIdOf, stageNameOf } from './account.ts';

const prod = stageNameOf('prod');
let sandbox: TestSandbox;
let account: Account;
let put: Operate;
let orders: RestApiId;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  account = await connectTo(sandbox);
  put = putterOf(sandbox);
});
beforeEach(async () => {
  orders = await putPrivateApi(put);
  await sandbox.clock.advance(10_000);
});
afterAll(() => sandbox.close());

const decoded = (text: string | null): unknown => JSON.parse(String(JSON.parse(`"${text ?? ''}"`)));

test('an API is read with its endpoint, and its policy as the account gives it', async () => {
  const api = await account.restApi(orders);
  expect(api).toMatchObject({
    restApiId: orders,
    name: 'orders',
    endpointTypes: ['PRIVATE'],
    vpcEndpointIds: [],
    tags: {},
  });
  expect(api.policyText).toMatch(/^\{\\"Version\\"/);
});

test('tags are read', async () => {
  const { id } = await put('apigateway', 'CreateRestApi', { name: 'tagged', tags: { team: 'shop' } });
  const pages = await collect(account.restApis());
  expect(pages.flat().find(({ restApiId }) => restApiId === id)?.tags).toEqual({ team: 'shop' });
});

test('a policy is replaced, removed, and then null', async () => {
  await account.replacePolicy(orders, openPolicy.replace('Allow', 'Deny'));
  expect(decoded((await account.restApi(orders)).policyText)).toMatchObject({ Statement: [{ Effect: 'Deny' }] });
  await account.removePolicy(orders);
  expect((await account.restApi(orders)).policyText).toBeNull();
});

test('methods are read with how they are authorized', async () => {
  expect(await account.methods(orders)).toEqual([{ path: '/orders', httpMethod: 'GET', authorizationType: 'NONE' }]);
});

test('a deployment is made, found by its description, and deleted', async () => {
  const deploymentId = await account.createDeployment(orders, 'the fence');
  expect(await account.deployments(orders)).toEqual([{ deploymentId, description: 'the fence' }]);
  await account.deleteDeployment(orders, deploymentId);
  expect(await account.deployments(orders)).toEqual([]);
});

test('a stage is made, moved, read and deleted', async () => {
  const old = await account.createDeployment(orders, 'old');
  await sandbox.clock.advance(5000);
  const newer = await account.createDeployment(orders, '');
  await account.createStage(orders, prod, old);
  expect(await account.stages(orders)).toEqual([{ stageName: 'prod', deploymentId: old, canary: null }]);
  await account.moveStage(orders, prod, newer);
  expect(await account.stages(orders)).toMatchObject([{ deploymentId: newer }]);
  await account.deleteStage(orders, prod);
  expect(await account.stages(orders)).toEqual([]);
});

test('a canary is read with its deployment and its share', async () => {
  const deploymentId = await account.createDeployment(orders, '');
  const canary = { deploymentId, percentTraffic: 12.5 };
  await put('apigateway', 'CreateStage', {
    restApiId: orders,
    stageName: 'prod',
    deploymentId,
    canarySettings: canary,
  });
  expect(await account.stages(orders)).toEqual([{ stageName: 'prod', deploymentId, canary }]);
});

test('what a stage serves is OpenAPI with the policy that was deployed', async () => {
  await account.createStage(orders, prod, await account.createDeployment(orders, ''));
  await account.removePolicy(orders);
  expect(JSON.parse(await account.servedBy(orders, prod))).toMatchObject({
    openapi: '3.0.1',
    'x-amazon-apigateway-policy': { Statement: [{ Effect: 'Allow' }] },
  });
});

test('the methods of a deployment are those that were deployed', async () => {
  const apis = apisOf(sandbox, homeRegion, homeAccount);
  const api = await apis.privateApi();
  await apis.addMethod(api, 'signed', { authorizationType: 'AWS_IAM' });
  const deploymentId = deploymentIdOf(await apis.deploy(api));
  await apis.addMethod(api, 'later');
  expect(await account.deployedMethods(restApiIdOf(api.restApiId), deploymentId)).toEqual([
    { path: '/', httpMethod: 'GET', authorizationType: 'NONE' },
    { path: '/signed', httpMethod: 'GET', authorizationType: 'AWS_IAM' },
  ]);
});

test('what is not there is not-found', async () => {
  const gone = await putPrivateApi(put);
  await put('apigateway', 'DeleteRestApi', { restApiId: gone });
  const notFound = { name: 'AccountFault', reason: 'not-found', code: 'NotFoundException' };
  await expect(account.restApi(gone)).rejects.toMatchObject({ ...notFound, operation: 'apigateway:GetRestApi' });
  await expect(account.stages(gone)).rejects.toMatchObject({ ...notFound, operation: 'apigateway:GetStages' });
  await expect(account.methods(gone)).rejects.toMatchObject({ ...notFound, operation: 'apigateway:GetResources' });
  await expect(account.deployments(gone)).rejects.toMatchObject({
    ...notFound,
    operation: 'apigateway:GetDeployments',
  });
  await expect(account.deployedMethods(orders, deploymentIdOf('nowhere'))).rejects.toMatchObject({
    ...notFound,
    operation: 'apigateway:GetDeployment',
  });
  await expect(account.servedBy(orders, prod)).rejects.toMatchObject({
    ...notFound,
    operation: 'apigateway:GetExport',
    message: 'apigateway:GetExport: NotFoundException: Invalid stage identifier specified',
  });
});

test('what API Gateway will not do is refused, and a name that is taken is a conflict', async () => {
  await expect(account.replacePolicy(orders, 'no policy')).rejects.toMatchObject({ reason: 'refused' });
  const deploymentId = await account.createDeployment(orders, '');
  await account.createStage(orders, prod, deploymentId);
  await expect(account.createStage(orders, prod, deploymentId)).rejects.toMatchObject({ reason: 'conflict' });
  await expect(account.deleteDeployment(orders, deploymentId)).rejects.toMatchObject({ reason: 'refused' });
});
