/** EC2's describe calls, as the SDK's client sees them. */
import {
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcs,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { putVpc } from '../../../account/sandbox/ec2/network.ts';
import { collect } from '../../support/collect.ts';
import { executeApi as ServiceName, networkOf } from '../../support/network.ts';
import { clientsOf, homeAccount, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

let sandbox: TestSandbox;
let ec2: EC2Client;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  ({ ec2 } = clientsOf(sandbox));
});
afterAll(() => sandbox.close());

test('an account without a network has empty lists', async () => {
  const { ec2: client } = networkOf(sandbox, '100000000001');
  await expect(client.send(new DescribeVpcsCommand({}))).resolves.toMatchObject({ Vpcs: [] });
  await expect(client.send(new DescribeVpcEndpointsCommand({}))).resolves.toMatchObject({ VpcEndpoints: [] });
});

test('Regions of one account have networks of their own', async () => {
  networkOf(sandbox, '100000000002', 1);
  const other = clientsOf(sandbox, '100000000002', 'us-east-1').ec2;
  await expect(other.send(new DescribeVpcEndpointsCommand({}))).resolves.toMatchObject({ VpcEndpoints: [] });
});

test('pages go through all endpoints and VPCs once', async () => {
  const { ec2: client } = networkOf(sandbox, '100000000003', 23);
  const endpoints = await collect(paginateDescribeVpcEndpoints({ client, pageSize: 10 }, {}));
  expect(endpoints.map(({ VpcEndpoints }) => VpcEndpoints?.length)).toEqual([10, 10, 3]);
  const ids = endpoints.flatMap(({ VpcEndpoints = [] }) => VpcEndpoints.map(({ VpcEndpointId }) => VpcEndpointId));
  expect(new Set(ids).size).toBe(23);
  const vpcs = await collect(paginateDescribeVpcs({ client, pageSize: 5 }, {}));
  expect(vpcs.map(({ Vpcs }) => Vpcs?.length)).toEqual([5, 5, 5, 5, 3]);
});

test('a page holds 1,000 endpoints at most, whatever is asked for', async () => {
  const { ec2: client } = networkOf(sandbox, '100000000004', 1001);
  const { VpcEndpoints, NextToken } = await client.send(new DescribeVpcEndpointsCommand({ MaxResults: 5000 }));
  expect(VpcEndpoints).toHaveLength(1000);
  expect(NextToken).toBeDefined();
});

test('filters are joined by and, their values by or, with wildcards', async () => {
  const { ec2: client } = networkOf(sandbox, '100000000005', 12);
  const found = async (Name: string, ...Values: string[]): Promise<number | undefined> =>
    (await client.send(new DescribeVpcEndpointsCommand({ Filters: [{ Name, Values }] }))).VpcEndpoints?.length;
  await expect(found('vpc-id', 'vpc-00005000000000000', 'vpc-00005000000000011')).resolves.toBe(2);
  await expect(found('vpc-id', '*1')).resolves.toBe(2);
  await expect(found('vpc-id', 'vpc-0000500000000000?')).resolves.toBe(10);
  await expect(found('vpc-id', 'vpc.00005000000000000')).resolves.toBe(0);
  await expect(found('vpc-id', String.raw`\*1`)).resolves.toBe(0);
  await expect(found('service-name', ServiceName)).resolves.toBe(12);
  await expect(found('vpc-endpoint-state', 'available')).resolves.toBe(12);
  await expect(found('vpc-endpoint-state', 'Available')).resolves.toBe(0);
  await expect(found('vpc-endpoint-type', 'Gateway')).resolves.toBe(0);
  await expect(found('tag-key', 'Name')).resolves.toBe(0);
  const both = [
    { Name: 'vpc-endpoint-id', Values: ['*1'] },
    { Name: 'vpc-id', Values: ['*11'] },
  ];
  const { VpcEndpoints } = await client.send(new DescribeVpcEndpointsCommand({ Filters: both }));
  expect(VpcEndpoints).toHaveLength(1);
});

test('VPCs are found by their tags, their owner and whether they are the default', async () => {
  const { ec2: client, region } = networkOf(sandbox, '100000000006');
  const cidrBlock = '10.0.0.0/16';
  putVpc(region, { vpcId: 'vpc-0a0a0a0a', cidrBlock, isDefault: true, tags: {} });
  putVpc(region, { vpcId: 'vpc-0b0b0b0b', cidrBlock, isDefault: false, tags: { team: 'payments' } });
  const found = async (Name: string, Value: string): Promise<readonly (string | undefined)[] | undefined> =>
    (await client.send(new DescribeVpcsCommand({ Filters: [{ Name, Values: [Value] }] }))).Vpcs?.map(
      ({ VpcId }) => VpcId,
    );
  await expect(found('tag:team', 'pay*')).resolves.toEqual(['vpc-0b0b0b0b']);
  await expect(found('tag-key', 'team')).resolves.toEqual(['vpc-0b0b0b0b']);
  await expect(found('is-default', 'true')).resolves.toEqual(['vpc-0a0a0a0a']);
  await expect(found('owner-id', '100000000006')).resolves.toHaveLength(2);
  await expect(found('owner-id', homeAccount)).resolves.toEqual([]);
});

test.each([
  [{ VpcEndpointIds: ['vpce-0123456789abcdef0'] }, 'InvalidVpcEndpointId.NotFound', 'vpce-0123456789abcdef0'],
  [{ VpcEndpointIds: ['vpce-XYZ'] }, 'InvalidVpcEndpointId.Malformed', 'vpce-XYZ'],
  [{ VpcEndpointIds: ['vpce-0123456789abcdef0'], MaxResults: 10 }, 'InvalidParameterCombination', 'VpcEndpointIds'],
  [{ Filters: [{ Name: 'colour', Values: ['red'] }] }, 'InvalidParameterValue', "The filter 'colour' is invalid"],
  [{ Filters: [{ Name: 'service-region', Values: ['x'] }] }, 'NotModelledBySandbox', 'service-region'],
  [{ NextToken: 'x' }, 'InvalidParameterValue', "'x' for nextToken"],
  [{ DryRun: true }, 'NotModelledBySandbox', 'DryRun'],
])('DescribeVpcEndpoints of %j is refused with %s', async (input, name, told) => {
  await expect(ec2.send(new DescribeVpcEndpointsCommand(input))).rejects.toMatchObject({
    name,
    message: expect.stringContaining(told),
  });
});

test.each([
  [{ VpcIds: ['vpc-0123456789abcdef0'] }, 'InvalidVpcID.NotFound', "The vpc ID 'vpc-0123456789abcdef0' does not exist"],
  [{ VpcIds: ['default'] }, 'InvalidVpcId.Malformed', 'default'],
  [{ MaxResults: 4 }, 'InvalidParameterValue', 'MaxResults'],
])('DescribeVpcs of %j is refused with %s', async (input, name, told) => {
  await expect(ec2.send(new DescribeVpcsCommand(input))).rejects.toMatchObject({
    name,
    message: expect.stringContaining(told),
    $metadata: { httpStatusCode: 400 },
  });
});
