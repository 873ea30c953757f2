/** Authorizers: Lambda functions and Cognito user pools that methods may name. */
import { z } from 'zod';
import { operation } from '../core/operation.ts';
import type { Region } from '../core/world.ts';
import { configure } from './configure.ts';
import { badRequest, conflict, noSuchAuthorizer } from './errors.ts';
import { restApiOf } from './lookup.ts';
import { withEntry } from './maps.ts';
import type { Authorizer, RestApi } from './model.ts';
import { page, pageInput } from './page.ts';
import { findRestApi } from './state.ts';

export const authorizerMembers = {
  type: z.enum(['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS']),
  providerARNs: z.array(z.string()).optional(),
  authType: z.string().optional(),
  authorizerUri: z.string().optional(),
  authorizerCredentials: z.string().optional(),
  identitySource: z.string().optional(),
  identityValidationExpression: z.string().optional(),
  authorizerResultTtlInSeconds: z.int().min(0).max(3600).optional(),
};

/** The words of these refusals are assumed. @throws ServiceError BadRequestException */
export function checkedAuthorizer(authorizer: Authorizer): Authorizer {
  const { type, authorizerUri, providerARNs } = authorizer;
  if (type === 'COGNITO_USER_POOLS' && (providerARNs ?? []).length === 0)
    throw badRequest('Invalid Authorizer: providerARNs must name at least one user pool');
  if (type !== 'COGNITO_USER_POOLS' && authorizerUri === undefined)
    throw badRequest('Invalid Authorizer URI: it must name a Lambda function');
  return authorizer;
}

/** Recorded: an API that is not there is a conflict here, and nowhere else. */
function apiToAddTo(region: Region, restApiId: string): RestApi {
  const api = findRestApi(region, restApiId);
  if (api === undefined)
    throw conflict('Unable to complete operation due to concurrent modification. Please try again later.');
  return api;
}

const createInput = z.strictObject({ restApiId: z.string(), name: z.string().min(1), ...authorizerMembers });

export const authorizerOperations = {
  CreateAuthorizer: operation(createInput, ({ restApiId, ...given }, { region }) => {
    const api = apiToAddTo(region, restApiId);
    const { authorizers } = api.configuration;
    if ([...authorizers.values()].some(({ name }) => name === given.name))
      throw badRequest('Authorizer name must be unique. Authorizer already exists in this RestApi.');
    const authorizer = checkedAuthorizer({ ...given, id: region.world.ids.short(6) });
    configure(region, api, { authorizers: withEntry(authorizers, authorizer.id, authorizer) });
    return { ...authorizer };
  }),

  GetAuthorizer: operation(
    z.strictObject({ restApiId: z.string(), authorizerId: z.string() }),
    ({ restApiId, authorizerId }, { region }) => {
      const authorizer = restApiOf(region, restApiId).configuration.authorizers.get(authorizerId);
      if (authorizer === undefined) throw noSuchAuthorizer();
      return { ...authorizer };
    },
  ),

  GetAuthorizers: operation(
    z.strictObject({ restApiId: z.string(), ...pageInput }),
    ({ restApiId, ...asked }, { region }) => {
      const authorizers = [...restApiOf(region, restApiId).configuration.authorizers.values()];
      authorizers.sort((one, other) => (one.id < other.id ? -1 : 1));
      const { items, position } = page(authorizers, ({ id }) => id, asked);
      return { items: items.map((authorizer) => ({ ...authorizer })), position };
    },
  ),
};
