/** A sandbox in which every test has an account of its own, with as many VPCs and endpoints as it asks for. */
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { Region } from '../../account/sandbox/core/world.ts';
import { putVpc, putVpcEndpoint } from '../../account/sandbox/ec2/network.ts';
import { clientsOf, homeRegion, type TestSandbox } from './sandbox.ts';

export const executeApi = `com.amazonaws.${homeRegion}.execute-api`;

export interface Network {
  readonly ec2: EC2Client;
  readonly region: Region;
}

/** The ids end in the account's last five digits and twelve of their own: `vpc-00003000000000007`. The first VPC is the default. */
export function networkOf(sandbox: TestSandbox, accountId: string, count = 0): Network {
  const region = sandbox.world.region(accountId, homeRegion);
  for (let index = 0; index < count; index += 1) {
    const digits = accountId.slice(-5) + String(index).padStart(12, '0');
    const vpcId = `vpc-${digits}`;
    putVpc(region, { vpcId, cidrBlock: '10.0.0.0/16', isDefault: index === 0, tags: {} });
    putVpcEndpoint(region, {
      vpcEndpointId: `vpce-${digits}`,
      vpcId,
      serviceName: executeApi,
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      tags: {},
      createdAt: 0,
    });
  }
  return { ec2: clientsOf(sandbox, accountId).ec2, region };
}
