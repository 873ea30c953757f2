/** What the contract is tried on: an account, and one private REST API in it that belongs to the suite. */
import {
  type APIGatewayClient,
  CreateResourceCommand,
  CreateRestApiCommand,
  DeleteRestApiCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  paginateGetRestApis,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { DeleteConfigRuleCommand } from '@aws-sdk/client-config-service';
import { DeleteDocumentCommand } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Clients } from '../../support/sandbox.ts';
import { member } from './answers.ts';

export interface Account {
  readonly clients: Clients;
  /** Tries once, whatever the others do. */
  readonly impatient: APIGatewayClient;
  readonly region: string;
  /** Waits as long on the account's own clock. */
  readonly rest: (milliseconds: number) => Promise<void>;
}

export interface Subject extends Account {
  readonly partition: string;
  readonly accountId: string;
  /** Of everything that the suite creates. */
  readonly name: string;
  readonly restApiId: string;
}

export const namePrefix = 'private-api-guard-contract-';

/** API Gateway takes one CreateRestApi in 3 s, one CreateDeployment in 5 s, one DeleteRestApi in 30 s. */
export const between = { creations: 3500, deployments: 5500, deletions: 30_500 } as const;

/** Creates the API, which has neither policy nor method yet. @param suffix makes its name its own */
export async function createSubject(account: Account, suffix: string): Promise<Subject> {
  const { Account: accountId, Arn } = await account.clients.sts.send(new GetCallerIdentityCommand({}));
  const name = `${namePrefix}${suffix}`;
  const created = await account.clients.apigateway.send(
    new CreateRestApiCommand({ name, endpointConfiguration: { types: ['PRIVATE'] } }),
  );
  return {
    ...account,
    partition: member(Arn).split(':')[1] ?? '',
    accountId: member(accountId),
    name,
    restApiId: member(created.id),
  };
}

/**
 * Removes the API, and whatever a clause made that was to be refused. Tries everything, then fails for the API alone: the rest is
 * usually not there.
 */
export async function removeSubject({ clients, restApiId, name }: Subject): Promise<void> {
  const removals = await Promise.allSettled([
    clients.apigateway.send(new DeleteRestApiCommand({ restApiId })),
    clients.config.send(new DeleteConfigRuleCommand({ ConfigRuleName: name })),
    ...[name, `aws-${name}`].map((Name) => clients.ssm.send(new DeleteDocumentCommand({ Name }))),
  ]);
  if (removals[0].status === 'rejected')
    throw new Error(`the API ${name} (${restApiId}) is still there: please delete it`, { cause: removals[0].reason });
}

/** What earlier runs left when they were killed: for a person to remove. */
export async function leftovers({ clients: { apigateway } }: Account): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { items = [] } of paginateGetRestApis({ client: apigateway, pageSize: 500 }, {}))
    names.push(
      ...items.flatMap(({ id, name }) => (name?.startsWith(namePrefix) === true ? [`${name} (${id ?? ''})`] : [])),
    );
  return names;
}

/** Gives the API `GET /orders`, open, and `POST /orders/{id}`, for signed requests. */
export async function addMethods({ clients: { apigateway }, restApiId }: Subject): Promise<void> {
  const { items = [] } = await apigateway.send(new GetResourcesCommand({ restApiId }));
  const root = items.find(({ path }) => path === '/')?.id;
  const under = async (parentId: string | undefined, pathPart: string): Promise<string> =>
    member((await apigateway.send(new CreateResourceCommand({ restApiId, parentId: member(parentId), pathPart }))).id);
  const orders = await under(root, 'orders');
  const order = await under(orders, '{id}');
  const method = async (resourceId: string, httpMethod: string, authorizationType: string): Promise<void> => {
    const place = { restApiId, resourceId, httpMethod };
    await apigateway.send(new PutMethodCommand({ ...place, authorizationType }));
    await apigateway.send(new PutIntegrationCommand({ ...place, type: 'MOCK' }));
  };
  await method(orders, 'GET', 'NONE');
  await method(order, 'POST', 'AWS_IAM');
}

/** One page of the Region's APIs. */
export const restApisPage = (limit: number, position?: string): GetRestApisCommand =>
  new GetRestApisCommand(position === undefined ? { limit } : { limit, position });
