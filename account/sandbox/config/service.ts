import { ServiceError } from '../core/errors.ts';
import type { Service } from '../core/operation.ts';

export const service: Service = {
  id: 'config',
  operations: {},
  invalidInput: (problem) => new ServiceError('ValidationException', 400, problem),
  throttled: () => new ServiceError('ThrottlingException', 400, 'Rate exceeded'),
  denied: (action, { arn }) =>
    new ServiceError('AccessDeniedException', 400, `User: ${arn} is not authorized to perform: ${action}`),
  internalError: () => new ServiceError('InternalFailure', 500, 'Internal failure'),
};
