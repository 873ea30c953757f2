/** What AWS Config's recorder hears of, and tags. */
import {
  GetStageCommand,
  GetTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type APIGatewayClient,
} from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { apisOf, everyone, textOf, type Api, type Apis } from '../../support/apis.ts';
import { startTestSandbox, type TestSandbox } from '../../support/bare-sandbox.ts';
import { refusal } from '../contract/answers.ts';

let sandbox: TestSandbox;
let apis: Apis;
let api: Api;
/** Type, rest of the ARN, kind. */
let heard: string[] = [];

beforeAll(async () => {
  sandbox = await startTestSandbox();
  sandbox.world.onChange(({ region, resourceType, resourceId, kind }) => {
    const prefix = `arn:${region.partition}:apigateway:${region.name}::/restapis/`;
    expect(resourceId.startsWith(prefix)).toBe(true);
    const [, ...rest] = resourceId.slice(prefix.length).split('/');
    heard.push([resourceType.replace('AWS::ApiGateway::', ''), ...rest, kind].join(' '));
  });
});
beforeEach(async () => {
  apis = apisOf(sandbox);
  api = await apis.privateApi();
  heard = [];
});
afterAll(() => sandbox.close());

const patch = (path: string, value: string) =>
  apis.seed('UpdateRestApi', { restApiId: api.restApiId, patchOperations: [{ op: 'replace', path, value }] });

test('an API is heard of when it is made, changed and deleted, its stages with it', async () => {
  const restApiId = textOf(await apis.seed('CreateRestApi', { name: 'a' }));
  await patch('/description', 'x');
  await apis.deploy(api, 'prod');
  await apis.seed('DeleteRestApi', { restApiId });
  await apis.seed('DeleteRestApi', { restApiId: api.restApiId });
  expect(heard).toEqual([
    'RestApi created',
    'RestApi updated',
    'Stage stages prod created',
    'RestApi deleted',
    'Stage stages prod deleted',
    'RestApi deleted',
  ]);
});

test('a policy, a method and a deployment without a stage are not heard of', async () => {
  await patch('/policy', JSON.stringify(everyone));
  await apis.addMethod(api, 'orders');
  await apis.deploy(api);
  expect(heard).toEqual([]);
});

test('a stage is heard of when it is made, moved, patched and deleted', async () => {
  const { restApiId } = api;
  const stage = { restApiId, stageName: 'test' };
  const deploymentId = await apis.deploy(api, 'prod');
  await apis.deploy(api, 'prod');
  await apis.seed('CreateStage', { ...stage, deploymentId });
  await apis.seed('UpdateStage', { ...stage, patchOperations: [{ op: 'replace', path: '/description', value: 'x' }] });
  await apis.seed('DeleteStage', stage);
  expect(heard).toEqual([
    'Stage stages prod created',
    'Stage stages prod updated',
    'Stage stages test created',
    'Stage stages test updated',
    'Stage stages test deleted',
  ]);
});

const tagsOf = async (client: APIGatewayClient, resourceArn: string) =>
  (await client.send(new GetTagsCommand({ resourceArn }))).tags;

test('APIs and stages are tagged and untagged by their ARNs', async () => {
  const { client } = apis;
  await apis.deploy(api, 'prod');
  heard = [];
  const arn = `arn:aws:apigateway:eu-west-1::/restapis/${api.restApiId}`;
  for (const resourceArn of [arn, `${arn}/stages/prod`]) {
    const answer = await client.send(new TagResourceCommand({ resourceArn, tags: { team: 'shop', 'a/b': 'c d' } }));
    expect(answer.$metadata.httpStatusCode).toBe(204);
    await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['team', 'none'] }));
    await client.send(new TagResourceCommand({ resourceArn, tags: { cost: '7' } }));
    await expect(tagsOf(client, resourceArn)).resolves.toEqual({ 'a/b': 'c d', cost: '7' });
  }
  const stage = await client.send(new GetStageCommand({ restApiId: api.restApiId, stageName: 'prod' }));
  expect(stage.tags).toEqual({ 'a/b': 'c d', cost: '7' });
  expect(heard).toEqual([
    ...Array<string>(3).fill('RestApi updated'),
    ...Array<string>(3).fill('Stage stages prod updated'),
  ]);
});

test('tags that AWS keeps for itself, or too many, or of nothing, are refused', async () => {
  const { client } = apis;
  const arn = `arn:aws:apigateway:eu-west-1::/restapis/${api.restApiId}`;
  const tag = (tags: Record<string, string>, resourceArn = arn) =>
    refusal(client.send(new TagResourceCommand({ resourceArn, tags })));
  await expect(tag({ 'aws:x': 'y' })).resolves.toMatchObject({ name: 'BadRequestException' });
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`tag${index}`, '']));
  await expect(tag(many)).resolves.toMatchObject({ name: 'BadRequestException' });
  await expect(tag({ a: 'b' }, `${arn}/stages/none`)).resolves.toMatchObject({ name: 'NotFoundException' });
  await expect(tag({ a: 'b' }, 'arn:aws:apigateway:eu-west-1::/apis/x')).resolves.toMatchObject({
    name: 'BadRequestException',
  });
  expect(heard).toEqual([]);
  await expect(tagsOf(client, arn)).resolves.toEqual({});
});
