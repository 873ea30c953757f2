/**
 * The account's own VPCs and VPC endpoints. Its SDK client is a large one: load this file only when it is needed.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html
 */
import { EC2Client, paginateDescribeVpcEndpoints, paginateDescribeVpcs } from '@aws-sdk/client-ec2';
import type { Place, ReadNetwork } from '../ports.ts';
import type { Connection } from './connection.ts';
import { allPages, given } from './faults.ts';

const pageSize = 1000;

export function readNetwork({ repeatable }: Connection, { accountId }: Place): ReadNetwork {
  const client = new EC2Client(repeatable);
  return {
    vpcIds: async () => {
      const operation = 'ec2:DescribeVpcs';
      const pages = await allPages(operation, paginateDescribeVpcs({ client, pageSize }, {}));
      // A VPC that another account shares is listed too, under its owner.
      const isOwn = ({ OwnerId }: { OwnerId?: string | undefined }): boolean =>
        given(operation, 'OwnerId', OwnerId) === accountId;
      return pages.flatMap(({ Vpcs = [] }) => Vpcs.filter(isOwn)).map(({ VpcId }) => given(operation, 'VpcId', VpcId));
    },
    vpcEndpoints: async () => {
      const operation = 'ec2:DescribeVpcEndpoints';
      const pages = await allPages(operation, paginateDescribeVpcEndpoints({ client, pageSize }, {}));
      return pages
        .flatMap(({ VpcEndpoints = [] }) => VpcEndpoints.filter(({ ServiceName }) => isExecuteApi(ServiceName)))
        .map(({ VpcEndpointId, VpcId }) => ({
          vpcEndpointId: given(operation, 'VpcEndpointId', VpcEndpointId),
          vpcId: given(operation, 'VpcId', VpcId),
        }));
    },
  };
}

/** `com.amazonaws.eu-west-1.execute-api`, and `cn.com.amazonaws.cn-north-1.execute-api` in China. */
const isExecuteApi = (serviceName: string | undefined): boolean => serviceName?.endsWith('.execute-api') === true;
