/** Resources: the tree of paths. */
import {
  CreateResourceCommand,
  DeleteResourceCommand,
  GetResourceCommand,
  GetResourcesCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { beforeEach, expect, test } from '@jest/globals';
import { bodyOf, type Api } from '../../support/apis.ts';
import { member, refusal } from '../contract/answers.ts';
import { useApis } from '../../support/use-apis.ts';

const bench = useApis();
let api: Api;

beforeEach(async () => {
  api = await bench.apis.privateApi();
});

const resource = async (parentId: string, pathPart: string): Promise<string> =>
  member(
    (await bench.apis.client.send(new CreateResourceCommand({ restApiId: api.restApiId, parentId, pathPart }))).id,
  );

test('resources make a tree of paths, listed with the names of their methods, or with the methods', async () => {
  const { restApiId, rootResourceId } = api;
  const orders = await resource(rootResourceId, 'orders');
  const one = await resource(orders, '{id}');
  const method = { restApiId, resourceId: one, httpMethod: 'GET' };
  await bench.apis.client.send(new PutMethodCommand({ ...method, authorizationType: 'AWS_IAM' }));
  const listed = await bench.apis.client.send(new GetResourcesCommand({ restApiId }));
  expect(listed.items).toEqual([
    { id: rootResourceId, path: '/', resourceMethods: { GET: {} } },
    { id: orders, parentId: rootResourceId, pathPart: 'orders', path: '/orders' },
    { id: one, parentId: orders, pathPart: '{id}', path: '/orders/{id}', resourceMethods: { GET: {} } },
  ]);
  const embedded = await bench.apis.client.send(new GetResourcesCommand({ restApiId, embed: ['methods'] }));
  const iam = { httpMethod: 'GET', authorizationType: 'AWS_IAM', apiKeyRequired: false };
  expect(embedded.items?.[2]?.resourceMethods).toEqual({ GET: iam });
  expect(embedded.items?.[0]?.resourceMethods).toMatchObject({ GET: { methodIntegration: { type: 'MOCK' } } });
  const read = await bench.apis.client.send(new GetResourceCommand({ restApiId, resourceId: one, embed: ['methods'] }));
  expect(bodyOf(read)).toEqual(embedded.items?.[2]);
});

test('resources come in pages', async () => {
  for (const pathPart of ['c', 'a', 'b']) await resource(api.rootResourceId, pathPart);
  const { client } = bench.apis;
  const first = await client.send(new GetResourcesCommand({ restApiId: api.restApiId, limit: 3 }));
  const { items, position } = await client.send(
    new GetResourcesCommand({ restApiId: api.restApiId, limit: 3, position: first.position }),
  );
  expect(first.items?.map(({ path }) => path)).toEqual(['/', '/a', '/b']);
  expect(items?.map(({ path }) => path)).toEqual(['/c']);
  expect(position).toBeUndefined();
});

test.each<[string, string, string, string]>([
  ['orders', 'orders', 'ConflictException', 'Another resource with the same parent already has this name: orders'],
  [
    '{a}',
    '{b+}',
    'BadRequestException',
    'A sibling ({a}) of this resource already has a variable path part -- only one is allowed',
  ],
])('beside %s there is no %s', async (first, second, name, message) => {
  await resource(api.rootResourceId, first);
  await expect(refusal(resource(api.rootResourceId, second))).resolves.toMatchObject({ name, message });
});

test('nothing is below a greedy path part, nor below what is not there, nor named with odd characters', async () => {
  const greedy = await resource(api.rootResourceId, '{proxy+}');
  await expect(refusal(resource(greedy, 'a'))).resolves.toMatchObject({
    name: 'BadRequestException',
    message: 'Cannot create a child of a resource with a greedy path variable: {proxy+}',
  });
  const missing = { name: 'NotFoundException', message: 'Invalid Resource identifier specified', status: 404 };
  await expect(refusal(resource('abc123', 'a'))).resolves.toEqual(missing);
  for (const pathPart of ['a/b', '{a', 'a}', '', 'ä'])
    await expect(refusal(resource(api.rootResourceId, pathPart))).resolves.toMatchObject({
      name: 'BadRequestException',
    });
});

test('a deleted resource takes with it what is below; the root stays', async () => {
  const { restApiId, rootResourceId } = api;
  const orders = await resource(rootResourceId, 'orders');
  await resource(await resource(orders, '{id}'), 'lines');
  await bench.apis.client.send(new DeleteResourceCommand({ restApiId, resourceId: orders }));
  const { items } = await bench.apis.client.send(new GetResourcesCommand({ restApiId }));
  expect(items?.map(({ path }) => path)).toEqual(['/']);
  const root = bench.apis.client.send(new DeleteResourceCommand({ restApiId, resourceId: rootResourceId }));
  await expect(refusal(root)).resolves.toMatchObject({ name: 'BadRequestException' });
});
