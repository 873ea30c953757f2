/** An OpenAPI document that says all that the sandbox reads, and calls with such documents. */
import {
  GetExportCommand,
  GetResourcesCommand,
  ImportRestApiCommand,
  type GetExportCommandInput,
  type ImportRestApiCommandInput,
  type ImportRestApiCommandOutput,
} from '@aws-sdk/client-api-gateway';
import { policyOf, statement, type Apis } from './apis.ts';

export const mock = {
  type: 'mock',
  passthroughBehavior: 'when_no_match',
  requestTemplates: { 'application/json': '{"statusCode": 200}' },
  responses: { default: { statusCode: '200', responseTemplates: { 'application/json': '{"orders":[]}' } } },
};
const authorizerUri = 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/f/invocations';
export const schemes = {
  tokens: {
    type: 'apiKey',
    name: 'X-Token',
    in: 'header',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri, identitySource: 'method.request.header.X-Token' },
  },
  pool: {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': 'cognito_user_pools',
    'x-amazon-apigateway-authorizer': {
      type: 'cognito_user_pools',
      providerARNs: ['arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_a'],
      identitySource: 'method.request.header.Authorization',
    },
  },
  sigv4: { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' },
  api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
};
export const endpointConfiguration = { vpcEndpointIds: ['vpce-0a1b2c3d4e5f60718'] };
export const integration = { 'x-amazon-apigateway-integration': mock };
export const responses = {
  '200': { description: '200 response', headers: { 'X-Page': { schema: { type: 'string' } } }, content: {} },
};

export const oas30 = {
  openapi: '3.0.1',
  info: { title: 'orders', description: 'of the shop', version: '1.0' },
  servers: [{ url: 'https://example.com', 'x-amazon-apigateway-endpoint-configuration': endpointConfiguration }],
  security: [{ sigv4: [] }],
  paths: {
    '/': { 'x-amazon-apigateway-any-method': { security: [], responses: {}, ...integration } },
    '/orders/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        operationId: 'GetOrder',
        parameters: [{ name: 'full', in: 'query', schema: { type: 'string' } }],
        responses,
        ...integration,
      },
      put: { security: [{ tokens: [] }, { api_key: [] }], responses: {}, ...integration },
      post: { security: [{ pool: ['orders/write'] }], responses: {}, ...integration },
    },
  },
  components: { securitySchemes: schemes },
  'x-amazon-apigateway-policy': policyOf(statement()),
};

export const extensions = { extensions: 'apigateway' };

/** @param document an object, or a text in JSON or YAML */
export const bytes = (document: object | string): Uint8Array =>
  new TextEncoder().encode(typeof document === 'string' ? document : JSON.stringify(document));

/** As a private API. */
export function importApi(
  { client }: Apis,
  document: object | string,
  more: Partial<ImportRestApiCommandInput> = {},
): Promise<ImportRestApiCommandOutput> {
  const parameters = { endpointConfigurationTypes: 'PRIVATE' };
  return client.send(new ImportRestApiCommand({ body: bytes(document), parameters, ...more }));
}

/** The export of the stage `prod`, OpenAPI 3.0 unless told. */
export async function exported(
  { client }: Apis,
  restApiId: string,
  more: Partial<GetExportCommandInput> = {},
): Promise<string> {
  const input = { restApiId, stageName: 'prod', exportType: 'oas30', ...more };
  return new TextDecoder().decode((await client.send(new GetExportCommand(input))).body);
}

/** Method and path → authorization. */
export async function methodsOf({ client }: Apis, restApiId: string): Promise<Record<string, string | undefined>> {
  const { items = [] } = await client.send(new GetResourcesCommand({ restApiId, embed: ['methods'] }));
  return Object.fromEntries(
    items.flatMap(({ path, resourceMethods = {} }) =>
      Object.entries(resourceMethods).map(([name, method]) => [`${name} ${String(path)}`, method.authorizationType]),
    ),
  );
}
