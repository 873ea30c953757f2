/** A sandbox in which every test has an account of its own, and REST APIs in it as quickly as a seed makes them. */
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { operateIn } from '../../account/sandbox/core/operate.ts';
import type { JsonRecord, OutputRecord } from '../../account/sandbox/core/values.ts';
import type { Region } from '../../account/sandbox/core/world.ts';
import { clientOptions, homeRegion, type TestSandbox } from './bare-sandbox.ts';

/** A member of an answer that is a text. @throws Error when it is not */
export function textOf(answer: OutputRecord, name = 'id'): string {
  const value = answer[name];
  if (typeof value !== 'string') throw new Error(`the answer has no text ${name}`);
  return value;
}

/** An answer of the SDK without what is not API Gateway's. */
export function bodyOf(answer: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(answer).filter(([name]) => name !== '$metadata'));
}

export interface Api {
  readonly restApiId: string;
  readonly rootResourceId: string;
}

export interface Apis {
  readonly accountId: string;
  readonly region: Region;
  /** What a test looks at goes over HTTP. */
  readonly client: APIGatewayClient;
  /** What a test starts from is called from inside: not limited, not logged. */
  readonly seed: (operation: string, input: JsonRecord) => Promise<OutputRecord>;
  /** A PRIVATE API whose root answers GET; null: without a policy. */
  readonly privateApi: (policy?: object | null, more?: JsonRecord) => Promise<Api>;
  /** Adds GET below the root, with a MOCK integration that answers `body`. @returns the resource's id */
  readonly addMethod: (api: Api, pathPart: string, more?: JsonRecord, body?: string) => Promise<string>;
  /** @returns the deployment's id */
  readonly deploy: (api: Api, stageName?: string, more?: JsonRecord) => Promise<string>;
}

/** A client of API Gateway alone, which is quicker to load than all. */
export const clientOf = (sandbox: TestSandbox, accountId: string, regionName = homeRegion): APIGatewayClient =>
  new APIGatewayClient(clientOptions(sandbox, accountId, regionName));

let accounts = 0;

function nextAccount(): string {
  accounts += 1;
  return String(200_000_000_000 + accounts);
}

/** @param regionName where the account's APIs are */
export function apisOf(sandbox: TestSandbox, regionName = homeRegion, accountId = nextAccount()): Apis {
  const region = sandbox.world.region(accountId, regionName);
  const operate = operateIn(region);
  const seed: Apis['seed'] = (operation, input) => operate('apigateway', operation, input);
  const method = async (restApiId: string, resourceId: string, more: JsonRecord, body: string): Promise<void> => {
    const { httpMethod = 'GET', authorizationType = 'NONE', ...settings } = more;
    const key = { restApiId, resourceId, httpMethod };
    const responseTemplates = { 'application/json': body };
    await seed('PutMethod', { ...key, authorizationType, ...settings });
    await seed('PutIntegration', { ...key, type: 'MOCK' });
    await seed('PutIntegrationResponse', { ...key, statusCode: '200', responseTemplates });
  };
  return {
    accountId,
    region,
    client: clientOf(sandbox, accountId, regionName),
    seed,
    privateApi: async (policy = everyone, more = {}) => {
      const text = policy === null ? {} : { policy: JSON.stringify(policy) };
      const endpointConfiguration = { types: ['PRIVATE'] };
      const made = await seed('CreateRestApi', {
        name: 'orders',
        endpointConfiguration,
        ...text,
        ...more,
      });
      const api = { restApiId: textOf(made), rootResourceId: textOf(made, 'rootResourceId') };
      await method(api.restApiId, api.rootResourceId, {}, '{"hello":"world"}');
      return api;
    },
    addMethod: async ({ restApiId, rootResourceId }, pathPart, more = {}, body = '{}') => {
      const id = textOf(await seed('CreateResource', { restApiId, parentId: rootResourceId, pathPart }));
      await method(restApiId, id, more, body);
      return id;
    },
    deploy: async ({ restApiId }, stageName, more = {}) => {
      const stage = stageName === undefined ? {} : { stageName };
      return textOf(await seed('CreateDeployment', { restApiId, ...stage, ...more }));
    },
  };
}

export const statement = (more: object = {}): object => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/*',
  ...more,
});

export const policyOf = (...statements: readonly object[]): object => ({
  Version: '2012-10-17',
  Statement: statements,
});

/** Allows every caller. */
export const everyone = policyOf(statement());
