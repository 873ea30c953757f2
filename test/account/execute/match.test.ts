/** Which method a request meets. */
import { expect, test } from '@jest/globals';
import type { Invocation } from '../../../account/sandbox/execute/invoke.ts';
import type { Reply } from '../../../account/sandbox/execute/replies.ts';
import { everyone, type Api } from '../../support/apis.ts';
import { request } from '../../support/requests-to-apis.ts';
import { useApis } from '../../support/use-apis.ts';

const bench = useApis();
let api: Api;

const call = (more: Partial<Invocation> = {}): Reply => request(bench.sandbox, api, more);

test('the most specific path is met', async () => {
  api = await bench.apis.privateApi(everyone);
  const { restApiId } = api;
  const orders = await bench.apis.addMethod(api, 'orders', {}, 'orders');
  await bench.apis.addMethod(api, '{proxy+}', { httpMethod: 'ANY' }, 'greedy');
  const below = { ...api, rootResourceId: orders };
  const one = await bench.apis.addMethod(below, '{id}', {}, 'one');
  await bench.apis.addMethod(below, 'new', {}, 'new');
  await bench.apis.addMethod({ restApiId, rootResourceId: one }, 'lines', {}, 'lines');
  await bench.apis.deploy(api, 'prod');
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
