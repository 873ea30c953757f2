/** D: who calls, and the network. */
import { expect } from '@jest/globals';
import { DescribeVpcEndpointsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { refusal } from './answers.ts';
import { clause, type Clause } from './clause.ts';

export const placeClauses: readonly Clause[] = [
  clause('D1.1', 'GetCallerIdentity gives account, ARN and user id', async ({ clients, partition, accountId }) => {
    const { Account, Arn, UserId } = await clients.sts.send(new GetCallerIdentityCommand({}));
    expect(Account).toMatch(/^\d{12}$/);
    expect(Arn).toMatch(new RegExp(`^arn:${partition}:(iam|sts)::${accountId}:`));
    expect(UserId).toMatch(/./);
  }),
  clause('D2.1', 'a VPC endpoint that is not there, and a text that is none', async ({ clients }) => {
    const described = (id: string): Promise<unknown> =>
      clients.ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [id] }));
    expect((await refusal(described('vpce-0123456789abcdef0'))).name).toBe('InvalidVpcEndpointId.NotFound');
    expect((await refusal(described('orders'))).name).toMatch(/^InvalidVpcEndpointId\.(Malformed|NotFound)$/);
  }),
  clause('D2.4', 'pages of VPCs have 5 to 1,000 entries', async ({ clients }) => {
    for (const MaxResults of [4, 1001]) {
      const { status } = await refusal(clients.ec2.send(new DescribeVpcsCommand({ MaxResults })));
      expect(status).toBe(400);
    }
    await clients.ec2.send(new DescribeVpcsCommand({ MaxResults: 1000 }));
  }),
];
