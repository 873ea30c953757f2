/**
 * VPC endpoints: interface endpoints, such as those for API Gateway's `execute-api`, and gateway endpoints. Endpoint policies,
 * subnets and security groups are not modelled.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html
 */
import { z } from 'zod';
import { operation, type Operation } from '../core/operation.ts';
import type { OutputRecord } from '../core/values.ts';
import type { Region } from '../core/world.ts';
import { wireBoolean } from '../core/wire-text.ts';
import { describe, pageMembers, type Describable } from './describe.ts';
import {
  putVpcEndpoint,
  removeVpcEndpoint,
  vpcEndpointIdPattern,
  vpcEndpointsOf,
  vpcsOf,
  type VpcEndpoint,
} from './network.ts';
import {
  endpointTypeMismatch,
  serviceNameUnknown,
  vpcEndpointIdMalformed,
  vpcEndpointNotFound,
  vpcNotFound,
} from './refusals.ts';
import { tagMembers, tagsFor, wireTags } from './tags.ts';

const createInput = z.strictObject({
  VpcId: z.string(),
  ServiceName: z.string(),
  VpcEndpointType: z.enum(['Interface', 'Gateway']).default('Gateway'),
  PrivateDnsEnabled: wireBoolean.optional(),
  ...tagMembers,
});

export const vpcEndpointOperations: Readonly<Record<string, Operation>> = {
  DescribeVpcEndpoints: operation(
    z.strictObject({ VpcEndpointIds: z.array(z.string()).optional(), ...pageMembers }),
    ({ VpcEndpointIds = [], Filters = [], MaxResults, NextToken }, { region }) => {
      const wanted = { ids: VpcEndpointIds, filters: Filters, maxResults: MaxResults, nextToken: NextToken };
      const { items, nextToken } = describe(vpcEndpointsOf(region), wanted, describable);
      return {
        VpcEndpoints: items.map((endpoint) => wireVpcEndpoint(endpoint, region, 'available')),
        NextToken: nextToken,
      };
    },
  ),
  CreateVpcEndpoint: operation(createInput, (input, { region }) => {
    const vpcEndpoint = created(input, region);
    putVpcEndpoint(region, vpcEndpoint);
    return { VpcEndpoint: wireVpcEndpoint(vpcEndpoint, region, 'pending') };
  }),
  DeleteVpcEndpoints: operation(
    z.strictObject({ VpcEndpointIds: z.array(z.string()).min(1) }),
    (input, { region }) => ({
      Unsuccessful: input.VpcEndpointIds.flatMap((id) => {
        if (removeVpcEndpoint(region, id)) return [];
        const { code, message } = vpcEndpointNotFound(id);
        return [{ ResourceId: id, Error: { Code: code, Message: message } }];
      }),
    }),
  ),
};

function created(input: z.output<typeof createInput>, region: Region): VpcEndpoint {
  const { VpcId: vpcId, ServiceName: serviceName, VpcEndpointType: type } = input;
  if (!vpcsOf(region).has(vpcId)) throw vpcNotFound(vpcId);
  const available = endpointTypesOf(serviceName, region);
  if (!available.includes(type)) throw endpointTypeMismatch(type, available);
  const { ids, clock } = region.world;
  return {
    vpcEndpointId: `vpce-0${ids.hex(16)}`,
    vpcId,
    serviceName,
    vpcEndpointType: type,
    privateDnsEnabled: input.PrivateDnsEnabled ?? type === 'Interface',
    tags: tagsFor('vpc-endpoint', input),
    createdAt: clock.now(),
  };
}

/** Such as `com.amazonaws.eu-west-1.execute-api`, and with `cn.` before it in China. */
export function executeApiService({ name, partition }: Region): string {
  return `${partition === 'aws-cn' ? 'cn.' : ''}com.amazonaws.${name}.execute-api`;
}

/** @throws ServiceError when AWS offers no such service in the Region, as far as the sandbox knows */
function endpointTypesOf(serviceName: string, region: Region): readonly string[] {
  if (serviceName === executeApiService(region)) return ['Interface'];
  if (serviceName === `com.amazonaws.${region.name}.s3`) return ['Gateway', 'Interface'];
  throw serviceNameUnknown(serviceName);
}

const describable: Describable<VpcEndpoint> = {
  idsMember: 'VpcEndpointIds',
  idPattern: vpcEndpointIdPattern,
  malformed: vpcEndpointIdMalformed,
  notFound: vpcEndpointNotFound,
  tagsOf: ({ tags }) => tags,
  filters: {
    'service-name': ({ serviceName }) => serviceName,
    'vpc-id': ({ vpcId }) => vpcId,
    'vpc-endpoint-id': ({ vpcEndpointId }) => vpcEndpointId,
    'vpc-endpoint-state': () => 'available',
    'vpc-endpoint-type': ({ vpcEndpointType }) => vpcEndpointType,
  },
  otherFilters: ['ip-address-type', 'service-region'],
};

const wireVpcEndpoint = (endpoint: VpcEndpoint, region: Region, state: 'pending' | 'available'): OutputRecord => ({
  VpcEndpointId: endpoint.vpcEndpointId,
  VpcEndpointType: endpoint.vpcEndpointType,
  VpcId: endpoint.vpcId,
  ServiceName: endpoint.serviceName,
  State: state,
  PrivateDnsEnabled: endpoint.privateDnsEnabled,
  RequesterManaged: false,
  CreationTimestamp: new Date(endpoint.createdAt),
  Tags: wireTags(endpoint.tags),
  OwnerId: region.accountId,
});
