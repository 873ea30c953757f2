/** VPCs, as far as they have an id, a range and an owner. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Vpc.html */
import { z } from 'zod';
import { operation, type Operation } from '../core/operation.ts';
import type { OutputRecord } from '../core/values.ts';
import type { Region } from '../core/world.ts';
import { describe, pageMembers, type Describable } from './describe.ts';
import { putVpc, vpcIdPattern, vpcsOf, type Vpc } from './network.ts';
import { cidrBlockInvalid, vpcIdMalformed, vpcNotFound } from './refusals.ts';
import { tagMembers, tagsFor, wireTags } from './tags.ts';

const smallestPage = 5;

export const vpcOperations: Readonly<Record<string, Operation>> = {
  DescribeVpcs: operation(
    z.strictObject({
      VpcIds: z.array(z.string()).optional(),
      ...pageMembers,
      MaxResults: pageMembers.MaxResults.refine(
        (size) => size === undefined || (size >= smallestPage && size <= 1000),
        {
          message: 'must be between 5 and 1000',
        },
      ),
    }),
    ({ VpcIds = [], Filters = [], MaxResults, NextToken }, { region }) => {
      const wanted = { ids: VpcIds, filters: Filters, maxResults: MaxResults, nextToken: NextToken };
      const { items, nextToken } = describe(vpcsOf(region), wanted, describable(region));
      return { Vpcs: items.map((vpc) => wireVpc(vpc, region)), NextToken: nextToken };
    },
  ),
  CreateVpc: operation(z.strictObject({ CidrBlock: z.string(), ...tagMembers }), (input, { region, world }) => {
    const vpc: Vpc = {
      vpcId: `vpc-0${world.ids.hex(16)}`,
      cidrBlock: cidrBlockOf(input.CidrBlock),
      isDefault: false,
      tags: tagsFor('vpc', input),
    };
    putVpc(region, vpc);
    return { Vpc: wireVpc(vpc, region) };
  }),
};

const otherFilters = [
  'cidr-block-association.association-id',
  'cidr-block-association.state',
  'dhcp-options-id',
  'ipv6-cidr-block-association.association-id',
  'ipv6-cidr-block-association.ipv6-cidr-block',
  'ipv6-cidr-block-association.ipv6-pool',
  'ipv6-cidr-block-association.state',
];

function describable({ accountId }: Region): Describable<Vpc> {
  return {
    idsMember: 'VpcIds',
    idPattern: vpcIdPattern,
    malformed: vpcIdMalformed,
    notFound: vpcNotFound,
    tagsOf: ({ tags }) => tags,
    filters: {
      cidr: ({ cidrBlock }) => cidrBlock,
      'cidr-block-association.cidr-block': ({ cidrBlock }) => cidrBlock,
      'is-default': ({ isDefault }) => String(isDefault),
      'owner-id': () => accountId,
      state: () => 'available',
      'vpc-id': ({ vpcId }) => vpcId,
    },
    otherFilters,
  };
}

const wireVpc = ({ vpcId, cidrBlock, isDefault, tags }: Vpc, { accountId }: Region): OutputRecord => ({
  VpcId: vpcId,
  OwnerId: accountId,
  State: 'available',
  CidrBlock: cidrBlock,
  IsDefault: isDefault,
  InstanceTenancy: 'default',
  Tags: wireTags(tags),
});

/** @returns the canonical form: the bits behind the prefix are zero. @throws ServiceError for a range that no VPC may have */
export function cidrBlockOf(text: string): string {
  const [, ...digits] = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text) ?? [];
  const octets = digits.slice(0, 4).map(Number);
  const length = Number(digits[4]);
  if (octets.length < 4 || octets.some((octet) => octet > 255) || length < 16 || length > 28)
    throw cidrBlockInvalid(text);
  const masked = octets.map((octet, index) => octet & (0xff00 >> Math.min(8, Math.max(0, length - 8 * index))) & 0xff);
  return `${masked.join('.')}/${length}`;
}
