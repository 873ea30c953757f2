/** UpdateRestApi: what can be patched, and how it is refused. The policy has a file of its own. */
import {
  CreateRestApiCommand,
  GetRestApiCommand,
  UpdateRestApiCommand,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { apisOf, bodyOf, type Apis } from '../../support/apis.ts';
import { startTestSandbox, type TestSandbox } from '../../support/bare-sandbox.ts';
import { member, refusal } from '../contract/answers.ts';

let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const get = ({ client }: Apis, restApiId: string) => client.send(new GetRestApiCommand({ restApiId }));
const patch = ({ client }: Apis, restApiId: string, ...patchOperations: PatchOperation[]) =>
  client.send(new UpdateRestApiCommand({ restApiId, patchOperations }));

test('patches change what they name, in their order, and answer with the whole API', async () => {
  const apis = apisOf(sandbox);
  const { restApiId } = await apis.privateApi();
  const before = await get(apis, restApiId);
  const changed = await patch(
    apis,
    restApiId,
    { op: 'replace', path: '/name', value: 'bills' },
    { op: 'replace', path: '/description', value: 'x' },
    { op: 'replace', path: '/version', value: '2' },
    { op: 'replace', path: '/apiKeySource', value: 'AUTHORIZER' },
    { op: 'replace', path: '/disableExecuteApiEndpoint', value: 'True' },
    { op: 'replace', path: '/minimumCompressionSize', value: '10' },
    { op: 'add', path: '/binaryMediaTypes/image~1png' },
    { op: 'add', path: '/binaryMediaTypes/image~1jpeg' },
    { op: 'replace', path: '/binaryMediaTypes/image~1png', value: 'image/gif' },
    { op: 'add', path: '/endpointConfiguration/vpcEndpointIds', value: 'vpce-0a1' },
    { op: 'add', path: '/endpointConfiguration/vpcEndpointIds', value: 'vpce-0b2' },
    { op: 'remove', path: '/endpointConfiguration/vpcEndpointIds', value: 'vpce-0a1' },
  );
  expect(bodyOf(changed)).toMatchObject({
    id: restApiId,
    policy: before.policy,
    name: 'bills',
    description: 'x',
    version: '2',
    apiKeySource: 'AUTHORIZER',
    disableExecuteApiEndpoint: true,
    minimumCompressionSize: 10,
    binaryMediaTypes: ['image/jpeg', 'image/gif'],
    endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'dualstack', vpcEndpointIds: ['vpce-0b2'] },
    tags: {},
  });
  const bare = await patch(
    apis,
    restApiId,
    { op: 'remove', path: '/description' },
    { op: 'replace', path: '/minimumCompressionSize' },
    { op: 'remove', path: '/binaryMediaTypes/image~1jpeg' },
  );
  expect(bare).not.toHaveProperty('description');
  expect(bare).not.toHaveProperty('minimumCompressionSize');
  expect(bare.binaryMediaTypes).toEqual(['image/gif']);
});

const replaceOnly = 'Invalid patch operation specified. Must be one of: [replace]';

test.each<[PatchOperation, string]>([
  [{ op: 'replace', path: '/binaryMediaTypes', value: 'a/b' }, 'Invalid patch path /binaryMediaTypes'],
  [
    { op: 'replace', path: '/endpointConfiguration/vpcEndpointIds/0', value: 'vpce-0a1' },
    'Invalid patch path /endpointConfiguration/vpcEndpointIds/0',
  ],
  [{ op: 'add', path: '/name', value: 'b' }, replaceOnly],
  [{ op: 'add', path: '/minimumCompressionSize', value: '1' }, replaceOnly],
  [
    { op: 'replace', path: '/minimumCompressionSize', value: 'a' },
    'Invalid minimum compression size, must be between 0 and 10485760',
  ],
  [
    { op: 'replace', path: '/endpointConfiguration/types/0', value: 'wrong' },
    'Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE',
  ],
  [
    { op: 'copy', path: '/endpointConfiguration/types/PRIVATE', from: '/name' },
    "Invalid patch operation specified. Must be 'add'|'remove'|'replace'",
  ],
  [
    { op: 'replace', path: '/endpointConfiguration/ipAddressType', value: 'ipv6' },
    'ipAddressType must be either ipv4 or dualstack.',
  ],
  [
    { op: 'replace', path: '/endpointConfiguration/ipAddressType', value: 'ipv4' },
    'Only dualstack ipAddressType is supported for Private APIs.',
  ],
])('the patch %j is refused, with all that come with it', async (operation, message) => {
  const apis = apisOf(sandbox);
  const { restApiId } = await apis.privateApi();
  const rename = { op: 'replace' as const, path: '/name', value: 'renamed' };
  const expected = { name: 'BadRequestException', message, status: 400 };
  await expect(refusal(patch(apis, restApiId, rename, operation))).resolves.toEqual(expected);
  await expect(get(apis, restApiId)).resolves.toMatchObject({ name: 'orders' });
});

test('an API goes from one endpoint type to another, but not from private to edge', async () => {
  const apis = apisOf(sandbox);
  const { id } = await apis.client.send(new CreateRestApiCommand({ name: 'orders' }));
  const to = (value: string): PatchOperation => ({ op: 'replace', path: '/endpointConfiguration/types/0', value });
  const made = await patch(apis, member(id), to('PRIVATE'));
  expect(made.endpointConfiguration).toEqual({ types: ['PRIVATE'], ipAddressType: 'dualstack' });
  await expect(refusal(patch(apis, member(id), to('EDGE')))).resolves.toMatchObject({ name: 'BadRequestException' });
  await expect(patch(apis, member(id), to('REGIONAL'))).resolves.toMatchObject({
    endpointConfiguration: { types: ['REGIONAL'] },
  });
});
