/** REST APIs: made, read, listed, deleted; and what a patch changes. */
import {
  CreateRestApiCommand,
  DeleteRestApiCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  paginateGetRestApis,
  UpdateRestApiCommand,
  type CreateRestApiCommandInput,
} from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { apisOf, bodyOf, clientOf, type Apis } from '../../support/apis.ts';
import { collect } from '../../support/collect.ts';
import { startTestSandbox, type TestSandbox } from '../../support/bare-sandbox.ts';
import { member, refusal } from '../contract/answers.ts';

let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const create = ({ client }: Apis, input: Partial<CreateRestApiCommandInput> = {}) =>
  client.send(new CreateRestApiCommand({ name: 'orders', ...input }));
const get = ({ client }: Apis, restApiId: string) => client.send(new GetRestApiCommand({ restApiId }));
const patch = ({ client }: Apis, restApiId: string) =>
  client.send(new UpdateRestApiCommand({ restApiId, patchOperations: [] }));

test('a new API has the defaults, and its answers the form, of API Gateway', async () => {
  const apis = apisOf(sandbox);
  const created = await create(apis);
  expect(created.$metadata.httpStatusCode).toBe(201);
  expect(bodyOf(created)).toEqual({
    id: expect.stringMatching(/^[0-9a-z]{10}$/),
    rootResourceId: expect.stringMatching(/^[0-9a-z]{10}$/),
    name: 'orders',
    createdDate: new Date(sandbox.clock.now()),
    apiKeySource: 'HEADER',
    endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
    disableExecuteApiEndpoint: false,
    apiStatus: 'AVAILABLE',
  });
  expect(bodyOf(await get(apis, member(created.id)))).toEqual({ ...bodyOf(created), tags: {} });
  expect((await apis.client.send(new GetRestApisCommand({}))).items).toEqual([bodyOf(created)]);
});

test('all that can be said of an API is kept', async () => {
  const apis = apisOf(sandbox);
  const given = {
    description: 'of the shop',
    version: 'v1',
    binaryMediaTypes: ['image/png'],
    minimumCompressionSize: 0,
    apiKeySource: 'AUTHORIZER' as const,
    endpointConfiguration: { types: ['PRIVATE' as const], vpcEndpointIds: ['vpce-0a1b2c3d4e5f60718'] },
    tags: { team: 'shop' },
    disableExecuteApiEndpoint: true,
  };
  const { id } = await create(apis, given);
  const endpointConfiguration = { ...given.endpointConfiguration, ipAddressType: 'dualstack' };
  await expect(get(apis, member(id))).resolves.toMatchObject({ ...given, endpointConfiguration });
});

test.each<[string, Partial<CreateRestApiCommandInput>, string]>([
  [
    'two endpoint types',
    { endpointConfiguration: { types: ['PRIVATE', 'EDGE'] } },
    'Cannot create an api with multiple Endpoint Types.',
  ],
  [
    'no endpoint type',
    { endpointConfiguration: { types: [] } },
    'REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.',
  ],
  [
    'a private API with IPv4 alone',
    { endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'ipv4' } },
    'Only dualstack ipAddressType is supported for Private APIs.',
  ],
  [
    'VPC endpoints of a public API',
    { endpointConfiguration: { types: ['REGIONAL'], vpcEndpointIds: ['vpce-0a1'] } },
    'VPCEndpoints can only be specified with PRIVATE apis.',
  ],
  ['an empty description', { description: '' }, 'Description cannot be an empty string'],
  [
    'compression above the maximum',
    { minimumCompressionSize: 10_485_761 },
    'Invalid minimum compression size, must be between 0 and 10485760',
  ],
])('%s is refused', async (_, input, message) => {
  const apis = apisOf(sandbox);
  await expect(refusal(create(apis, input))).resolves.toEqual({ name: 'BadRequestException', message, status: 400 });
  expect((await apis.client.send(new GetRestApisCommand({}))).items).toEqual([]);
});

test('what breaks the model, or is not modelled, is refused by name', async () => {
  const apis = apisOf(sandbox);
  await expect(refusal(create(apis, { minimumCompressionSize: Number.NaN }))).resolves.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining('minimumCompressionSize'),
  });
  await expect(refusal(create(apisOf(sandbox), { cloneFrom: 'abcde12345' }))).resolves.toMatchObject({
    name: 'NotModelledBySandbox',
    message: expect.stringContaining('cloneFrom'),
    status: 501,
  });
});

test('an API that is not there, or in another Region or account, is not found', async () => {
  const apis = apisOf(sandbox);
  const { id } = await create(apis);
  const restApiId = member(id);
  for (const other of [apisOf(sandbox), { ...apis, client: clientOf(sandbox, apis.accountId, 'us-east-1') }])
    await expect(refusal(get(other, restApiId))).resolves.toMatchObject({ name: 'NotFoundException', status: 404 });
  const message = `Invalid API identifier specified ${apis.accountId}:${restApiId.toUpperCase()}`;
  for (const call of [get, patch])
    await expect(refusal(call(apis, restApiId.toUpperCase()))).resolves.toMatchObject({ message });
});

test('a deleted API is gone', async () => {
  const apis = apisOf(sandbox);
  const { restApiId } = await apis.privateApi();
  const { $metadata } = await apis.client.send(new DeleteRestApiCommand({ restApiId }));
  expect($metadata.httpStatusCode).toBe(202);
  await expect(refusal(get(apis, restApiId))).resolves.toMatchObject({ name: 'NotFoundException' });
  expect((await apis.client.send(new GetRestApisCommand({}))).items).toEqual([]);
});

test('lists come in pages: 25 unless told, 500 at most', async () => {
  const apis = apisOf(sandbox);
  for (let index = 0; index < 502; index += 1) await apis.seed('CreateRestApi', { name: `api-${index}` });
  const page = async (limit?: number) => (await apis.client.send(new GetRestApisCommand({ limit }))).items?.length;
  expect([await page(), await page(500), await page(501), await page(0)]).toEqual([25, 500, 500, 25]);
  const pages = await collect(paginateGetRestApis({ client: apis.client, pageSize: 251 }, {}));
  expect(pages.map(({ items }) => items?.length)).toEqual([251, 251]);
  expect(pages[1]?.position).toBeUndefined();
  const names = pages.flatMap(({ items = [] }) => items.map(({ name }) => name));
  expect(names).toEqual(Array.from({ length: 502 }, (_, index) => `api-${index}`));
});

test('an API that goes between two pages hides no other', async () => {
  const apis = apisOf(sandbox);
  for (const name of ['a', 'b', 'c', 'd']) await apis.seed('CreateRestApi', { name });
  const { items = [], position } = await apis.client.send(new GetRestApisCommand({ limit: 2 }));
  for (const { id } of items) await apis.seed('DeleteRestApi', { restApiId: member(id) });
  const rest = await apis.client.send(new GetRestApisCommand({ limit: 2, position }));
  expect(rest.items?.map(({ name }) => name)).toEqual(['c', 'd']);
  await expect(refusal(apis.client.send(new GetRestApisCommand({ position: '?' })))).resolves.toMatchObject({
    name: 'BadRequestException',
  });
});
