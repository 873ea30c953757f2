/** An account of the sandbox as the live adapters see it, and what is put into it beforehand. */
import type { Account, Clock, DeploymentId, RestApiId, StageName } from '../../../account/ports.ts';
import { isDeploymentId, isRestApiId, isStageName } from '../../../account/ports.ts';
import { connect, type ConnectOptions } from '../../../account/live/connect.ts';
import { operateIn, type Operate } from '../../../account/sandbox/core/operate.ts';
import type { Sandbox } from '../../../account/sandbox/sandbox.ts';
import { homeAccount, homeRegion } from '../../support/sandbox.ts';

/** Nobody waits on it. With it, the SDK's adaptive mode is off, which makes all calls after a throttled one wait for seconds. */
const restless: Clock = { now: () => 0, sleep: () => Promise.resolve() };

/** Tries once, unless told otherwise. */
export const connectTo = ({ endpoint }: Sandbox, more: Partial<ConnectOptions> = {}): Promise<Account> =>
  connect({
    region: homeRegion,
    endpoint,
    credentials: { accessKeyId: homeAccount, secretAccessKey: 'sandbox' },
    accountId: homeAccount,
    maxAttempts: 1,
    clock: restless,
    ...more,
  });

export const putterOf = ({ world }: Sandbox, accountId = homeAccount, regionName = homeRegion): Operate =>
  operateIn(world.region(accountId, regionName));

export function restApiIdOf(text: unknown): RestApiId {
  if (typeof text === 'string' && isRestApiId(text)) return text;
  throw new Error(`no id of a REST API: ${String(text)}`);
}

export function deploymentIdOf(text: string): DeploymentId {
  if (isDeploymentId(text)) return text;
  throw new Error(`no id of a deployment: ${text}`);
}

export function stageNameOf(text: string): StageName {
  if (isStageName(text)) return text;
  throw new Error(`no name of a stage: ${text}`);
}

export const openPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }],
});

const openApi = {
  openapi: '3.0.1',
  info: { title: 'orders', version: '1' },
  paths: { '/orders': { get: { 'x-amazon-apigateway-integration': { type: 'mock' } } } },
};

/** A private API with an open policy, `GET /orders` and nothing deployed. */
export async function putPrivateApi(put: Operate): Promise<RestApiId> {
  const { id } = await put('apigateway', 'ImportRestApi', {
    body: Buffer.from(JSON.stringify(openApi)).toString('base64'),
    parameters: { endpointConfigurationTypes: 'PRIVATE' },
  });
  const restApiId = restApiIdOf(id);
  const patchOperations = [{ op: 'replace', path: '/policy', value: openPolicy }];
  await put('apigateway', 'UpdateRestApi', { restApiId, patchOperations });
  return restApiId;
}
