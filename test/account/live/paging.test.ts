/** Lists that do not fit on a page are read to their end. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { collect } from '../../support/collect.ts';
import { networkOf } from '../../support/network.ts';
import { homeAccount, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import type { Operate } from '../../../account/sandbox/core/operate.ts';
import { connectTo, putPrivateApi, putterOf } from './account.ts';

let sandbox: TestSandbox;
let put: Operate;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  put = putterOf(sandbox);
});
afterAll(() => sandbox.close());

test('1,001 APIs come as pages of 500, 500 and 1', async () => {
  for (let index = 0; index < 1001; index += 1) await put('apigateway', 'CreateRestApi', { name: `api-${index}` });
  const pages = await collect((await connectTo(sandbox)).restApis());
  expect(pages.map((page) => page.length)).toEqual([500, 500, 1]);
  expect(new Set(pages.flat().map(({ restApiId }) => restApiId)).size).toBe(1001);
});

test('501 deployments are all read', async () => {
  const restApiId = await putPrivateApi(put);
  for (let index = 0; index < 501; index += 1) await put('apigateway', 'CreateDeployment', { restApiId });
  const deployments = await (await connectTo(sandbox)).deployments(restApiId);
  expect(new Set(deployments.map(({ deploymentId }) => deploymentId)).size).toBe(501);
});

test('1,001 VPCs and their endpoints are all read', async () => {
  networkOf(sandbox, homeAccount, 1001);
  const account = await connectTo(sandbox);
  expect(new Set(await account.vpcIds()).size).toBe(1001);
  expect(await account.vpcEndpoints()).toHaveLength(1001);
});
