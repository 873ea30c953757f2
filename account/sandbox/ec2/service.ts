/** Amazon EC2, as far as a private API's network is told by it: VPCs and VPC endpoints. */
import { ServiceError } from '../core/errors.ts';
import type { Service } from '../core/operation.ts';
import { invalidParameter } from './refusals.ts';
import { vpcEndpointOperations } from './vpc-endpoints.ts';
import { vpcOperations } from './vpcs.ts';

export const service: Service = {
  id: 'ec2',
  operations: { ...vpcOperations, ...vpcEndpointOperations },
  invalidInput: invalidParameter,
  throttled: () => new ServiceError('RequestLimitExceeded', 503, 'Request limit exceeded.'),
  denied: (action, { arn }) =>
    new ServiceError(
      'UnauthorizedOperation',
      403,
      `You are not authorized to perform this operation. User: ${arn} is not authorized to perform: ${action}`,
    ),
  internalError: () => new ServiceError('InternalError', 500, 'An internal error has occurred'),
};
