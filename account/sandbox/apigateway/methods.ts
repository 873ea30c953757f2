/** Methods of resources: who may call them, and what they answer. */
import { z } from 'zod';
import { operation } from '../core/operation.ts';
import { methodAnswer } from './answers.ts';
import { configureMethods } from './configure.ts';
import { badRequest, conflict } from './errors.ts';
import { methodOf, resourceOf } from './lookup.ts';
import { without, withEntry } from './maps.ts';
import { authorizationTypes, httpMethods, type AuthorizationType, type HttpMethod, type Method } from './model.ts';
import type { Configuration } from './model.ts';
import { patched, patchOperations, valueOf, type Patcher } from './patch.ts';

const key = { restApiId: z.string(), resourceId: z.string(), httpMethod: z.string() };
const flags = z.record(z.string(), z.boolean());

const putInput = z.strictObject({
  ...key,
  authorizationType: z.string(),
  authorizerId: z.string().optional(),
  authorizationScopes: z.array(z.string()).optional(),
  apiKeyRequired: z.boolean().default(false),
  operationName: z.string().optional(),
  requestParameters: flags.optional(),
});

/** @throws ServiceError BadRequestException */
function httpMethodFrom(text: string): HttpMethod {
  const known = httpMethods.find((name) => name === text);
  if (known === undefined) throw badRequest(`Invalid HttpMethod specified. Valid options are ${httpMethods.join(',')}`);
  return known;
}

function authorizationTypeFrom(text: string): AuthorizationType {
  const known = authorizationTypes.find((type) => type === text);
  if (known === undefined)
    throw badRequest(`Invalid authorization type specified. Valid options are ${authorizationTypes.join(',')}`);
  return known;
}

/**
 * A method with an authorizer that is there and fits; one that needs none has none.
 * @throws ServiceError BadRequestException
 */
export function authorized(method: Method, authorizers: Configuration['authorizers']): Method {
  const { authorizationType, authorizerId, ...rest } = method;
  if (authorizationType !== 'CUSTOM' && authorizationType !== 'COGNITO_USER_POOLS')
    return { authorizationType, ...rest };
  const authorizer = authorizers.get(authorizerId ?? '');
  if (authorizer === undefined || (authorizer.type === 'COGNITO_USER_POOLS') !== (authorizationType !== 'CUSTOM'))
    throw badRequest(
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
    );
  return method;
}

const replaced =
  (change: (value: string) => Partial<Method>): Patcher<Method>['apply'] =>
  (method, patch) => ({ ...method, ...change(valueOf(patch)) });

const patchers: readonly Patcher<Method>[] = [
  {
    path: /^\/authorizationType$/,
    ops: ['replace'],
    apply: replaced((value) => ({ authorizationType: authorizationTypeFrom(value) })),
  },
  { path: /^\/authorizerId$/, ops: ['replace'], apply: replaced((authorizerId) => ({ authorizerId })) },
  {
    path: /^\/apiKeyRequired$/,
    ops: ['replace'],
    apply: replaced((value) => ({ apiKeyRequired: value.toLowerCase() === 'true' })),
  },
  { path: /^\/operationName$/, ops: ['replace'], apply: replaced((operationName) => ({ operationName })) },
  {
    path: /^\/requestParameters\/([^/]+)$/,
    ops: ['add', 'replace', 'remove'],
    apply: (method, { op, value = 'false' }, [name = '']) => {
      const parameters = new Map(Object.entries(method.requestParameters ?? {}));
      if (op === 'remove') parameters.delete(name);
      else parameters.set(name, value.toLowerCase() === 'true');
      return { ...method, requestParameters: parameters.size === 0 ? undefined : Object.fromEntries(parameters) };
    },
  },
];

const responseInput = z.strictObject({
  ...key,
  statusCode: z.string().regex(/^[1-5]\d\d$/),
  responseParameters: flags.optional(),
});

export const methodOperations = {
  PutMethod: operation(putInput, ({ restApiId, resourceId, ...input }, { region }) => {
    const [api, resource] = resourceOf(region, { restApiId, resourceId });
    const httpMethod = httpMethodFrom(input.httpMethod);
    if (resource.methods.has(httpMethod)) throw conflict('Method already exists for this resource');
    const authorizationType = authorizationTypeFrom(input.authorizationType);
    const method = authorized({ ...input, httpMethod, authorizationType }, api.configuration.authorizers);
    configureMethods(region, api, resource, withEntry(resource.methods, httpMethod, method));
    return methodAnswer(method);
  }),

  GetMethod: operation(z.strictObject(key), (input, { region }) => {
    const [, , method] = methodOf(region, input);
    return methodAnswer(method);
  }),

  UpdateMethod: operation(z.strictObject({ ...key, patchOperations }), (input, { region }) => {
    const [api, resource, before] = methodOf(region, input);
    const method = authorized(patched(before, input.patchOperations, patchers), api.configuration.authorizers);
    configureMethods(region, api, resource, withEntry(resource.methods, method.httpMethod, method));
    return methodAnswer(method);
  }),

  DeleteMethod: operation(z.strictObject(key), (input, { region }) => {
    const [api, resource, { httpMethod }] = methodOf(region, input);
    configureMethods(region, api, resource, without(resource.methods, httpMethod));
    return {};
  }),

  PutMethodResponse: operation(responseInput, ({ statusCode, responseParameters, ...of }, { region }) => {
    const [api, resource, method] = methodOf(region, of);
    const response = { statusCode, responseParameters };
    const methodResponses = { ...method.methodResponses, [statusCode]: response };
    configureMethods(
      region,
      api,
      resource,
      withEntry(resource.methods, method.httpMethod, { ...method, methodResponses }),
    );
    return response;
  }),
};
