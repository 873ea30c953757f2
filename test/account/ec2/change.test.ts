/** Networks that are made and unmade, as the SDK's client sees it. */
import {
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DeleteVpcEndpointsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { putVpc } from '../../../account/sandbox/ec2/network.ts';
import { executeApi as ServiceName, networkOf } from '../../support/network.ts';
import { clientsOf, homeAccount, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

let sandbox: TestSandbox;
let ec2: EC2Client;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  ({ ec2 } = clientsOf(sandbox));
});
afterAll(() => sandbox.close());

test('a VPC and an endpoint that are created are described, with all that the client knows of them', async () => {
  const tags = [{ Key: 'Name', Value: 'a & b <c>' }];
  const { Vpc } = await ec2.send(
    new CreateVpcCommand({
      CidrBlock: '10.1.2.3/18',
      TagSpecifications: [{ ResourceType: 'vpc', Tags: tags }],
    }),
  );
  expect(Vpc).toMatchObject({ CidrBlock: '10.1.0.0/18', OwnerId: homeAccount, Tags: tags });
  const { VpcId = '' } = Vpc ?? {};
  const { VpcEndpoint } = await ec2.send(
    new CreateVpcEndpointCommand({ VpcId, ServiceName, VpcEndpointType: 'Interface' }),
  );
  expect(VpcEndpoint?.State).toBe('pending');
  const { VpcEndpoints } = await ec2.send(new DescribeVpcEndpointsCommand({}));
  expect(VpcEndpoints).toEqual([
    {
      VpcEndpointId: expect.stringMatching(/^vpce-[0-9a-f]{17}$/),
      VpcEndpointType: 'Interface',
      VpcId,
      ServiceName,
      State: 'available',
      PrivateDnsEnabled: true,
      RequesterManaged: false,
      CreationTimestamp: new Date('2026-03-01T12:00:00Z'),
      Tags: [],
      OwnerId: homeAccount,
    },
  ]);
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [VpcId] }));
  expect(Vpcs).toEqual([Vpc]);
});

test.each(['10.0.0.0/8', '10.0.0.0/29', '10.0.0.256/16', '10.0.0.0', 'fd00::/64'])(
  '%s is no VPC',
  async (CidrBlock) => {
    await expect(ec2.send(new CreateVpcCommand({ CidrBlock }))).rejects.toMatchObject({ name: 'InvalidVpc.Range' });
  },
);

test('an endpoint needs a VPC of the account, a service that AWS offers, and a type that the service has', async () => {
  const { ec2: client } = networkOf(sandbox, '100000000007', 1);
  const VpcId = 'vpc-00007000000000000';
  const create = (input: object): Promise<unknown> =>
    client.send(new CreateVpcEndpointCommand({ VpcId, ServiceName, VpcEndpointType: 'Interface', ...input }));
  await expect(create({ VpcId: 'vpc-0123456789abcdef0' })).rejects.toMatchObject({ name: 'InvalidVpcID.NotFound' });
  await expect(create({ ServiceName: 'com.amazonaws.us-east-1.execute-api' })).rejects.toMatchObject({
    name: 'InvalidServiceName',
  });
  await expect(create({ VpcEndpointType: 'Gateway' })).rejects.toMatchObject({
    name: 'InvalidParameter',
    message: 'Endpoint type (Gateway) does not match available service types ([Interface]).',
  });
  await expect(create({ PolicyDocument: '{}' })).rejects.toMatchObject({ name: 'NotModelledBySandbox' });
  await expect(
    create({ TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'a', Value: 'b' }] }] }),
  ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  const { VpcEndpoints } = await client.send(new DescribeVpcEndpointsCommand({}));
  expect(VpcEndpoints).toHaveLength(1);
});

test('deleting tells of the endpoints that are not there, and deletes the others', async () => {
  const { ec2: client } = networkOf(sandbox, '100000000008', 2);
  const VpcEndpointIds = ['vpce-00008000000000000', 'vpce-0123456789abcdef0'];
  const { Unsuccessful } = await client.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds }));
  expect(Unsuccessful).toEqual([
    {
      ResourceId: 'vpce-0123456789abcdef0',
      Error: {
        Code: 'InvalidVpcEndpointId.NotFound',
        Message: "The Vpc Endpoint Id 'vpce-0123456789abcdef0' does not exist",
      },
    },
  ]);
  const { VpcEndpoints } = await client.send(new DescribeVpcEndpointsCommand({}));
  expect(VpcEndpoints?.map(({ VpcEndpointId }) => VpcEndpointId)).toEqual(['vpce-00008000000000001']);
});

test('no two accounts have a VPC or an endpoint of one id', () => {
  const { region } = networkOf(sandbox, '100000000009');
  const vpc = { vpcId: 'vpc-0c0c0c0c', cidrBlock: '10.0.0.0/16', isDefault: false, tags: {} };
  putVpc(region, vpc);
  const other = networkOf(sandbox, '100000000010').region;
  expect(() => {
    putVpc(other, vpc);
  }).toThrow('vpc-0c0c0c0c exists already: in eu-west-1 of 100000000009');
});
