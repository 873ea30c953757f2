/** Which method a request meets. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Invocation } from '../../../account/sandbox/execute/invoke.ts';
import type { Reply } from '../../../account/sandbox/execute/replies.ts';
import { apisOf, everyone, type Api, type Apis } from '../../support/apis.ts';
import { request } from '../../support/requests-to-apis.ts';
import { startTestSandbox, type TestSandbox } from '../../support/bare-sandbox.ts';

let sandbox: TestSandbox;
let apis: Apis;
let api: Api;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
beforeEach(() => {
  apis = apisOf(sandbox);
});
afterAll(() => sandbox.close());

const call = (more: Partial<Invocation> = {}): Reply => request(sandbox, api, more);

test('the most specific path is met', async () => {
  api = await apis.privateApi(everyone);
  const { restApiId } = api;
  const orders = await apis.addMethod(api, 'orders', {}, 'orders');
  await apis.addMethod(api, '{proxy+}', { httpMethod: 'ANY' }, 'greedy');
  const below = { ...api, rootResourceId: orders };
  const one = await apis.addMethod(below, '{id}', {}, 'one');
  await apis.addMethod(below, 'new', {}, 'new');
  await apis.addMethod({ restApiId, rootResourceId: one }, 'lines', {}, 'lines');
  await apis.deploy(api, 'prod');
  const met = Object.entries({
    '/': '{"hello":"world"}',
    '/orders': 'orders',
    '/orders/': 'orders',
    '/orders/7': 'one',
    '/orders/new': 'new',
    '/orders/7/lines': 'lines',
    '/orders/new/lines': 'lines',
    '/orders/7/other': 'greedy',
    '/a/b/c': 'greedy',
  });
  expect(met.map(([path]) => [path, call({ path }).body])).toEqual(met);
  expect(call({ path: '/orders', httpMethod: 'PUT' }).body).toBe('greedy');
  expect(call({ path: '/', httpMethod: 'PUT' }).status).toBe(403);
});
