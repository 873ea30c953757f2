/** ImportRestApi: an OpenAPI document becomes a REST API, and nothing of it is lost in silence. */
import { GetAuthorizersCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { policyOf, statement } from '../../support/apis.ts';
import {
  endpointConfiguration,
  exported,
  importApi,
  integration,
  methodsOf,
  mock,
  oas30,
  schemes,
} from '../../support/openapi.ts';
import { decoded, member, refusal } from '../contract/answers.ts';
import { useApis } from '../../support/use-apis.ts';

const bench = useApis();

test.each([
  ['JSON', JSON.stringify(oas30)],
  ['YAML', stringify(oas30)],
])('an OpenAPI 3.0 document as %s becomes a private API', async (_, document) => {
  const api = await importApi(bench.apis, document, { failOnWarnings: true });
  const restApiId = member(api.id);
  expect(api.$metadata.httpStatusCode).toBe(201);
  expect(api).toMatchObject({
    name: 'orders',
    description: 'of the shop',
    version: '1.0',
    endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'dualstack', ...endpointConfiguration },
  });
  expect(api).not.toHaveProperty('warnings');
  const Resource = `arn:aws:execute-api:eu-west-1:${bench.apis.accountId}:${restApiId}/*`;
  expect(decoded(api.policy)).toEqual(policyOf(statement({ Resource })));
  await expect(methodsOf(bench.apis, restApiId)).resolves.toEqual({
    'ANY /': 'NONE',
    'GET /orders/{id}': 'AWS_IAM',
    'PUT /orders/{id}': 'CUSTOM',
    'POST /orders/{id}': 'COGNITO_USER_POOLS',
  });
  const { items: authorizers } = await bench.apis.client.send(new GetAuthorizersCommand({ restApiId }));
  expect(authorizers?.map(({ name, type }) => `${name} ${type}`).sort()).toEqual([
    'pool COGNITO_USER_POOLS',
    'tokens TOKEN',
  ]);
});

test('a Swagger 2.0 document is imported, references followed', async () => {
  const { id } = await importApi(bench.apis, {
    swagger: '2.0',
    info: { title: 'orders' },
    parameters: { id: { name: 'id', in: 'path', required: true, type: 'string' } },
    securityDefinitions: { sigv4: schemes.sigv4 },
    paths: {
      '/orders/{id}': {
        get: { parameters: [{ $ref: '#/parameters/id' }], security: [{ sigv4: [] }], responses: {}, ...integration },
        head: { responses: {}, 'x-amazon-apigateway-auth': { type: 'AWS_IAM' }, ...integration },
        put: { security: [{ sigv4: [] }], responses: {}, 'x-amazon-apigateway-auth': { type: 'NONE' }, ...integration },
      },
    },
    'x-amazon-apigateway-policy': policyOf(statement()),
  });
  await bench.apis.seed('CreateDeployment', { restApiId: member(id), stageName: 'prod' });
  expect(JSON.parse(await exported(bench.apis, member(id)))).toMatchObject({
    paths: { '/orders/{id}': { get: { parameters: [{ name: 'id' }] } } },
  });
  await expect(methodsOf(bench.apis, member(id))).resolves.toEqual({
    'GET /orders/{id}': 'AWS_IAM',
    'HEAD /orders/{id}': 'AWS_IAM',
    'PUT /orders/{id}': 'NONE',
  });
});

test('what is not imported is told, or refused when nothing may be lost', async () => {
  const document = {
    openapi: '3.0.1',
    info: { title: 'orders' },
    paths: {
      '/': {
        trace: {},
        get: { requestBody: {}, callbacks: {}, security: [{ oauth: [] }], responses: { default: {} }, ...integration },
      },
    },
    components: { schemas: {}, securitySchemes: { oauth: { type: 'oauth2', flows: {} } } },
    'x-amazon-apigateway-gateway-responses': {},
  };
  const { warnings } = await importApi(bench.apis, document);
  expect(warnings).toEqual([
    'x-amazon-apigateway-gateway-responses is not imported',
    'components.schemas is not imported',
    'trace at / is not imported',
    'requestBody at GET / is not imported',
    'callbacks at GET / is not imported',
    'Security requirement oauth at GET / is no authorizer of API Gateway and is ignored',
    'response default at GET / is not imported',
  ]);
  await bench.sandbox.clock.advance(3000);
  const told = await refusal(importApi(bench.apis, document, { failOnWarnings: true }));
  expect(told.name).toBe('BadRequestException');
  for (const warning of warnings ?? []) expect(told.message).toContain(warning);
  expect((await bench.apis.client.send(new GetRestApisCommand({}))).items).toHaveLength(1);
});

const broken = (operation: object): object => ({ ...oas30, paths: { '/': { get: operation } } });

test.each<[string, object | string, string]>([
  ['no document', '{', 'BadRequestException'],
  ['a key twice', JSON.stringify(oas30).replace('{', '{"paths":{},'), 'BadRequestException'],
  ['another version', { ...oas30, openapi: '3.1.0' }, 'BadRequestException'],
  ['no title', { ...oas30, info: {} }, 'BadRequestException'],
  ['a bad policy', { ...oas30, 'x-amazon-apigateway-policy': { Version: '2012-10-17' } }, 'BadRequestException'],
  ['a policy as text', { ...oas30, 'x-amazon-apigateway-policy': '{}' }, 'BadRequestException'],
  ['a malformed integration', broken({ 'x-amazon-apigateway-integration': { type: 'odd' } }), 'BadRequestException'],
  [
    'an integration not modelled',
    broken({ 'x-amazon-apigateway-integration': { ...mock, tlsConfig: {} } }),
    'NotModelledBySandbox',
  ],
  [
    'two responses of one status code',
    broken({
      'x-amazon-apigateway-integration': { ...mock, responses: { ...mock.responses, 'e.*': { statusCode: '200' } } },
    }),
    'NotModelledBySandbox',
  ],
  [
    'two authorizers for a method',
    broken({ security: [{ tokens: [], sigv4: [] }], ...integration }),
    'NotModelledBySandbox',
  ],
  ['a dangling reference', broken({ parameters: [{ $ref: '#/components/parameters/x' }] }), 'BadRequestException'],
  [
    'a bad authorizer',
    { ...oas30, components: { securitySchemes: { a: { ...schemes.tokens, 'x-amazon-apigateway-authorizer': {} } } } },
    'BadRequestException',
  ],
])('a document with %s is refused, and nothing is made of it', async (_, document, name) => {
  await expect(refusal(importApi(bench.apis, document))).resolves.toMatchObject({ name });
  expect((await bench.apis.client.send(new GetRestApisCommand({}))).items).toEqual([]);
});
