/** `paths` of an OpenAPI document to methods. What API Gateway's model has no place for is told as a warning. */
import { isJsonRecord, type Json, type JsonRecord } from '../../core/values.ts';
import { httpMethods, type HttpMethod, type Method, type MethodResponse } from '../model.ts';
import { listAt, malformed, recordAt, resolved, textAt, type Document } from './document.ts';
import { accessOf, type Access, type Schemes } from './security.ts';

export interface ImportedMethod {
  readonly path: string;
  /** Its authorizer is the scheme's name; its integration is not read yet. */
  readonly method: Method;
  readonly integration: Json | undefined;
}

/** Members that describe and have no effect on API Gateway, not even on its own import. */
const documentation = [
  'summary',
  'description',
  'tags',
  'externalDocs',
  'deprecated',
  'consumes',
  'produces',
  'schemes',
  'servers',
];
const known = [
  'operationId',
  'parameters',
  'responses',
  'security',
  'x-amazon-apigateway-auth',
  'x-amazon-apigateway-integration',
];

export function readPaths(document: Document, schemes: Schemes): readonly ImportedMethod[] {
  return Object.entries(recordAt(document.root, 'paths')).flatMap(([path, item]) => {
    const { parameters = [], ...members } = resolved(document, item);
    return Object.entries(members).flatMap(([name, operation]) => {
      const httpMethod = methodFrom(name);
      if (httpMethod !== undefined) return [readOperation(document, schemes, path, httpMethod, operation, parameters)];
      if (!documentation.includes(name)) document.warn(`${name} at ${path} is not imported`);
      return [];
    });
  });
}

function methodFrom(name: string): HttpMethod | undefined {
  if (name === 'x-amazon-apigateway-any-method') return 'ANY';
  return httpMethods.find((method) => method !== 'ANY' && method.toLowerCase() === name);
}

function readOperation(
  document: Document,
  schemes: Schemes,
  path: string,
  httpMethod: HttpMethod,
  given: Json,
  shared: Json,
): ImportedMethod {
  const where = `${httpMethod} ${path}`;
  if (!isJsonRecord(given)) throw malformed(`operation at ${where}`);
  for (const name of Object.keys(given))
    if (!known.includes(name) && !documentation.includes(name)) document.warn(`${name} at ${where} is not imported`);
  const parameters = [...listAt({ parameters: shared }, 'parameters'), ...listAt(given, 'parameters')];
  const method: Method = {
    httpMethod,
    ...readAccess(document, schemes, where, given),
    operationName: textAt(given, 'operationId'),
    requestParameters: readParameters(document, where, parameters),
    methodResponses: readResponses(document, where, recordAt(given, 'responses')),
  };
  return { path, method, integration: given['x-amazon-apigateway-integration'] };
}

/** `x-amazon-apigateway-auth` says more of NONE and AWS_IAM than the requirements do; of authorizers it says less. */
function readAccess(document: Document, schemes: Schemes, where: string, operation: JsonRecord): Access {
  const access = accessOf(operation['security'] ?? document.root['security'] ?? [], where, schemes, document);
  const type = textAt(recordAt(operation, 'x-amazon-apigateway-auth'), 'type')?.toUpperCase();
  if (type === 'NONE' || type === 'AWS_IAM') return { ...access, authorizationType: type };
  if (type !== undefined && type !== access.authorizationType)
    document.warn(`x-amazon-apigateway-auth ${type} at ${where} is not imported`);
  return access;
}

const places = new Map([
  ['path', 'path'],
  ['query', 'querystring'],
  ['header', 'header'],
]);

function readParameters(document: Document, where: string, given: readonly Json[]): Method['requestParameters'] {
  const entries = given.flatMap((one): [string, boolean][] => {
    const parameter = resolved(document, one);
    const name = textAt(parameter, 'name') ?? '';
    const place = places.get(textAt(parameter, 'in') ?? '');
    if (place !== undefined) return [[`method.request.${place}.${name}`, parameter['required'] === true]];
    document.warn(`parameter ${name} at ${where} is not imported`);
    return [];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function readResponses(document: Document, where: string, given: JsonRecord): Method['methodResponses'] {
  const entries = Object.entries(given).flatMap(([statusCode, one]): [string, MethodResponse][] => {
    const { headers, content, schema } = resolved(document, one);
    const at = `response ${statusCode} at ${where}`;
    if (schema !== undefined || hasSchema(content)) document.warn(`the model of ${at} is not imported`);
    if (!/^[1-5]\d\d$/.test(statusCode)) {
      document.warn(`${at} is not imported`);
      return [];
    }
    return [[statusCode, { statusCode, responseParameters: readHeaders(headers) }]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

const hasSchema = (content: Json | undefined): boolean => isJsonRecord(content) && Object.keys(content).length > 0;

function readHeaders(headers: Json | undefined): MethodResponse['responseParameters'] {
  if (!isJsonRecord(headers)) return undefined;
  return Object.fromEntries(Object.keys(headers).map((name) => [`method.response.header.${name}`, false]));
}
