/** What a seed makes, as clients find it. */
import {
  GetDeploymentCommand,
  GetExportCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetStagesCommand,
  paginateGetRestApis,
  type APIGatewayClient,
} from '@aws-sdk/client-api-gateway';
import {
  DescribeConfigurationRecorderStatusCommand,
  ListDiscoveredResourcesCommand,
} from '@aws-sdk/client-config-service';
import { DescribeVpcEndpointsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import example from '../../../account/sandbox/seed/example.json' with { type: 'json' };
import { collect } from '../../support/collect.ts';
import { clientsOf, homeAccount, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import { atHome, plant, similarApis } from '../../support/seed.ts';

let sandbox: TestSandbox;
let apigateway: APIGatewayClient;
beforeEach(async () => {
  sandbox = await startTestSandbox();
  ({ apigateway } = clientsOf(sandbox));
});
afterEach(() => sandbox.close());

const open = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }],
};
const deploy = { deploy: { stageName: 'prod' } };

const servedPolicy = async (restApiId: string, stageName: string): Promise<unknown> => {
  const parameters = { extensions: 'apigateway' };
  const command = new GetExportCommand({ restApiId, stageName, exportType: 'oas30', parameters });
  const { body } = await apigateway.send(command);
  const exported: unknown = JSON.parse(Buffer.from(body ?? []).toString());
  return exported;
};
const curl = (restApiId: string, vpce: string, vpc: string): Promise<Response> =>
  fetch(`${sandbox.endpoint}/_execute/${restApiId}/prod/orders`, {
    headers: { 'X-Sandbox-Vpce': vpce, 'X-Sandbox-Vpc': vpc },
  });

test('the example: every story ends as it says', async () => {
  const apis = await plant(sandbox, example);
  const trusted = ['vpce-0a1b2c3d4e5f60718', 'vpc-0a1b2c3d4e5f60718'] as const;
  const strange = ['vpce-0f9e8d7c6b5a40312', 'vpc-0f9e8d7c6b5a40312'] as const;
  const outcomes = await Promise.all(
    apis.map(async ({ name, restApiId }) => [
      name,
      (await curl(restApiId, ...trusted)).status,
      (await curl(restApiId, ...strange)).status,
    ]),
  );
  expect(outcomes).toEqual([
    ['open', 200, 200],
    ['fenced', 200, 403],
    ['allowed-by-vpc', 200, 403],
    ['saved-not-deployed', 200, 200],
    ['pending-edits', 200, 200],
    ['canary', 200, 200],
    ['signed', 403, 403],
    ['no-policy', 403, 403],
    ['public', 403, 403],
  ]);
  expect(apis.map(({ stages }) => stages.map(({ stageName, path }) => `${stageName} ${path}`))).toEqual([
    ...Array.from({ length: 7 }, () => ['prod /orders']),
    [],
    ['prod /status'],
  ]);
});

test('the example: networks, roles, the organization and the recorder are there', async () => {
  await plant(sandbox, example);
  const { ec2, config } = clientsOf(sandbox);
  await expect(ec2.send(new DescribeVpcsCommand({}))).resolves.toMatchObject({
    Vpcs: [{ VpcId: 'vpc-0a1b2c3d4e5f60718', CidrBlock: '10.0.0.0/16', Tags: [{ Key: 'Name', Value: 'trusted' }] }],
  });
  await expect(ec2.send(new DescribeVpcEndpointsCommand({}))).resolves.toMatchObject({
    VpcEndpoints: [{ ServiceName: 'com.amazonaws.eu-west-1.execute-api', OwnerId: homeAccount }],
  });
  const role = { RoleArn: `arn:aws:iam::${homeAccount}:role/Auditor`, RoleSessionName: 'night' };
  await expect(clientsOf(sandbox, '999900001111').sts.send(new AssumeRoleCommand(role))).resolves.toBeDefined();
  const status = await config.send(new DescribeConfigurationRecorderStatusCommand({}));
  expect(status.ConfigurationRecordersStatus).toMatchObject([{ recording: true }]);
  await sandbox.clock.advance(3_600_000);
  const recorded = new ListDiscoveredResourcesCommand({ resourceType: 'AWS::ApiGateway::RestApi' });
  expect((await config.send(recorded)).resourceIdentifiers).toHaveLength(9);
});

test('a seed leaves no calls, and no time passes', async () => {
  await plant(sandbox, example);
  expect(sandbox.world.calls).toEqual([]);
  expect(sandbox.clock.now()).toBe(Date.parse('2026-03-01T12:00:00Z'));
});

test('a policy that is saved after a deployment is configured and not served', async () => {
  const [api] = await plant(
    sandbox,
    atHome({ restApis: [{ name: 'a', policy: open, afterwards: [deploy, { policy: null }] }] }),
  );
  const { restApiId = '' } = api ?? {};
  const { policy } = await apigateway.send(new GetRestApiCommand({ restApiId }));
  expect(policy).toBeUndefined();
  await expect(servedPolicy(restApiId, 'prod')).resolves.toMatchObject({
    'x-amazon-apigateway-policy': { Statement: [{ Effect: 'Allow' }] },
  });
});

test('methods have the authorizers that they need, and may come after a deployment', async () => {
  const methods = ['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS'].map((authorizationType) => ({
    path: `/a/${authorizationType}/{id}`,
    httpMethod: 'POST',
    authorizationType,
  }));
  const late = { methods: [{ path: '/late', authorizationType: 'CUSTOM' }] };
  const [api] = await plant(
    sandbox,
    atHome({ restApis: [{ name: 'a', policy: open, methods, afterwards: [deploy, late] }] }),
  );
  const { restApiId = '' } = api ?? {};
  const { items = [] } = await apigateway.send(new GetResourcesCommand({ restApiId, embed: ['methods'], limit: 500 }));
  const types = items.flatMap(({ resourceMethods = {} }) =>
    Object.values(resourceMethods).map((method) => method.authorizationType),
  );
  expect(types.sort()).toEqual(['AWS_IAM', 'COGNITO_USER_POOLS', 'CUSTOM', 'CUSTOM', 'NONE']);
  const { item: [stage] = [] } = await apigateway.send(new GetStagesCommand({ restApiId }));
  const deploymentId = stage?.deploymentId ?? '';
  const { apiSummary = {} } = await apigateway.send(
    new GetDeploymentCommand({ restApiId, deploymentId, embed: ['apisummary'] }),
  );
  expect(Object.keys(apiSummary)).toHaveLength(4);
});

test('an OpenAPI document is imported under the name of the seed', async () => {
  const openApi = {
    openapi: '3.0.1',
    info: { title: 'other', version: '7' },
    paths: { '/pets/{pet}': { get: { 'x-amazon-apigateway-integration': { type: 'mock' } } } },
    'x-amazon-apigateway-policy': open,
  };
  const [api] = await plant(
    sandbox,
    atHome({ restApis: [{ name: 'pets', openApi, tags: { a: 'b' }, afterwards: [deploy] }] }),
  );
  expect(api?.stages).toEqual([{ stageName: 'prod', path: '/pets/pet' }]);
  await expect(apigateway.send(new GetRestApiCommand({ restApiId: api?.restApiId ?? '' }))).resolves.toMatchObject({
    name: 'pets',
    tags: { a: 'b' },
    endpointConfiguration: { types: ['PRIVATE'] },
    policy: expect.stringContaining('execute-api:Invoke'),
  });
});

test.each([
  [
    { restApis: [{ name: 'a', afterwards: [deploy] }] },
    "restApis.0: BadRequestException: Private REST API doesn't have a resource policy attached to it",
  ],
  [{ restApis: [{ name: 'a', policy: 'no policy' }] }, 'restApis.0: BadRequestException: Invalid policy document'],
  [{ restApis: [{ name: 'a', policy: open, copies: 601 }] }, 'restApis.0: LimitExceededException'],
  [{ vpcs: [{ vpcId: 'vpc-0a0a0a0a', cidrBlock: '10.0.0.0/8' }] }, 'vpcs.0: InvalidVpc.Range'],
  [{ vpcs: [{ vpcId: 'vpc-0a0a0a0a' }, { vpcId: 'vpc-0a0a0a0a' }] }, 'vpcs.1: vpc-0a0a0a0a exists already'],
  [
    { vpcEndpoints: [{ vpcEndpointId: 'vpce-0a0a0a0a', vpcId: 'vpc-0a0a0a0a' }] },
    'vpcEndpoints.0: vpce-0a0a0a0a: vpc-0a0a0a0a is no VPC',
  ],
])('%j is refused as AWS would refuse it, with its place', async (region, told) => {
  await expect(plant(sandbox, atHome(region))).rejects.toThrow(
    new RegExp(
      String.raw`^seed\.json:\d+:\d+: accounts\.111122223333\.regions\.eu-west-1\.${told.replaceAll('.', String.raw`\.`)}`,
    ),
  );
});

test('many similar APIs are made at once, and found page by page', async () => {
  await plant(sandbox, similarApis(1200, { policy: open, methods: [] }));
  const pages = await collect(paginateGetRestApis({ client: apigateway, pageSize: 500 }, {}));
  expect(pages.map(({ items }) => items?.length)).toEqual([500, 500, 200]);
  const names = new Set(pages.flatMap(({ items = [] }) => items.map(({ name }) => name)));
  expect(names.size).toBe(1200);
  expect(names.has('api-1200')).toBe(true);
});
