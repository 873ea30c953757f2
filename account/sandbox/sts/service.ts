/** AWS STS: who calls, and as whom to call on. An account's root may assume roles here, where AWS wants a user or a role. */
import { z } from 'zod';
import { ServiceError } from '../core/errors.ts';
import { operation, type Service } from '../core/operation.ts';
import { assumeRole } from './assume-role.ts';
import { roleOfSession } from './roles.ts';

export const service: Service = {
  id: 'sts',
  operations: {
    AssumeRole: assumeRole,
    /** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
    GetCallerIdentity: operation(z.strictObject({}), (_, { world, principal }) => {
      const role = roleOfSession(world, principal);
      const sessionName = principal.arn.split('/').pop() ?? '';
      return {
        UserId: role === null ? principal.accountId : `${role.roleId}:${sessionName}`,
        Account: principal.accountId,
        Arn: principal.arn,
      };
    }),
  },
  invalidInput: (problem) => new ServiceError('ValidationError', 400, problem),
  throttled: () => new ServiceError('Throttling', 400, 'Rate exceeded'),
  denied: (action, { arn }) =>
    new ServiceError('AccessDenied', 403, `User: ${arn} is not authorized to perform: ${action}`),
  internalError: () => new ServiceError('InternalFailure', 500, 'An internal error has occurred'),
};
