/**
 * An OpenAPI document to what it says of a REST API. What it says besides is told as a warning, as API Gateway tells it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html
 */
import { z } from 'zod';
import { isJsonRecord, type JsonRecord } from '../../core/values.ts';
import { apiKeySources, type ApiKeySource, type Authorizer } from '../model.ts';
import { compressionSize } from '../rest-apis.ts';
import { listAt, malformed, readDocument, recordAt, resolved, textAt, type Document } from './document.ts';
import { readPaths, type ImportedMethod } from './paths.ts';
import { readSchemes } from './security.ts';

export interface Imported {
  readonly name: string;
  /** Of these settings, undefined is what the document does not say. */
  readonly description: string | undefined;
  readonly version: string | undefined;
  readonly binaryMediaTypes: readonly string[] | undefined;
  readonly minimumCompressionSize: number | undefined;
  readonly apiKeySource: ApiKeySource | undefined;
  readonly disableExecuteApiEndpoint: boolean | undefined;
  readonly vpcEndpointIds: readonly string[] | undefined;
  /** Plain JSON. */
  readonly policyText: string | undefined;
  readonly methods: readonly ImportedMethod[];
  readonly authorizers: readonly Authorizer[];
  readonly warnings: readonly string[];
}

/** Members at the top that are read, here or elsewhere, or mean nothing to a REST API. */
const known = [
  ...['swagger', 'openapi', 'info', 'host', 'basePath', 'schemes', 'consumes', 'produces', 'tags', 'externalDocs'],
  ...['servers', 'paths', 'security', 'securityDefinitions', 'components', 'parameters', 'responses'],
  ...['x-amazon-apigateway-policy', 'x-amazon-apigateway-endpoint-configuration', 'x-amazon-apigateway-api-key-source'],
  ...['x-amazon-apigateway-binary-media-types', 'x-amazon-apigateway-minimum-compression-size'],
];
const endpointExtension = z.strictObject({
  vpcEndpointIds: z.array(z.string()).optional(),
  disableExecuteApiEndpoint: z.boolean().optional(),
});

const settingExtensions = z.strictObject({
  binaryMediaTypes: z.array(z.string()).optional(),
  minimumCompressionSize: z.number().optional(),
  apiKeySource: z.enum(apiKeySources).optional(),
});

const knownComponents = ['securitySchemes', 'parameters', 'responses'];

/** @param text JSON or YAML @throws ServiceError BadRequestException */
export function readOpenApi(text: string): Imported {
  const warnings = new Set<string>();
  const document = readDocument(text, (warning) => warnings.add(warning));
  const { root, warn } = document;
  for (const name of Object.keys(root)) if (!known.includes(name)) warn(`${name} is not imported`);
  for (const name of Object.keys(recordAt(root, 'components')))
    if (!knownComponents.includes(name)) warn(`components.${name} is not imported`);
  const schemes = readSchemes(document);
  const methods = readPaths(document, schemes);
  return {
    ...readInfo(root),
    ...readEndpoint(document),
    ...readSettings(root),
    policyText: policyOf(root),
    methods,
    authorizers: [...schemes.values()].flatMap((scheme) => (scheme.kind === 'authorizer' ? [scheme.authorizer] : [])),
    warnings: [...warnings],
  };
}

function readInfo(root: JsonRecord): Pick<Imported, 'name' | 'description' | 'version'> {
  const info = recordAt(root, 'info');
  const name = textAt(info, 'title') ?? '';
  if (name === '') throw malformed('info: the title is missing');
  return { name, description: textAt(info, 'description'), version: textAt(info, 'version') };
}

/** At the top in Swagger; with the first server in OpenAPI. */
function readEndpoint(document: Document): Pick<Imported, 'vpcEndpointIds' | 'disableExecuteApiEndpoint'> {
  const name = 'x-amazon-apigateway-endpoint-configuration';
  const [server = {}] = listAt(document.root, 'servers');
  const given = { ...recordAt(document.root, name), ...recordAt(resolved(document, server), name) };
  const read = endpointExtension.safeParse(given);
  if (!read.success) throw malformed(name);
  const { vpcEndpointIds, disableExecuteApiEndpoint } = read.data;
  return { vpcEndpointIds, disableExecuteApiEndpoint };
}

function policyOf(root: JsonRecord): string | undefined {
  const policy = root['x-amazon-apigateway-policy'];
  if (policy !== undefined && !isJsonRecord(policy)) throw malformed('x-amazon-apigateway-policy');
  return policy === undefined ? undefined : JSON.stringify(policy);
}

function readSettings(
  root: JsonRecord,
): Pick<Imported, 'binaryMediaTypes' | 'minimumCompressionSize' | 'apiKeySource'> {
  const read = settingExtensions.safeParse({
    binaryMediaTypes: root['x-amazon-apigateway-binary-media-types'],
    minimumCompressionSize: root['x-amazon-apigateway-minimum-compression-size'],
    apiKeySource: textAt(root, 'x-amazon-apigateway-api-key-source')?.toUpperCase(),
  });
  if (!read.success)
    throw malformed(`x-amazon-apigateway extension: ${read.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
  const { binaryMediaTypes, minimumCompressionSize, apiKeySource } = read.data;
  return { binaryMediaTypes, minimumCompressionSize: compressionSize(minimumCompressionSize), apiKeySource };
}
