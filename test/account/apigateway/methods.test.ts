/** Methods, integrations and authorizers. */
import {
  CreateAuthorizerCommand,
  DeleteMethodCommand,
  GetAuthorizersCommand,
  GetIntegrationCommand,
  GetMethodCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  UpdateMethodCommand,
  type PatchOperation,
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

const key = (httpMethod = 'GET') => ({ restApiId: api.restApiId, resourceId: api.rootResourceId, httpMethod });

test('a method and its integration are what was put, with the defaults', async () => {
  const { client } = bench.apis;
  const put = await client.send(
    new PutMethodCommand({
      ...key('POST'),
      authorizationType: 'NONE',
      requestParameters: { 'method.request.header.x': true },
    }),
  );
  expect(put).toMatchObject({ httpMethod: 'POST', authorizationType: 'NONE', apiKeyRequired: false });
  const uri = 'https://orders.example.com';
  const integration = await client.send(
    new PutIntegrationCommand({ ...key('POST'), type: 'HTTP', integrationHttpMethod: 'PUT', uri }),
  );
  const expected = {
    type: 'HTTP',
    httpMethod: 'PUT',
    uri,
    passthroughBehavior: 'WHEN_NO_MATCH',
    timeoutInMillis: 29_000,
    cacheNamespace: api.rootResourceId,
    cacheKeyParameters: [],
  };
  expect(integration).toMatchObject(expected);
  await client.send(new PutMethodResponseCommand({ ...key('POST'), statusCode: '200' }));
  const response = { statusCode: '200', responseTemplates: { 'application/json': '{}' } };
  await client.send(new PutIntegrationResponseCommand({ ...key('POST'), ...response }));
  const integrationResponses = { '200': response };
  await expect(client.send(new GetIntegrationCommand(key('POST')))).resolves.toMatchObject({
    ...expected,
    integrationResponses,
  });
  await expect(client.send(new GetMethodCommand(key('POST')))).resolves.toMatchObject({
    requestParameters: { 'method.request.header.x': true },
    methodResponses: { '200': { statusCode: '200' } },
    methodIntegration: { ...expected, integrationResponses },
  });
  await client.send(new DeleteMethodCommand(key('POST')));
  await expect(refusal(client.send(new GetMethodCommand(key('POST'))))).resolves.toEqual({
    name: 'NotFoundException',
    message: 'Invalid Method identifier specified',
    status: 404,
  });
});

test('what is not there is told from the resource down', async () => {
  const put = (more: object) =>
    refusal(bench.apis.client.send(new PutMethodCommand({ ...key('PUT'), authorizationType: 'NONE', ...more })));
  const noResource = { name: 'NotFoundException', message: 'Invalid Resource identifier specified' };
  await expect(put({ restApiId: 'abcde12345' })).resolves.toMatchObject(noResource);
  await expect(put({ resourceId: 'abc123' })).resolves.toMatchObject(noResource);
  await bench.apis.client.send(new PutMethodCommand({ ...key('PUT'), authorizationType: 'NONE' }));
  const integration = (httpMethod: string) =>
    refusal(bench.apis.client.send(new GetIntegrationCommand(key(httpMethod))));
  await expect(integration('PUT')).resolves.toMatchObject({ message: 'Invalid Integration identifier specified' });
  await expect(integration('HEAD')).resolves.toMatchObject({ message: 'Invalid Method identifier specified' });
});

const noAuthorizer =
  'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.';

test('a method is put once, under a name of HTTP, and with an authorizer that fits', async () => {
  const put = (more: object) =>
    refusal(bench.apis.client.send(new PutMethodCommand({ ...key('PUT'), authorizationType: 'NONE', ...more })));
  await expect(put({ httpMethod: 'GET' })).resolves.toMatchObject({ name: 'ConflictException', status: 409 });
  await expect(put({ httpMethod: 'get' })).resolves.toMatchObject({
    message: 'Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY',
  });
  await expect(put({ authorizationType: 'CUSTOM' })).resolves.toMatchObject({ message: noAuthorizer });
  await expect(put({ authorizationType: 'CUSTOM', authorizerId: 'abc123' })).resolves.toMatchObject({
    message: noAuthorizer,
  });
  await expect(put({ authorizationType: 'OAUTH' })).resolves.toMatchObject({ name: 'BadRequestException' });
});

const authorizerUri = 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/f/invocations';

test('authorizers are made, listed and named by methods', async () => {
  const { client } = bench.apis;
  const { restApiId } = api;
  const given = {
    name: 'tokens',
    type: 'TOKEN' as const,
    authorizerUri,
    identitySource: 'method.request.header.Authorization',
  };
  const authorizer = await client.send(new CreateAuthorizerCommand({ restApiId, ...given }));
  expect(bodyOf(authorizer)).toEqual({ ...given, id: expect.any(String) });
  expect((await client.send(new GetAuthorizersCommand({ restApiId }))).items).toEqual([bodyOf(authorizer)]);
  const patch = (...patchOperations: PatchOperation[]) =>
    client.send(new UpdateMethodCommand({ ...key(), patchOperations }));
  const type = (value: string): PatchOperation => ({ op: 'replace', path: '/authorizationType', value });
  const id: PatchOperation = { op: 'replace', path: '/authorizerId', value: member(authorizer.id) };
  await expect(patch(type('CUSTOM'), id)).resolves.toMatchObject({
    authorizationType: 'CUSTOM',
    authorizerId: authorizer.id,
  });
  await expect(refusal(patch(type('COGNITO_USER_POOLS')))).resolves.toMatchObject({ message: noAuthorizer });
  expect(await patch(type('AWS_IAM'))).not.toHaveProperty('authorizerId');
});

test('an authorizer needs a function or a user pool, and an API', async () => {
  const { restApiId } = api;
  const created = (more: object) =>
    refusal(bench.apis.client.send(new CreateAuthorizerCommand({ restApiId, name: 'a', type: 'TOKEN', ...more })));
  await expect(created({})).resolves.toMatchObject({ name: 'BadRequestException' });
  await expect(created({ type: 'COGNITO_USER_POOLS' })).resolves.toMatchObject({ name: 'BadRequestException' });
  await expect(created({ restApiId: 'abcde12345', authorizerUri })).resolves.toMatchObject({
    name: 'ConflictException',
    message: 'Unable to complete operation due to concurrent modification. Please try again later.',
  });
});

test('a method is patched as a whole or not at all', async () => {
  const patch = (...patchOperations: PatchOperation[]) =>
    bench.apis.client.send(new UpdateMethodCommand({ ...key(), patchOperations }));
  const apiKey: PatchOperation = { op: 'replace', path: '/apiKeyRequired', value: 'true' };
  const parameter = '/requestParameters/method.request.querystring.page';
  await expect(patch(apiKey, { op: 'add', path: parameter, value: 'true' })).resolves.toMatchObject({
    apiKeyRequired: true,
    requestParameters: { 'method.request.querystring.page': true },
  });
  expect(await patch({ op: 'remove', path: parameter })).not.toHaveProperty('requestParameters');
  const off: PatchOperation = { ...apiKey, value: 'false' };
  await expect(refusal(patch(off, { op: 'replace', path: '/httpMethod', value: 'PUT' }))).resolves.toMatchObject({
    message: 'Invalid patch path /httpMethod',
  });
  await expect(refusal(patch(off, { ...apiKey, op: 'add' }))).resolves.toMatchObject({
    message: 'Invalid patch operation specified. Must be one of: [replace]',
  });
  await expect(bench.apis.client.send(new GetMethodCommand(key()))).resolves.toMatchObject({ apiKeyRequired: true });
});
