/** The data plane over HTTP. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { apisOf, policyOf, statement, type Api, type Apis } from '../../support/apis.ts';
import { startTestSandbox, type TestSandbox } from '../../support/bare-sandbox.ts';

let sandbox: TestSandbox;
let apis: Apis;
let api: Api;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  apis = apisOf(sandbox);
  const fence = statement({ Effect: 'Deny', Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-0a1' } } });
  api = await apis.privateApi(policyOf(statement(), fence));
  await apis.addMethod(api, 'orders', { authorizationType: 'AWS_IAM', httpMethod: 'POST' }, '{"made":true}');
  await apis.deploy(api, 'prod');
  await apis.seed('UpdateRestApi', {
    restApiId: api.restApiId,
    patchOperations: [{ op: 'replace', path: '/policy', value: JSON.stringify(policyOf(fence)) }],
  });
  await apis.deploy(api, 'prod', { canarySettings: { percentTraffic: 0 } });
});
afterAll(() => sandbox.close());

const network = { 'X-Sandbox-Vpce': 'vpce-0a1', 'X-Sandbox-Vpc': 'vpc-0a1' };

async function call(headers: Record<string, string>, path = '/', method = 'GET') {
  const url = `${sandbox.endpoint}/_execute/${api.restApiId}/prod${path}`;
  const answer = await fetch(url, { method, headers: { ...network, ...headers } });
  return { status: answer.status, error: answer.headers.get('x-amzn-errortype'), body: await answer.text() };
}

test('a request gets in, or is refused, by what its headers say of the network', async () => {
  await expect(call({})).resolves.toEqual({ status: 200, error: null, body: '{"hello":"world"}' });
  const refused = await call({ 'X-Sandbox-Vpc': 'vpc-0b2', 'X-Sandbox-Account': '999999999999' });
  expect(refused).toMatchObject({ status: 403, error: 'AccessDeniedException' });
  expect(refused.body).toContain('with an explicit deny');
});

test('the other headers tell of signer, identity, place and canary', async () => {
  const signer = { 'X-Sandbox-Principal': 'arn:aws:iam::999999999999:user/x' };
  await expect(call(signer, '/orders', 'POST')).resolves.toMatchObject({ status: 403 });
  const allowed = { ...signer, 'X-Sandbox-Identity': 'allow' };
  await expect(call(allowed, '/orders', 'POST')).resolves.toMatchObject({ status: 200, body: '{"made":true}' });
  await expect(call({ 'X-Sandbox-Region': 'us-east-1' })).resolves.toMatchObject({ body: '{"message":"Forbidden"}' });
  await expect(call({ 'X-Sandbox-Owner-Account': apis.accountId })).resolves.toMatchObject({ status: 200 });
  await expect(call({ 'X-Sandbox-Canary': 'true' })).resolves.toMatchObject({ status: 403 });
});

test('a stage without a path is its root, and a path is taken as it came', async () => {
  await expect(call({}, '')).resolves.toMatchObject({ status: 200 });
  await expect(call({}, '/a%20b')).resolves.toMatchObject({ body: '{"message":"Missing Authentication Token"}' });
});

test.each([
  ['X-Sandbox-Identity', 'maybe'],
  ['X-Sandbox-Authorizer', 'yes'],
  ['X-Sandbox-Account', '1'],
  ['X-Sandbox-Source-Ip', 'here'],
  ['X-Sandbox-Principal', 'alice'],
  ['X-Sandbox-Canary', '1'],
])('a header %s: %s is refused by name', async (name, value) => {
  const { status, body } = await call({ [name]: value });
  expect(status).toBe(400);
  expect(body.toLowerCase()).toContain(name.toLowerCase());
});

test('a request must say where it comes from', async () => {
  const answer = await fetch(`${sandbox.endpoint}/_execute/${api.restApiId}/prod/`);
  expect(answer.status).toBe(400);
  await expect(answer.text()).resolves.toContain('vpce');
});

test('other paths are not the data plane’s', async () => {
  const answer = await fetch(`${sandbox.endpoint}/_execute/${api.restApiId}`, { headers: network });
  expect(answer.status).not.toBe(200);
  expect(answer.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
});
