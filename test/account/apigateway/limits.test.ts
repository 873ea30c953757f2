/** How often API Gateway may be called, and how much an account may have. */
import {
  CreateDeploymentCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  DeleteRestApiCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  paginateGetRestApis,
  PutRestApiCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { quotas, setQuotas } from '../../../account/sandbox/apigateway/state.ts';
import { apisOf, clientOf, everyone, textOf, type Apis } from '../../support/apis.ts';
import { startTestSandbox, type TestSandbox } from '../../support/bare-sandbox.ts';
import { outcome, refusal } from '../contract/answers.ts';

let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const tooMany = { name: 'TooManyRequestsException', message: 'Too Many Requests', status: 429 };

/** How often a call is done before it is refused. */
async function calls(call: () => Promise<unknown>): Promise<number> {
  for (let count = 0; ; count += 1) {
    const told = await outcome(call());
    if (told === tooMany.name) return count;
  }
}

test('40 calls at once, then 10 in a second, for an account in a Region', async () => {
  const { accountId, client } = apisOf(sandbox);
  const list = () => client.send(new GetRestApisCommand({}));
  await expect(calls(list)).resolves.toBe(40);
  await expect(refusal(list())).resolves.toEqual(tooMany);
  await sandbox.clock.advance(99);
  await expect(calls(list)).resolves.toBe(0);
  await sandbox.clock.advance(1);
  await expect(calls(list)).resolves.toBe(1);
  await sandbox.clock.advance(1000);
  await expect(calls(list)).resolves.toBe(10);
  const elsewhere = clientOf(sandbox, accountId, 'us-east-1');
  await expect(elsewhere.send(new GetRestApisCommand({}))).resolves.toHaveProperty('items');
});

interface Rate {
  readonly at: number;
  readonly once: number;
  readonly call: (apis: Apis, restApiId: string) => Promise<unknown>;
}

const document = new TextEncoder().encode(JSON.stringify({ openapi: '3.0.1', info: { title: 'a' }, paths: {} }));

const rates: Readonly<Record<string, Rate>> = {
  CreateDeployment: {
    at: 5000,
    once: 1,
    call: ({ client }, restApiId) => client.send(new CreateDeploymentCommand({ restApiId })),
  },
  CreateRestApi: { at: 3000, once: 1, call: ({ client }) => client.send(new CreateRestApiCommand({ name: 'a' })) },
  PutRestApi: {
    at: 1000,
    once: 1,
    call: ({ client }, restApiId) => client.send(new PutRestApiCommand({ restApiId, body: document })),
  },
  GetResources: {
    at: 400,
    once: 5,
    call: ({ client }, restApiId) => client.send(new GetResourcesCommand({ restApiId })),
  },
  DeleteRestApi: {
    at: 30_000,
    once: 1,
    call: ({ client }) => client.send(new DeleteRestApiCommand({ restApiId: 'abcde12345' })),
  },
};

test.each(Object.entries(rates))('%s has a rate of its own', async (_, { at, once, call }) => {
  const apis = apisOf(sandbox);
  const { restApiId } = await apis.privateApi();
  const turn = () => call(apis, restApiId);
  await expect(calls(turn)).resolves.toBe(once);
  await sandbox.clock.advance(at - 1);
  await expect(calls(turn)).resolves.toBe(0);
  await sandbox.clock.advance(1);
  await expect(calls(turn)).resolves.toBe(1);
});

test('a rate is the account’s, and the calls of others do not count', async () => {
  const apis = apisOf(sandbox);
  const { restApiId } = await apis.privateApi();
  await apis.client.send(new CreateDeploymentCommand({ restApiId }));
  const elsewhere = clientOf(sandbox, apis.accountId, 'us-east-1');
  const other = elsewhere.send(new CreateDeploymentCommand({ restApiId }));
  await expect(refusal(other)).resolves.toEqual(tooMany);
  const stranger = apisOf(sandbox);
  const own = await stranger.privateApi();
  await expect(stranger.client.send(new CreateDeploymentCommand({ restApiId: own.restApiId }))).resolves.toHaveProperty(
    'id',
  );
});

test('a seed has no rate', async () => {
  const apis = apisOf(sandbox);
  for (let index = 0; index < 60; index += 1) await apis.seed('CreateRestApi', { name: 'a' });
  const { items } = await apis.client.send(new GetRestApisCommand({ limit: 500 }));
  expect(items).toHaveLength(60);
});

test('there are 600 private APIs in a Region, unless the quota is raised', async () => {
  const apis = apisOf(sandbox);
  const endpointConfiguration = { types: ['PRIVATE' as const] };
  for (let index = 0; index < 600; index += 1) await apis.seed('CreateRestApi', { name: 'a', endpointConfiguration });
  const create = () => apis.client.send(new CreateRestApiCommand({ name: 'a', endpointConfiguration }));
  await expect(refusal(create())).resolves.toMatchObject({ name: 'LimitExceededException', status: 429 });
  const restApiId = textOf(await apis.seed('CreateRestApi', { name: 'public' }));
  const patchOperations = [{ op: 'replace' as const, path: '/endpointConfiguration/types/EDGE', value: 'PRIVATE' }];
  const change = () => apis.client.send(new UpdateRestApiCommand({ restApiId, patchOperations }));
  await expect(refusal(change())).resolves.toMatchObject({ name: 'LimitExceededException' });
  setQuotas(apis.region, { privateApis: 601 });
  await expect(change()).resolves.toMatchObject({ endpointConfiguration: { types: ['PRIVATE'] } });
  await sandbox.clock.advance(3000);
  await expect(refusal(create())).resolves.toMatchObject({ name: 'LimitExceededException' });
  await apis.seed('DeleteRestApi', { restApiId });
  await sandbox.clock.advance(3000);
  await expect(create()).resolves.toHaveProperty('id');
  expect(quotas(apis.region).stagesPerApi).toBe(10);
});

test('an API has 10 stages', async () => {
  const apis = apisOf(sandbox);
  const api = await apis.privateApi();
  const deploymentId = await apis.deploy(api, 'stage-0');
  const { restApiId } = api;
  for (let index = 1; index < 10; index += 1)
    await apis.seed('CreateStage', { restApiId, deploymentId, stageName: `stage-${index}` });
  const eleventh = apis.client.send(new CreateStageCommand({ restApiId, deploymentId, stageName: 'stage-10' }));
  await expect(refusal(eleventh)).resolves.toMatchObject({ name: 'LimitExceededException' });
  const deployed = apis.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'stage-10' }));
  await expect(refusal(deployed)).resolves.toMatchObject({ name: 'LimitExceededException' });
});

test('two clients page through 10,000 private APIs with their policies', async () => {
  const apis = apisOf(sandbox);
  setQuotas(apis.region, { privateApis: 10_000 });
  const policy = JSON.stringify(everyone);
  for (let index = 0; index < 10_000; index += 1)
    await apis.seed('CreateRestApi', { name: `api-${index}`, endpointConfiguration: { types: ['PRIVATE'] }, policy });
  const all = async (): Promise<number> => {
    const ids = new Set<string | undefined>();
    const client = clientOf(sandbox, apis.accountId);
    for await (const { items = [] } of paginateGetRestApis({ client, pageSize: 500 }, {}))
      for (const { id, policy: given } of items) if (given !== undefined) ids.add(id);
    return ids.size;
  };
  await expect(Promise.all([all(), all()])).resolves.toEqual([10_000, 10_000]);
}, 60_000);
