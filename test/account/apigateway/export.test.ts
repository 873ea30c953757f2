/** GetExport: what a stage serves, as an OpenAPI document. */
import { GetExportCommand, type GetExportCommandInput } from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { everyone, policyOf, statement } from '../../support/apis.ts';
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
import { member, refusal } from '../contract/answers.ts';
import { useApis } from '../../support/use-apis.ts';

const bench = useApis();

const deploy = (restApiId: string) => bench.apis.seed('CreateDeployment', { restApiId, stageName: 'prod' });

const json = async (restApiId: string, more: Partial<GetExportCommandInput> = {}): Promise<unknown> =>
  JSON.parse(await exported(bench.apis, restApiId, more));

test('what is exported with the extensions is what was imported', async () => {
  const { id } = await importApi(bench.apis, oas30);
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
      statement({ Resource: `arn:aws:execute-api:eu-west-1:${bench.apis.accountId}:${restApiId}/*` }),
    ),
  });
});

test.each(['oas30', 'swagger'])('an export is imported as the same API: %s', async (exportType) => {
  const { id } = await importApi(bench.apis, oas30);
  await deploy(member(id));
  const document = await exported(bench.apis, member(id), { exportType, parameters: extensions });
  await bench.sandbox.clock.advance(3000);
  const second = await importApi(bench.apis, document, { failOnWarnings: true });
  await deploy(member(second.id));
  const again = await exported(bench.apis, member(second.id), { exportType, parameters: extensions });
  expect(again.replaceAll(member(second.id), member(id))).toBe(document);
  expect(await methodsOf(bench.apis, member(second.id))).toEqual(await methodsOf(bench.apis, member(id)));
});

test('without the extensions nothing in an export is called x-amazon', async () => {
  const { id } = await importApi(bench.apis, oas30);
  await deploy(member(id));
  for (const exportType of ['oas30', 'swagger']) {
    const text = await exported(bench.apis, member(id), { exportType });
    expect(text).not.toContain('x-amazon');
    expect(text).toContain('/orders/{id}');
  }
});

test('a Swagger export has host, base path and endpoint configuration at the top', async () => {
  const { id } = await importApi(bench.apis, oas30);
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
  const api = await bench.apis.privateApi();
  const { restApiId } = api;
  await deploy(restApiId);
  const before = await exported(bench.apis, restApiId, { parameters: extensions });
  const value = JSON.stringify(everyone).replace('Allow', 'Deny');
  await bench.apis.seed('UpdateRestApi', { restApiId, patchOperations: [{ op: 'replace', path: '/policy', value }] });
  await bench.apis.addMethod(api, 'late');
  await expect(exported(bench.apis, restApiId, { parameters: extensions })).resolves.toBe(before);
  await deploy(restApiId);
  expect(await json(restApiId, { parameters: extensions })).toMatchObject({
    'x-amazon-apigateway-policy': { Statement: [{ Effect: 'Deny' }] },
    paths: { '/late': {} },
  });
});

test('an export is JSON or YAML, with the headers of a file', async () => {
  const { restApiId } = await bench.apis.privateApi(everyone, { version: 'v1' });
  await deploy(restApiId);
  const input = { restApiId, stageName: 'prod', exportType: 'oas30', accepts: 'application/yaml' };
  const answer = await bench.apis.client.send(new GetExportCommand(input));
  expect(answer.contentType).toBe('application/octet-stream');
  expect(answer.contentDisposition).toBe('attachment; filename="oas30_v1.yaml"');
  expect(parse(new TextDecoder().decode(answer.body))).toEqual(await json(restApiId));
  const told = refusal(bench.apis.client.send(new GetExportCommand({ ...input, accepts: 'text/html' })));
  await expect(told).resolves.toMatchObject({ name: 'BadRequestException' });
});

test('an export of nothing, or of what is not modelled, is refused', async () => {
  const { restApiId } = await bench.apis.privateApi();
  await expect(refusal(exported(bench.apis, restApiId))).resolves.toMatchObject({
    message: 'Invalid stage identifier specified',
  });
  await deploy(restApiId);
  await expect(refusal(exported(bench.apis, restApiId, { exportType: 'raml' }))).resolves.toMatchObject({
    name: 'BadRequestException',
  });
  const postman = refusal(exported(bench.apis, restApiId, { parameters: { extensions: 'postman' } }));
  await expect(postman).resolves.toMatchObject({ name: 'ValidationException' });
});
