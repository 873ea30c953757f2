/** GetExport: what a stage serves, as an OpenAPI document. */
import { GetExportCommand, type GetExportCommandInput } from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { apisOf, everyone, policyOf, statement, type Apis } from '../../support/apis.ts';
import {
  endpointConfiguration,
  exported,
  extensions,
  importApi,
  integration,
  methodsOf,
  oas30,
  responses,
  schemes,
} from '../../support/openapi.ts';
import { startTestSandbox, type TestSandbox } from '../../support/bare-sandbox.ts';
import { member, refusal } from '../contract/answers.ts';

let sandbox: TestSandbox;
let apis: Apis;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
beforeEach(() => {
  apis = apisOf(sandbox);
});
afterAll(() => sandbox.close());

const deploy = (restApiId: string) => apis.seed('CreateDeployment', { restApiId, stageName: 'prod' });

const json = async (restApiId: string, more: Partial<GetExportCommandInput> = {}): Promise<unknown> =>
  JSON.parse(await exported(apis, restApiId, more));

test('what is exported with the extensions is what was imported', async () => {
  const { id } = await importApi(apis, oas30);
  const restApiId = member(id);
  await deploy(restApiId);
  const { openapi, info, components } = oas30;
  const get = {
    operationId: 'GetOrder',
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'full', in: 'query', schema: { type: 'string' } },
    ],
    responses,
    security: [{ sigv4: [] }],
    ...integration,
  };
  const parameters = [get.parameters[0]];
  const { put: putOperation, post } = oas30.paths['/orders/{id}'];
  expect(await json(restApiId, { parameters: extensions })).toEqual({
    openapi,
    info,
    components,
    servers: [
      {
        url: `https://${restApiId}.execute-api.eu-west-1.amazonaws.com/{basePath}`,
        variables: { basePath: { default: 'prod' } },
        'x-amazon-apigateway-endpoint-configuration': endpointConfiguration,
      },
    ],
    paths: {
      '/': { 'x-amazon-apigateway-any-method': { responses: {}, ...integration } },
      '/orders/{id}': { get, put: { ...putOperation, parameters }, post: { ...post, parameters } },
    },
    'x-amazon-apigateway-policy': policyOf(
      statement({ Resource: `arn:aws:execute-api:eu-west-1:${apis.accountId}:${restApiId}/*` }),
    ),
  });
});

test('an export is imported as the same API, in either dialect', async () => {
  for (const exportType of ['oas30', 'swagger']) {
    apis = apisOf(sandbox);
    const { id } = await importApi(apis, oas30);
    await deploy(member(id));
    const document = await exported(apis, member(id), { exportType, parameters: extensions });
    await sandbox.clock.advance(3000);
    const second = await importApi(apis, document, { failOnWarnings: true });
    await deploy(member(second.id));
    const again = await exported(apis, member(second.id), { exportType, parameters: extensions });
    expect(again.replaceAll(member(second.id), member(id))).toBe(document);
    expect(await methodsOf(apis, member(second.id))).toEqual(await methodsOf(apis, member(id)));
  }
});

test('without the extensions nothing in an export is called x-amazon', async () => {
  const { id } = await importApi(apis, oas30);
  await deploy(member(id));
  for (const exportType of ['oas30', 'swagger']) {
    const text = await exported(apis, member(id), { exportType });
    expect(text).not.toContain('x-amazon');
    expect(text).toContain('/orders/{id}');
  }
});

test('a Swagger export has host, base path and endpoint configuration at the top', async () => {
  const { id } = await importApi(apis, oas30);
  await deploy(member(id));
  expect(await json(member(id), { exportType: 'swagger', parameters: extensions })).toMatchObject({
    swagger: '2.0',
    host: `${member(id)}.execute-api.eu-west-1.amazonaws.com`,
    basePath: '/prod',
    schemes: ['https'],
    securityDefinitions: { tokens: schemes.tokens },
    'x-amazon-apigateway-endpoint-configuration': endpointConfiguration,
    'x-amazon-apigateway-policy': { Statement: [{ Effect: 'Allow' }] },
    paths: {
      '/orders/{id}': {
        get: {
          parameters: [
            { in: 'path', type: 'string' },
            { in: 'query', required: false },
          ],
        },
      },
    },
  });
});

test('an export shows what the stage serves, not what is configured', async () => {
  const api = await apis.privateApi();
  const { restApiId } = api;
  await deploy(restApiId);
  const before = await exported(apis, restApiId, { parameters: extensions });
  const value = JSON.stringify(everyone).replace('Allow', 'Deny');
  await apis.seed('UpdateRestApi', { restApiId, patchOperations: [{ op: 'replace', path: '/policy', value }] });
  await apis.addMethod(api, 'late');
  await expect(exported(apis, restApiId, { parameters: extensions })).resolves.toBe(before);
  await deploy(restApiId);
  expect(await json(restApiId, { parameters: extensions })).toMatchObject({
    'x-amazon-apigateway-policy': { Statement: [{ Effect: 'Deny' }] },
    paths: { '/late': {} },
  });
});

test('an export is JSON or YAML, with the headers of a file', async () => {
  const { restApiId } = await apis.privateApi(everyone, { version: 'v1' });
  await deploy(restApiId);
  const input = { restApiId, stageName: 'prod', exportType: 'oas30', accepts: 'application/yaml' };
  const answer = await apis.client.send(new GetExportCommand(input));
  expect(answer.contentType).toBe('application/octet-stream');
  expect(answer.contentDisposition).toBe('attachment; filename="oas30_v1.yaml"');
  expect(parse(new TextDecoder().decode(answer.body))).toEqual(await json(restApiId));
  const told = refusal(apis.client.send(new GetExportCommand({ ...input, accepts: 'text/html' })));
  await expect(told).resolves.toMatchObject({ name: 'BadRequestException' });
});

test('an export of nothing, or of what is not modelled, is refused', async () => {
  const { restApiId } = await apis.privateApi();
  await expect(refusal(exported(apis, restApiId))).resolves.toMatchObject({
    message: 'Invalid stage identifier specified',
  });
  await deploy(restApiId);
  await expect(refusal(exported(apis, restApiId, { exportType: 'raml' }))).resolves.toMatchObject({
    name: 'BadRequestException',
  });
  const postman = refusal(exported(apis, restApiId, { parameters: { extensions: 'postman' } }));
  await expect(postman).resolves.toMatchObject({ name: 'ValidationException' });
});
