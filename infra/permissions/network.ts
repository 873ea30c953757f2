/** The account's own network. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
import { allow, type Permission } from './statement.ts';

export const readVpcs = (): Permission =>
  allow({
    sid: 'ReadVpcs',
    why: 'Which VPCs are the account’s own; EC2 knows no resource for this action.',
    actions: ['ec2:DescribeVpcs'],
    resources: ['*'],
  });

export const readVpcEndpoints = (): Permission =>
  allow({
    sid: 'ReadVpcEndpoints',
    why: 'Which VPC endpoints are the account’s own, and in which VPC each lies; EC2 knows no resource for this action.',
    actions: ['ec2:DescribeVpcEndpoints'],
    resources: ['*'],
  });
