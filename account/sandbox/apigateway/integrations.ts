/** Integrations of methods: the back end. The sandbox has none; it keeps what is said of it, and answers for MOCK. */
import { z } from 'zod';
import { operation } from '../core/operation.ts';
import { configureMethods } from './configure.ts';
import { badRequest } from './errors.ts';
import { integrationOf, methodOf } from './lookup.ts';
import { withEntry } from './maps.ts';
import { integrationTypes, type Integration } from './model.ts';

const key = { restApiId: z.string(), resourceId: z.string(), httpMethod: z.string() };
const texts = z.record(z.string(), z.string());
const contentHandling = z.enum(['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT']).optional();

/** What an integration may say of itself, but for its responses. */
export const integrationMembers = {
  type: z.enum(integrationTypes),
  uri: z.string().optional(),
  connectionType: z.enum(['INTERNET', 'VPC_LINK']).optional(),
  connectionId: z.string().optional(),
  credentials: z.string().optional(),
  requestParameters: texts.optional(),
  requestTemplates: texts.optional(),
  passthroughBehavior: z.string().default('WHEN_NO_MATCH'),
  contentHandling,
  timeoutInMillis: z.int().min(50).max(300_000).default(29_000),
  cacheNamespace: z.string().optional(),
  cacheKeyParameters: z.array(z.string()).default([]),
};

export const integrationResponseMembers = {
  responseParameters: texts.optional(),
  responseTemplates: texts.optional(),
  contentHandling,
};

const passthroughBehaviors = ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'];

/** @throws ServiceError BadRequestException; its words are assumed */
export function checkedIntegration(integration: Integration): Integration {
  const { type, uri, passthroughBehavior } = integration;
  if (!passthroughBehaviors.includes(passthroughBehavior))
    throw badRequest(`Invalid passthrough behavior specified. Valid options are ${passthroughBehaviors.join(',')}`);
  if (type !== 'MOCK' && uri === undefined) throw badRequest('Invalid HTTP endpoint specified for URI');
  return integration;
}

const putInput = z.strictObject({ ...key, ...integrationMembers, integrationHttpMethod: z.string().optional() });

const putResponseInput = z.strictObject({
  ...key,
  ...integrationResponseMembers,
  statusCode: z.string().regex(/^[1-5]\d\d$/),
  selectionPattern: z.string().optional(),
});

export const integrationOperations = {
  PutIntegration: operation(putInput, (input, { region }) => {
    const { restApiId, resourceId, httpMethod, integrationHttpMethod, ...given } = input;
    const [api, resource, method] = methodOf(region, { restApiId, resourceId, httpMethod });
    const cacheNamespace = given.cacheNamespace ?? resourceId;
    const methodIntegration = checkedIntegration({ ...given, cacheNamespace, httpMethod: integrationHttpMethod });
    const methods = withEntry(resource.methods, method.httpMethod, { ...method, methodIntegration });
    configureMethods(region, api, resource, methods);
    return { ...methodIntegration };
  }),

  GetIntegration: operation(z.strictObject(key), (input, { region }) => {
    const [, , method] = methodOf(region, input);
    return { ...integrationOf(method) };
  }),

  PutIntegrationResponse: operation(putResponseInput, (input, { region }) => {
    const { restApiId, resourceId, httpMethod, ...response } = input;
    const [api, resource, method] = methodOf(region, { restApiId, resourceId, httpMethod });
    const integration = integrationOf(method);
    const integrationResponses = { ...integration.integrationResponses, [response.statusCode]: response };
    const changed = { ...method, methodIntegration: { ...integration, integrationResponses } };
    configureMethods(region, api, resource, withEntry(resource.methods, method.httpMethod, changed));
    return response;
  }),
};
