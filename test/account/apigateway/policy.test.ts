/** Resource policies: checked, rewritten and escaped as API Gateway does. */
import {
  CreateRestApiCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  UpdateRestApiCommand,
  type Op,
} from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { apisOf, everyone, policyOf, statement, type Apis } from '../../support/apis.ts';
import { startTestSandbox, type TestSandbox } from '../../support/bare-sandbox.ts';
import { decoded, refusal } from '../contract/answers.ts';

let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const invalid = {
  name: 'BadRequestException',
  message: 'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.',
  status: 400,
};

function patch({ client }: Apis, restApiId: string, value: string | undefined, op: Op = 'replace') {
  return client.send(new UpdateRestApiCommand({ restApiId, patchOperations: [{ op, path: '/policy', value }] }));
}

async function saved(apis: Apis, policy: object): Promise<unknown> {
  const { restApiId } = await apis.privateApi(null);
  return decoded((await patch(apis, restApiId, JSON.stringify(policy))).policy);
}

test('the policy comes back as the inside of a JSON string literal, slashes escaped, in every answer', async () => {
  const apis = apisOf(sandbox);
  const policy = JSON.stringify(everyone);
  const created = await apis.client.send(new CreateRestApiCommand({ name: 'orders', policy }));
  const restApiId = created.id ?? '';
  const expected = `{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":\\"*\\",\\"Action\\":\\"execute-api:Invoke\\",\\"Resource\\":\\"arn:aws:execute-api:eu-west-1:${apis.accountId}:${restApiId}\\/*\\"}]}`;
  expect(created.policy).toBe(expected);
  expect((await patch(apis, restApiId, policy)).policy).toBe(expected);
  expect((await apis.client.send(new GetRestApiCommand({ restApiId }))).policy).toBe(expected);
  expect((await apis.client.send(new GetRestApisCommand({}))).items).toMatchObject([{ policy: expected }]);
});

test('quotes, backslashes and slashes inside of values survive', async () => {
  const apis = apisOf(sandbox);
  const Condition = { StringEquals: { 'aws:UserAgent': 'a "b" \\c/d\n\u00e9' } };
  await expect(saved(apis, policyOf(statement({ Condition })))).resolves.toMatchObject({ Statement: [{ Condition }] });
});

test('short resources become ARNs of the partition, Region, account and API; others stay', async () => {
  const apis = apisOf(sandbox, 'cn-north-1');
  const { restApiId } = await apis.privateApi(null);
  const Resource = ['execute-api:/prod/GET/orders', '*', 'arn:aws-cn:execute-api:*:*:*', 'execute-api:prod'];
  const { policy } = await patch(apis, restApiId, JSON.stringify(policyOf(statement({ Resource }))));
  const own = `arn:aws-cn:execute-api:cn-north-1:${apis.accountId}:${restApiId}/prod/GET/orders`;
  expect(decoded(policy)).toMatchObject({ Statement: [{ Resource: [own, ...Resource.slice(1)] }] });
});

test('a list of one becomes that one, but not the list of statements', async () => {
  const Condition = { StringEquals: { 'aws:SourceVpce': ['vpce-0a1'] } };
  const lists = { Principal: { AWS: ['*'] }, Action: ['execute-api:Invoke'], Resource: ['*'], Condition };
  await expect(saved(apisOf(sandbox), policyOf(statement(lists)))).resolves.toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'execute-api:Invoke',
        Resource: '*',
        Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-0a1' } },
      },
    ],
  });
  const two = { Action: ['execute-api:Invoke', 'execute-api:*'], Resource: ['a', 'b'] };
  await expect(saved(apisOf(sandbox), policyOf(statement(two)))).resolves.toMatchObject({ Statement: [two] });
});

test('keys keep their order, and one statement that is no list stays so', async () => {
  const apis = apisOf(sandbox);
  const policy = { Statement: { Resource: '*', Action: '*', Principal: '*', Effect: 'Deny', Sid: 's' }, Id: 'i' };
  expect(JSON.stringify(await saved(apis, policy))).toBe(JSON.stringify(policy));
});

test('8,192 characters are taken, 8,193 are not', async () => {
  const apis = apisOf(sandbox);
  const { restApiId } = await apis.privateApi(null);
  const filled = (length: number): string => {
    const bare = JSON.stringify(policyOf(statement({ Sid: '' })));
    return JSON.stringify(policyOf(statement({ Sid: 'x'.repeat(length - bare.length) })));
  };
  expect(filled(8192)).toHaveLength(8192);
  const { policy } = await patch(apis, restApiId, filled(8192));
  expect(decoded(policy)).toMatchObject({ Statement: [{ Effect: 'Allow' }] });
  await expect(refusal(patch(apis, restApiId, filled(8193)))).resolves.toMatchObject({
    name: 'BadRequestException',
    status: 400,
  });
  expect((await apis.client.send(new GetRestApiCommand({ restApiId }))).policy).toBe(policy);
});

const [one] = [statement()];

test.each<[string, string]>([
  ['no JSON', '{'],
  ['no object', '"*"'],
  ['escaped already', JSON.stringify(everyone).replaceAll('"', '\\"')],
  ['no statement', '{"Version":"2012-10-17"}'],
  ['an empty list of statements', JSON.stringify(policyOf())],
  ['an unknown version', JSON.stringify({ ...everyone, Version: '2012-10-18' })],
  ['an unknown element', JSON.stringify(policyOf({ ...one, Resources: '*' }))],
  ['an unknown effect', JSON.stringify(policyOf(statement({ Effect: 'allow' })))],
  ['no principal', JSON.stringify(policyOf(statement({ Principal: undefined })))],
  ['both principals', JSON.stringify(policyOf(statement({ NotPrincipal: '*' })))],
  ['a principal that is none', JSON.stringify(policyOf(statement({ Principal: { AWS: '12345' } })))],
  ['an empty principal', JSON.stringify(policyOf(statement({ Principal: {} })))],
  ['an action of another service', JSON.stringify(policyOf(statement({ Action: 's3:GetObject' })))],
  ['no action', JSON.stringify(policyOf(statement({ Action: undefined })))],
  ['no resource', JSON.stringify(policyOf(statement({ Resource: undefined })))],
  ['a condition that is no test', JSON.stringify(policyOf(statement({ Condition: { StringEquals: 'x' } })))],
  [
    'an operator that is none',
    JSON.stringify(policyOf(statement({ Condition: { StringIs: { 'aws:SourceVpc': 'vpc-0a1' } } }))),
  ],
  ['a key twice', JSON.stringify(everyone).replace('"Effect":"Allow"', '"Effect":"Allow","Effect":"Deny"')],
])('a policy with %s is refused and changes nothing', async (_, text) => {
  const apis = apisOf(sandbox);
  const { restApiId } = await apis.privateApi();
  const before = await apis.client.send(new GetRestApiCommand({ restApiId }));
  await expect(refusal(patch(apis, restApiId, text))).resolves.toEqual(invalid);
  const after = await apis.client.send(new GetRestApiCommand({ restApiId }));
  expect(after.policy).toBe(before.policy);
});

test.each<[string, object]>([
  ['an empty list of actions', statement({ Action: [] })],
  ['wildcards', statement({ Action: '*', Principal: { AWS: '*' }, Resource: '*' })],
  [
    'an account, a role and a session',
    statement({
      Principal: {
        AWS: ['111122223333', 'arn:aws:iam::111122223333:role/app', 'arn:aws:sts::111122223333:assumed-role/app/x'],
      },
    }),
  ],
  ['a service', statement({ Principal: { Service: 'events.amazonaws.com' } })],
  ['what is not meant', { Effect: 'Deny', NotPrincipal: '*', NotAction: 'execute-api:Invoke', NotResource: '*' }],
  ['a condition with several values', statement({ Condition: { Bool: { 'aws:SecureTransport': [true, 'false'] } } })],
  ['a key that looks like one twice', statement({ Sid: '"Effect":"Deny",' })],
])('a policy with %s is taken', async (_, given) => {
  await expect(saved(apisOf(sandbox), policyOf(given))).resolves.toMatchObject({ Version: '2012-10-17' });
});

test('an empty text removes the policy: the member is absent', async () => {
  const apis = apisOf(sandbox);
  const { restApiId } = await apis.privateApi();
  expect(await patch(apis, restApiId, '')).not.toHaveProperty('policy');
  expect(await apis.client.send(new GetRestApiCommand({ restApiId }))).not.toHaveProperty('policy');
});

test('a policy is replaced, neither added nor removed, and never without a value', async () => {
  const apis = apisOf(sandbox);
  const { restApiId } = await apis.privateApi();
  const message = 'Invalid patch operation specified. Must be one of: [replace]';
  for (const op of ['add', 'remove'] as const)
    await expect(refusal(patch(apis, restApiId, '{}', op))).resolves.toMatchObject({ message, status: 400 });
  await expect(refusal(patch(apis, restApiId, undefined))).resolves.toMatchObject({ name: 'BadRequestException' });
  expect(await apis.client.send(new GetRestApiCommand({ restApiId }))).toHaveProperty('policy');
});

test('an API with a bad policy is not created', async () => {
  const { client } = apisOf(sandbox);
  await expect(refusal(client.send(new CreateRestApiCommand({ name: 'a', policy: '{}' })))).resolves.toEqual(invalid);
  expect((await client.send(new GetRestApisCommand({}))).items).toEqual([]);
});
