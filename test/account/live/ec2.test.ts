/** The account's own network through the live adapter. */
import { CreateVpcCommand, CreateVpcEndpointCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { clientsOf, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import { connectTo } from './account.ts';

let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const own = { accountId: '222233334444', credentials: { accessKeyId: '222233334444', secretAccessKey: 'sandbox' } };

test.each([
  ['eu-west-1', 'com.amazonaws.eu-west-1.execute-api', 'com.amazonaws.eu-west-1.s3'],
  ['cn-north-1', 'cn.com.amazonaws.cn-north-1.execute-api', 'com.amazonaws.cn-north-1.s3'],
])('in %s, VPCs are read, and of their endpoints those for execute-api', async (region, executeApi, s3) => {
  const { ec2 } = clientsOf(sandbox, own.accountId, region);
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const place = { VpcId: Vpc?.VpcId };
  const { VpcEndpoint } = await ec2.send(
    new CreateVpcEndpointCommand({ ...place, ServiceName: executeApi, VpcEndpointType: 'Interface' }),
  );
  await ec2.send(new CreateVpcEndpointCommand({ ...place, ServiceName: s3 }));
  const account = await connectTo(sandbox, { ...own, region });
  expect(await account.vpcIds()).toEqual([Vpc?.VpcId]);
  expect(await account.vpcEndpoints()).toEqual([{ vpcEndpointId: VpcEndpoint?.VpcEndpointId, vpcId: Vpc?.VpcId }]);
});

test('a VPC that another account shares is not the account’s own', async () => {
  const lister = await connectTo(sandbox, { ...own, accountId: '333344445555' });
  expect(await lister.vpcIds()).toEqual([]);
});
