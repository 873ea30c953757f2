/**
 * A configuration as an OpenAPI 3.0 or Swagger 2.0 document, as API Gateway exports it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html
 */
import type { Json, JsonRecord } from '../../core/values.ts';
import type { Region } from '../../core/world.ts';
import type { Configuration, Method } from '../model.ts';
import { present, type Dialect } from './document.ts';
import { writeIntegration } from './integration.ts';
import { writeSchemes, writeSecurity } from './security.ts';

export interface ExportOptions {
  readonly region: Region;
  readonly restApiId: string;
  readonly stageName: string;
  readonly dialect: Dialect;
  /** With API Gateway's own members, which all begin with `x-amazon-apigateway-`. */
  readonly extensions: boolean;
  /** For `info`, when the API has none of its own. */
  readonly version: string;
}

export function writeOpenApi(configuration: Configuration, options: ExportOptions): JsonRecord {
  const { name, description, version = options.version, policy } = configuration;
  const info = present({ title: name, description, version });
  const paths = writePaths(configuration, options);
  const schemes = unlessEmpty(writeSchemes(configuration, options.extensions));
  const own = options.extensions ? { ...settings(configuration), 'x-amazon-apigateway-policy': policy?.document } : {};
  const head = options.dialect === 'swagger' ? { swagger: '2.0', info } : { openapi: '3.0.1', info };
  const tail =
    options.dialect === 'swagger'
      ? { securityDefinitions: schemes }
      : { components: present({ securitySchemes: schemes }) };
  return present({ ...head, ...location(configuration, options), paths, ...tail, ...own });
}

function location(configuration: Configuration, options: ExportOptions): Record<string, Json | undefined> {
  const endpoint = { 'x-amazon-apigateway-endpoint-configuration': endpointOf(configuration, options) };
  switch (options.dialect) {
    case 'swagger':
      return { host: host(options), basePath: `/${options.stageName}`, schemes: ['https'], ...endpoint };
    case 'oas30':
      return { servers: [server(options, endpoint)] };
  }
}

function host({ restApiId, region: { name, partition } }: ExportOptions): string {
  return `${restApiId}.execute-api.${name}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
}

function server(options: ExportOptions, more: Record<string, Json | undefined>): JsonRecord {
  const variables = { basePath: { default: options.stageName } };
  return present({ url: `https://${host(options)}/{basePath}`, variables, ...more });
}

function endpointOf(configuration: Configuration, { extensions }: ExportOptions): JsonRecord | undefined {
  const { disableExecuteApiEndpoint } = configuration;
  const { vpcEndpointIds } = configuration.endpointConfiguration;
  const members = present({
    disableExecuteApiEndpoint: disableExecuteApiEndpoint ? true : undefined,
    vpcEndpointIds: vpcEndpointIds.length > 0 ? vpcEndpointIds : undefined,
  });
  return extensions ? unlessEmpty(members) : undefined;
}

function settings({
  apiKeySource,
  binaryMediaTypes,
  minimumCompressionSize,
}: Configuration): Record<string, Json | undefined> {
  return {
    'x-amazon-apigateway-api-key-source': apiKeySource === 'HEADER' ? undefined : apiKeySource,
    'x-amazon-apigateway-binary-media-types': binaryMediaTypes.length > 0 ? binaryMediaTypes : undefined,
    'x-amazon-apigateway-minimum-compression-size': minimumCompressionSize,
  };
}

/** OpenAPI has no word for ANY: it is there with the extensions only. */
function writePaths({ resources, authorizers }: Configuration, options: ExportOptions): JsonRecord {
  const items = [...resources.values()].flatMap(({ path, id, methods }): [string, JsonRecord][] => {
    const written = [...methods.values()]
      .filter(({ httpMethod }) => options.extensions || httpMethod !== 'ANY')
      .map((method): [string, JsonRecord] => [
        method.httpMethod === 'ANY' ? 'x-amazon-apigateway-any-method' : method.httpMethod.toLowerCase(),
        { ...writeMethod(method, authorizers, options.dialect), ...integrationOf(method, id, options) },
      ]);
    return written.length === 0 ? [] : [[path, Object.fromEntries(written)]];
  });
  return Object.fromEntries(items);
}

function integrationOf({ methodIntegration }: Method, resourceId: string, { extensions }: ExportOptions): JsonRecord {
  if (methodIntegration === undefined || !extensions) return {};
  return { 'x-amazon-apigateway-integration': writeIntegration(methodIntegration, resourceId) };
}

function writeMethod(method: Method, authorizers: Configuration['authorizers'], dialect: Dialect): JsonRecord {
  return present({
    operationId: method.operationName,
    parameters: writeParameters(method, dialect),
    responses: writeResponses(method, dialect),
    security: writeSecurity(method, authorizers),
  });
}

const typed = (dialect: Dialect): JsonRecord =>
  dialect === 'swagger' ? { type: 'string' } : { schema: { type: 'string' } };

function writeParameters({ requestParameters = {} }: Method, dialect: Dialect): readonly JsonRecord[] | undefined {
  const written = Object.entries(requestParameters).map(([key, isRequired]) => {
    const [, place, name = ''] = /^method\.request\.(\w+)\.(.+)$/.exec(key) ?? [];
    const required = isRequired || place === 'path' ? true : dialect === 'swagger' ? false : undefined;
    return present({ name, in: place === 'querystring' ? 'query' : place, required, ...typed(dialect) });
  });
  return written.length === 0 ? undefined : written;
}

function writeResponses({ methodResponses = {} }: Method, dialect: Dialect): JsonRecord {
  return Object.fromEntries(
    Object.values(methodResponses).map(({ statusCode, responseParameters = {} }) => [
      statusCode,
      present({
        description: `${statusCode} response`,
        headers: unlessEmpty(
          Object.fromEntries(
            Object.keys(responseParameters).map((name) => [
              name.replace('method.response.header.', ''),
              typed(dialect),
            ]),
          ),
        ),
        content: dialect === 'swagger' ? undefined : {},
      }),
    ]),
  );
}

const unlessEmpty = (record: JsonRecord): JsonRecord | undefined =>
  Object.keys(record).length === 0 ? undefined : record;
