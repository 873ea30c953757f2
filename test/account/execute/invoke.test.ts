/** The data plane: who gets in, by the policy of the deployment that the stage serves. */
import { expect, test } from '@jest/globals';
import { findRestApi, saveRestApi } from '../../../account/sandbox/apigateway/state.ts';
import { World } from '../../../account/sandbox/core/world.ts';
import { invoke, type Invocation } from '../../../account/sandbox/execute/invoke.ts';
import type { Reply } from '../../../account/sandbox/execute/replies.ts';
import { everyone, policyOf, statement, type Api } from '../../support/apis.ts';
import { fenced, inside, outside, replacePolicy, request } from '../../support/requests-to-apis.ts';
import { member } from '../contract/answers.ts';
import { useApis } from '../../support/use-apis.ts';

const bench = useApis();
let api: Api;

const call = (more: Partial<Invocation> = {}): Reply => request(bench.sandbox, api, more);

test('a request that the policy allows reads the answer of the mock integration', async () => {
  api = await bench.apis.privateApi(fenced);
  await bench.apis.deploy(api, 'prod');
  expect(call()).toEqual({ status: 200, errorType: null, body: '{"hello":"world"}' });
});

test('a request from elsewhere is refused in API Gateway’s words', async () => {
  api = await bench.apis.privateApi(fenced);
  await bench.apis.deploy(api, 'prod');
  const resource = `arn:aws:execute-api:eu-west-1:********${bench.apis.accountId.slice(-4)}:${api.restApiId}/prod/GET/`;
  const message = `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${resource} with an explicit deny in a resource-based policy`;
  expect(call({ from: outside })).toEqual({
    status: 403,
    errorType: 'AccessDeniedException',
    body: JSON.stringify({ Message: message }),
  });
});

test('a policy that is saved and not deployed does not count; redeployed, it does', async () => {
  api = await bench.apis.privateApi(everyone);
  await bench.apis.deploy(api, 'prod');
  await replacePolicy(bench.apis, api, fenced);
  expect(call({ from: outside }).status).toBe(200);
  await bench.apis.deploy(api);
  expect(call({ from: outside }).status).toBe(200);
  await bench.apis.deploy(api, 'prod');
  expect(call({ from: outside }).status).toBe(403);
});

test('each stage is judged by its own deployment', async () => {
  api = await bench.apis.privateApi(everyone);
  await bench.apis.deploy(api, 'old');
  await replacePolicy(bench.apis, api, fenced);
  await bench.apis.deploy(api, 'new');
  expect([call({ from: outside, stage: 'old' }).status, call({ from: outside, stage: 'new' }).status]).toEqual([
    200, 403,
  ]);
});

test('the policy sees endpoint, VPC, address, method, path, signer and time', async () => {
  api = await bench.apis.privateApi(
    policyOf(
      statement({
        Principal: { AWS: 'arn:aws:iam::111122223333:user/alice' },
        Resource: 'execute-api:/prod/GET/orders',
        Condition: {
          StringEquals: { 'aws:SourceVpc': 'vpc-0a1', 'aws:SourceVpce': 'vpce-0a1' },
          IpAddress: { 'aws:VpcSourceIp': '10.1.0.0/16' },
          DateLessThan: { 'aws:CurrentTime': '2026-03-02T00:00:00Z' },
        },
      }),
    ),
  );
  await bench.apis.addMethod(api, 'orders', { authorizationType: 'AWS_IAM' });
  await bench.apis.deploy(api, 'prod');
  const principalArn = 'arn:aws:iam::111122223333:user/alice';
  const from = { ...inside, sourceIp: '10.1.2.3' };
  const good: Partial<Invocation> = { path: '/orders', principalArn, identity: 'allow', from };
  expect(call(good).status).toBe(200);
  for (const bad of [
    { from: inside },
    { from: { ...from, vpcId: 'vpc-0b2' } },
    { from: { ...from, vpcEndpointId: 'vpce-0b2' } },
    { principalArn: 'arn:aws:iam::111122223333:user/bob' },
  ])
    expect(call({ ...good, ...bad }).status).toBe(403);
  expect(call(good).status).toBe(200);
  await bench.sandbox.clock.advance(Date.parse('2026-03-02T00:00:00Z') - bench.sandbox.clock.now());
  expect(call(good).status).toBe(403);
});

test('unknown paths and methods lack a token, unknown hosts and stages are forbidden', async () => {
  api = await bench.apis.privateApi(everyone);
  await bench.apis.deploy(api, 'prod');
  for (const more of [{ path: '/none' }, { httpMethod: 'PUT' }])
    expect(call(more)).toMatchObject({ status: 403, errorType: 'MissingAuthenticationTokenException' });
  const forbidden = { status: 403, errorType: 'ForbiddenException', body: '{"message":"Forbidden"}' };
  for (const more of [
    { restApiId: 'abcde12345' },
    { stage: 'none' },
    { region: 'us-east-1' },
    { ownerAccountId: '999999999999' },
  ])
    expect(call(more)).toEqual(forbidden);
  expect(call({ region: 'eu-west-1', ownerAccountId: bench.apis.accountId }).status).toBe(200);
});

test('a public API is not reached through an endpoint, and a disabled one not at all', async () => {
  api = await bench.apis.privateApi(everyone, { endpointConfiguration: { types: ['REGIONAL'] } });
  await bench.apis.deploy(api, 'prod');
  expect(call()).toMatchObject({ body: '{"message":"Forbidden"}' });
  api = await bench.apis.privateApi(everyone, { disableExecuteApiEndpoint: true });
  await bench.apis.deploy(api, 'prod');
  expect(call()).toMatchObject({ body: '{"message":"Forbidden"}' });
});

test('a stage that came to serve no policy lets nobody in, whatever an identity says', async () => {
  api = await bench.apis.privateApi(null, { endpointConfiguration: { types: ['REGIONAL'] } });
  await bench.apis.addMethod(api, 'orders', { authorizationType: 'AWS_IAM' });
  await bench.apis.deploy(api, 'prod');
  await bench.apis.seed('UpdateRestApi', {
    restApiId: api.restApiId,
    patchOperations: [{ op: 'replace', path: '/endpointConfiguration/types/REGIONAL', value: 'PRIVATE' }],
  });
  const principalArn = `arn:aws:iam::${bench.apis.accountId}:root`;
  expect(call({ path: '/orders', principalArn, identity: 'allow' }).status).toBe(403);
});

test('where AWS does not document the outcome, the bench.sandbox says so', async () => {
  const world = new World({
    clock: bench.sandbox.clock,
    judge: () => 'unclear',
    caller: () => bench.sandbox.world.call,
  });
  api = await bench.apis.privateApi(everyone);
  await bench.apis.deploy(api, 'prod');
  saveRestApi(world.region(bench.apis.accountId, 'eu-west-1'), member(findRestApi(bench.apis.region, api.restApiId)));
  const reply = invoke(world, { from: inside, restApiId: api.restApiId, stage: 'prod', httpMethod: 'GET', path: '/' });
  expect(reply).toMatchObject({ status: 501, errorType: 'NotModelledBySandbox' });
  expect(reply.body).toContain('AWS does not document it');
});

test('a canary gets its share of the requests, judged by its own policy', async () => {
  api = await bench.apis.privateApi(everyone);
  await bench.apis.deploy(api, 'prod');
  await replacePolicy(bench.apis, api, fenced);
  await bench.apis.deploy(api, 'prod', { canarySettings: { percentTraffic: 30 } });
  const statuses = Array.from({ length: 100 }, () => call({ from: outside }).status);
  expect(statuses.filter((status) => status === 403)).toHaveLength(30);
  expect(statuses.slice(0, 10)).toEqual([200, 200, 200, 403, 200, 200, 403, 200, 200, 403]);
  expect(call({ from: outside, canary: true }).status).toBe(403);
  expect(call({ from: outside, canary: false }).status).toBe(200);
});

test('an integration that is no mock is told, since there is no back end', async () => {
  api = await bench.apis.privateApi(everyone);
  const key = { restApiId: api.restApiId, resourceId: api.rootResourceId, httpMethod: 'GET' };
  await bench.apis.seed('PutIntegration', { ...key, type: 'HTTP_PROXY', uri: 'https://example.com' });
  await bench.apis.deploy(api, 'prod');
  expect(call()).toEqual({
    status: 200,
    errorType: null,
    body: '{"integration":"HTTP_PROXY","uri":"https://example.com"}',
  });
});
