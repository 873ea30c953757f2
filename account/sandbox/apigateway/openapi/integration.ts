/**
 * `x-amazon-apigateway-integration`, read and written.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
 */
import { z } from 'zod';
import { notModelled } from '../../core/errors.ts';
import type { Json, JsonRecord } from '../../core/values.ts';
import { checkedIntegration, integrationMembers, integrationResponseMembers } from '../integrations.ts';
import type { Integration, IntegrationResponse } from '../model.ts';
import { malformed, present } from './document.ts';

const status = z.union([z.string(), z.number()]).transform(String);

const extension = z.strictObject({
  ...integrationMembers,
  type: z
    .string()
    .transform((type) => type.toUpperCase())
    .pipe(integrationMembers.type),
  passthroughBehavior: z
    .string()
    .default('when_no_match')
    .transform((behaviour) => behaviour.toUpperCase()),
  httpMethod: z.string().optional(),
  responses: z.record(z.string(), z.strictObject({ ...integrationResponseMembers, statusCode: status })).optional(),
});

/**
 * @param resourceId where cached answers go when the extension does not say
 * @throws ServiceError BadRequestException when it is malformed; a member that is not modelled is refused by name
 */
export function readIntegration(given: Json, path: string, resourceId: string): Integration {
  const read = extension.safeParse(given);
  if (!read.success) {
    const unknown = read.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
    if (unknown.length > 0) throw notModelled(`x-amazon-apigateway-integration with ${unknown.join(', ')} at ${path}`);
    throw malformed(`integration at path ${path}`);
  }
  const { responses, cacheNamespace = resourceId, ...members } = read.data;
  const entries = Object.entries(responses ?? {}).map(([pattern, response]): [string, IntegrationResponse] => [
    response.statusCode,
    { ...response, selectionPattern: pattern === 'default' ? undefined : pattern },
  ]);
  const integrationResponses = responses === undefined ? undefined : Object.fromEntries(entries);
  if (entries.length > Object.keys(integrationResponses ?? {}).length)
    throw notModelled(`two responses of one status code in the integration at ${path}`);
  return checkedIntegration({ ...members, cacheNamespace, integrationResponses });
}

/** As API Gateway exports it: in lower case, without what is at its default. */
export function writeIntegration(integration: Integration, resourceId: string): JsonRecord {
  const { integrationResponses, cacheKeyParameters, cacheNamespace, timeoutInMillis, ...members } = integration;
  const isCached = cacheKeyParameters.length > 0 || cacheNamespace !== resourceId;
  return present({
    ...members,
    type: integration.type.toLowerCase(),
    passthroughBehavior: integration.passthroughBehavior.toLowerCase(),
    timeoutInMillis: timeoutInMillis === 29_000 ? undefined : timeoutInMillis,
    cacheNamespace: isCached ? cacheNamespace : undefined,
    cacheKeyParameters: isCached ? cacheKeyParameters : undefined,
    responses: integrationResponses === undefined ? undefined : writeResponses(integrationResponses),
  });
}

function writeResponses(responses: Readonly<Record<string, IntegrationResponse>>): JsonRecord {
  return Object.fromEntries(
    Object.values(responses).map(({ selectionPattern = '', ...response }) => [
      selectionPattern === '' ? 'default' : selectionPattern,
      present(response),
    ]),
  );
}
