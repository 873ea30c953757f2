import {
  CreateDeploymentCommand,
  DeleteRestApiCommand,
  PutMethodCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import {
  BatchGetResourceConfigCommand,
  DescribeConfigurationRecorderStatusCommand,
  GetResourceConfigHistoryCommand,
  ListDiscoveredResourcesCommand,
  StartConfigurationRecorderCommand,
  StopConfigurationRecorderCommand,
  type ConfigurationItem,
  type GetResourceConfigHistoryCommandInput,
} from '@aws-sdk/client-config-service';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { apiIdOf, restApiType, stageType, startConfigBench, type ConfigBench } from '../../support/config.ts';

let bench: ConfigBench;
const recorder = { ConfigurationRecorderName: 'default' };

beforeEach(async () => {
  bench = await startConfigBench();
});
afterEach(() => bench.sandbox.close());

type History = Omit<GetResourceConfigHistoryCommandInput, 'resourceType' | 'resourceId'>;

async function historyOf(resourceId: string, more: History = {}): Promise<readonly ConfigurationItem[]> {
  const resourceType = resourceId.includes('/stages/') ? stageType : restApiType;
  const command = new GetResourceConfigHistoryCommand({ resourceType, resourceId, ...more });
  const { configurationItems = [] } = await bench.config.send(command);
  return configurationItems;
}

async function rename(arn: string, value: string): Promise<void> {
  const patchOperations = [{ op: 'replace' as const, path: '/name', value }];
  await bench.apigateway.send(new UpdateRestApiCommand({ restApiId: apiIdOf(arn), patchOperations }));
  await bench.settle();
}

test('an API is recorded under its ARN, in the words of AWS, without its policy', async () => {
  const arn = await bench.createApi('orders', { team: 'orders' });
  await bench.settle();
  const [item] = await historyOf(arn);
  expect(item).toEqual({
    version: '1.3',
    accountId: '111122223333',
    configurationItemCaptureTime: new Date('2026-03-01T12:00:00Z'),
    configurationItemStatus: 'ResourceDiscovered',
    configurationStateId: String(Date.parse('2026-03-01T12:00:00Z')),
    configurationItemMD5Hash: '',
    arn,
    resourceType: restApiType,
    resourceId: arn,
    resourceName: 'orders',
    awsRegion: 'eu-west-1',
    availabilityZone: 'Not Applicable',
    resourceCreationTime: new Date('2026-03-01T12:00:00Z'),
    tags: { team: 'orders' },
    relatedEvents: [],
    relationships: [],
    configuration: expect.any(String),
    supplementaryConfiguration: {},
  });
  expect(JSON.parse(item?.configuration ?? '')).toEqual({
    id: apiIdOf(arn),
    name: 'orders',
    createdDate: 'Mar 1, 2026 12:00:00 PM',
    apiKeySource: 'HEADER',
    endpointConfiguration: { types: ['PRIVATE'] },
  });
});

test('a change of the policy alone makes no item, a change of the name does', async () => {
  const arn = await bench.createApi('orders');
  await bench.settle();
  await setPolicy(arn);
  expect(await historyOf(arn)).toHaveLength(1);
  await bench.sandbox.clock.advance(1000);
  await rename(arn, 'orders-2');
  expect((await historyOf(arn)).map(({ configurationItemStatus: status }) => status)).toEqual([
    'OK',
    'ResourceDiscovered',
  ]);
});

async function setPolicy(arn: string): Promise<void> {
  const statement = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };
  const value = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const patchOperations = [{ op: 'replace' as const, path: '/policy', value }];
  await bench.apigateway.send(new UpdateRestApiCommand({ restApiId: apiIdOf(arn), patchOperations }));
  await bench.settle();
}

test('a stage is recorded with its deployment and the API that it is contained in', async () => {
  const arn = await bench.createApi('orders');
  const restApiId = apiIdOf(arn);
  await setPolicy(arn);
  const { items: [root] = [] } = await bench.apigateway.send(new GetResourcesCommand({ restApiId }));
  const method = { restApiId, resourceId: root?.id ?? '', httpMethod: 'GET' };
  await bench.apigateway.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
  await bench.apigateway.send(new PutIntegrationCommand({ ...method, type: 'MOCK' }));
  const { id: deploymentId } = await bench.apigateway.send(
    new CreateDeploymentCommand({ restApiId, stageName: 'prod' }),
  );
  await bench.settle();
  const [stage] = await historyOf(`${arn}/stages/prod`);
  expect(stage).toMatchObject({ resourceName: 'prod', configurationItemStatus: 'ResourceDiscovered' });
  expect(stage?.relationships).toEqual([
    { resourceType: restApiType, resourceId: arn, resourceName: 'orders', relationshipName: 'Is contained in ' },
  ]);
  expect(JSON.parse(stage?.configuration ?? '')).toMatchObject({ deploymentId, stageName: 'prod' });
});

test('a deleted resource gets a last item, and is left out of lists and batches unless asked for', async () => {
  const arn = await bench.createApi('orders');
  await bench.settle();
  await bench.sandbox.clock.advance(60_000);
  await bench.apigateway.send(new DeleteRestApiCommand({ restApiId: apiIdOf(arn) }));
  await bench.settle();
  const [last] = await historyOf(arn);
  expect(last).toMatchObject({ configurationItemStatus: 'ResourceDeleted', tags: {}, relationships: [] });
  expect(last?.configuration).toBeUndefined();
  const list = { resourceType: restApiType } as const;
  const { resourceIdentifiers: present } = await bench.config.send(new ListDiscoveredResourcesCommand(list));
  expect(present).toEqual([]);
  const withDeleted = new ListDiscoveredResourcesCommand({ ...list, includeDeletedResources: true });
  const { resourceIdentifiers: all } = await bench.config.send(withDeleted);
  expect(all).toMatchObject([{ resourceId: arn, resourceName: 'orders', resourceDeletionTime: expect.any(Date) }]);
  const resourceKeys = [{ resourceType: restApiType, resourceId: arn } as const];
  const { baseConfigurationItems } = await bench.config.send(new BatchGetResourceConfigCommand({ resourceKeys }));
  expect(baseConfigurationItems).toEqual([]);
});

test('a stopped recorder hears nothing; started again, it records what it finds and what has gone', async () => {
  const gone = await bench.createApi('gone');
  const kept = await bench.createApi('kept');
  await bench.settle();
  await bench.config.send(new StopConfigurationRecorderCommand(recorder));
  const { ConfigurationRecordersStatus: [status] = [] } = await bench.config.send(
    new DescribeConfigurationRecorderStatusCommand({}),
  );
  expect(status).toMatchObject({ name: 'default', recording: false, lastStatus: 'Success' });
  await bench.apigateway.send(new DeleteRestApiCommand({ restApiId: apiIdOf(gone) }));
  const fresh = await bench.createApi('fresh');
  await rename(kept, 'kept-2');
  await expect(historyOf(fresh)).rejects.toMatchObject({ name: 'ResourceNotDiscoveredException' });
  expect(await historyOf(kept)).toHaveLength(1);
  await bench.config.send(new StartConfigurationRecorderCommand(recorder));
  await bench.settle();
  expect((await historyOf(gone))[0]?.configurationItemStatus).toBe('ResourceDeleted');
  expect((await historyOf(fresh))[0]?.configurationItemStatus).toBe('ResourceDiscovered');
  expect((await historyOf(kept))[0]).toMatchObject({ configurationItemStatus: 'OK', resourceName: 'kept-2' });
});

test('history is asked for by time, order and page', async () => {
  const arn = await bench.createApi('v0');
  await bench.settle();
  const moments = [bench.sandbox.clock.now()];
  for (const name of ['v1', 'v2', 'v3']) {
    await bench.sandbox.clock.advance(60_000);
    await rename(arn, name);
    moments.push(bench.sandbox.clock.now());
  }
  const names = async (more: History): Promise<unknown> =>
    (await historyOf(arn, more)).map(({ resourceName }) => resourceName);
  const [, second = 0, third = 0] = moments;
  expect(await names({})).toEqual(['v3', 'v2', 'v1', 'v0']);
  expect(await names({ chronologicalOrder: 'Forward', earlierTime: new Date(second) })).toEqual(['v1', 'v2', 'v3']);
  expect(await names({ laterTime: new Date(third), limit: 1 })).toEqual(['v2']);
  const key = { resourceType: restApiType, resourceId: arn } as const;
  const { nextToken } = await bench.config.send(new GetResourceConfigHistoryCommand({ ...key, limit: 3 }));
  expect(await names({ limit: 3, nextToken })).toEqual(['v0']);
  await expect(names({ nextToken: 'made-up' })).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
  await expect(names({ earlierTime: new Date(third), laterTime: new Date(second) })).rejects.toMatchObject({
    name: 'InvalidTimeRangeException',
  });
});
