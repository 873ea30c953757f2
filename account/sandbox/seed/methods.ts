/** The methods of a REST API of a seed, with the resources and authorizers that they need. Every integration is a mock. */
import { z } from 'zod';
import type { Operate } from '../core/operate.ts';
import type { SeedMethod } from './schema.ts';

const resources = z.object({ items: z.array(z.object({ id: z.string(), path: z.string() })) });
const authorizers = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });
const made = z.object({ id: z.string() });

/** Pages of this size hold all that a seed makes. */
const limit = 500;

export async function putMethods(restApiId: string, methods: readonly SeedMethod[], operate: Operate): Promise<void> {
  if (methods.length === 0) return;
  const { items } = resources.parse(await operate('apigateway', 'GetResources', { restApiId, limit }));
  const known = new Map(items.map(({ path, id }) => [path, id]));
  for (const { path, httpMethod, authorizationType } of methods) {
    const of = { restApiId, resourceId: await resourceAt(path, known, restApiId, operate), httpMethod };
    const authorizer = await authorizerFor(authorizationType, restApiId, operate);
    await operate('apigateway', 'PutMethod', { ...of, authorizationType, ...authorizer });
    await operate('apigateway', 'PutIntegration', { ...of, type: 'MOCK' });
    await operate('apigateway', 'PutMethodResponse', { ...of, statusCode: '200' });
    const responseTemplates = { 'application/json': JSON.stringify({ answeredBy: `${httpMethod} ${path}` }) };
    await operate('apigateway', 'PutIntegrationResponse', { ...of, statusCode: '200', responseTemplates });
  }
}

/** The id of the resource, made with all above it where it is not there. */
async function resourceAt(
  path: string,
  known: Map<string, string>,
  restApiId: string,
  operate: Operate,
): Promise<string> {
  const id = known.get(path);
  if (id !== undefined) return id;
  const cut = path.lastIndexOf('/');
  const parentId = await resourceAt(path.slice(0, cut) || '/', known, restApiId, operate);
  const pathPart = path.slice(cut + 1);
  const created = made.parse(await operate('apigateway', 'CreateResource', { restApiId, parentId, pathPart }));
  known.set(path, created.id);
  return created.id;
}

const definitions = {
  CUSTOM: {
    name: 'function',
    type: 'TOKEN',
    authorizerUri:
      'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:authorizer/invocations',
  },
  COGNITO_USER_POOLS: {
    name: 'user-pool',
    type: 'COGNITO_USER_POOLS',
    providerARNs: ['arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_a1b2c3d4e'],
  },
} as const;

/** One authorizer of each type serves all methods of an API. */
async function authorizerFor(
  type: SeedMethod['authorizationType'],
  restApiId: string,
  operate: Operate,
): Promise<{ readonly authorizerId?: string }> {
  if (type === 'NONE' || type === 'AWS_IAM') return {};
  const definition = definitions[type];
  const { items } = authorizers.parse(await operate('apigateway', 'GetAuthorizers', { restApiId, limit }));
  const known = items.find(({ name }) => name === definition.name);
  if (known !== undefined) return { authorizerId: known.id };
  const created = made.parse(await operate('apigateway', 'CreateAuthorizer', { restApiId, ...definition }));
  return { authorizerId: created.id };
}
