/** Stages: made, listed, moved, patched, deleted. Canaries have a file of their own. */
import {
  CreateStageCommand,
  DeleteStageCommand,
  GetStageCommand,
  GetStagesCommand,
  UpdateStageCommand,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { beforeEach, expect, test } from '@jest/globals';
import type { Api } from '../../support/apis.ts';
import { refusal } from '../contract/answers.ts';
import { useApis } from '../../support/use-apis.ts';

const bench = useApis();
let api: Api;
let restApiId: string;

beforeEach(async () => {
  api = await bench.apis.privateApi();
  ({ restApiId } = api);
});

const getStage = () => bench.apis.client.send(new GetStageCommand({ restApiId, stageName: 'prod' }));
const patch = (...patchOperations: PatchOperation[]) =>
  bench.apis.client.send(new UpdateStageCommand({ restApiId, stageName: 'prod', patchOperations }));
const replace = (path: string, value: string): PatchOperation => ({ op: 'replace', path, value });

test('a stage is created once, for a deployment that is there', async () => {
  const deploymentId = await bench.apis.deploy(api);
  const create = (more: object = {}) =>
    bench.apis.client.send(new CreateStageCommand({ restApiId, stageName: 'prod', deploymentId, ...more }));
  await expect(refusal(create({ deploymentId: 'abc123' }))).resolves.toMatchObject({
    message: 'Deployment id does not exist',
  });
  await expect(refusal(create({ stageName: 'a/b' }))).resolves.toMatchObject({ name: 'BadRequestException' });
  const made = await create({ description: 'live', variables: { a: 'b' }, tags: { team: 'shop' } });
  expect(made.$metadata.httpStatusCode).toBe(201);
  expect(made).toMatchObject({ stageName: 'prod', deploymentId, description: 'live', tags: { team: 'shop' } });
  await expect(refusal(create())).resolves.toEqual({
    name: 'ConflictException',
    message: 'Stage already exists',
    status: 409,
  });
});

test('stages are listed under `item`, all or those of a deployment', async () => {
  const first = await bench.apis.deploy(api, 'a');
  await bench.apis.deploy(api, 'b');
  const listed = async (deploymentId?: string) =>
    (await bench.apis.client.send(new GetStagesCommand({ restApiId, deploymentId }))).item?.map(
      ({ stageName }) => stageName,
    );
  await expect(listed()).resolves.toEqual(['a', 'b']);
  await expect(listed(first)).resolves.toEqual(['a']);
});

test('a stage that is not there, or deleted, is not found', async () => {
  await bench.apis.deploy(api, 'prod');
  const removed = await bench.apis.client.send(new DeleteStageCommand({ restApiId, stageName: 'prod' }));
  expect(removed.$metadata.httpStatusCode).toBe(202);
  const missing = { name: 'NotFoundException', message: 'Invalid stage identifier specified', status: 404 };
  await expect(refusal(getStage())).resolves.toEqual(missing);
  await expect(refusal(patch(replace('/description', 'x')))).resolves.toEqual(missing);
});

test('a stage moves to another deployment, and back', async () => {
  const [first, second] = [await bench.apis.deploy(api, 'prod'), await bench.apis.deploy(api)];
  await expect(patch(replace('/deploymentId', second))).resolves.toMatchObject({ deploymentId: second });
  await expect(patch(replace('/deploymentId', first))).resolves.toMatchObject({ deploymentId: first });
  await expect(refusal(patch(replace('/description', 'x'), replace('/deploymentId', 'abc123')))).resolves.toMatchObject(
    {
      name: 'BadRequestException',
      message: 'Deployment id does not exist',
    },
  );
  expect(await getStage()).not.toHaveProperty('description');
});

test('variables, tracing and settings of methods are patched', async () => {
  await bench.apis.deploy(api, 'prod');
  const changed = await patch(
    replace('/variables/host', 'a.example.com'),
    replace('/variables/port', '80'),
    { op: 'remove', path: '/variables/port' },
    replace('/tracingEnabled', 'true'),
    replace('/~1orders/GET/logging/loglevel', 'INFO'),
    replace('/~1orders/GET/metrics/enabled', 'true'),
  );
  expect(changed).toMatchObject({
    variables: { host: 'a.example.com' },
    tracingEnabled: true,
    methodSettings: { 'orders/GET': { loggingLevel: 'INFO', metricsEnabled: true, throttlingBurstLimit: 5000 } },
  });
  expect(await patch({ op: 'remove', path: '/~1orders/GET' })).toMatchObject({ methodSettings: {} });
  await expect(refusal(patch({ op: 'remove', path: '/*/*' }))).resolves.toMatchObject({
    message: 'Cannot remove method setting */* because there is no method setting for this method ',
  });
});

test('a path that is none is refused with those that are', async () => {
  await bench.apis.deploy(api, 'prod');
  const { message } = await refusal(patch(replace('/tags/tag1', 'x')));
  expect(message).toMatch(
    /^Invalid method setting path: \/tags\/tag1\. Must be one of: \[\/deploymentId, \/description, /,
  );
  expect(message).toMatch(/, \/variables\/\{variable_name\}, \/tracingEnabled\]$/);
  await expect(refusal(patch({ op: 'add', path: '/variables/a', value: 'b' }))).resolves.toMatchObject({
    message: 'Invalid add operation with path: /variables/a',
  });
  await expect(refusal(patch(replace('/cacheClusterEnabled', 'true')))).resolves.toMatchObject({
    name: 'NotModelledBySandbox',
    message: expect.stringContaining('/cacheClusterEnabled'),
  });
  await expect(refusal(patch(replace('/variables/a', 'b c')))).resolves.toMatchObject({ name: 'BadRequestException' });
});
