import { ServiceError } from '../core/errors.ts';
import type { Service } from '../core/operation.ts';

export const service: Service = {
  id: 'apigateway',
  operations: {},
  invalidInput: (problem) => new ServiceError('BadRequestException', 400, problem),
  throttled: () => new ServiceError('TooManyRequestsException', 429, 'Too Many Requests'),
  denied: (action, { arn }) =>
    new ServiceError('AccessDeniedException', 403, `User: ${arn} is not authorized to perform: ${action}`),
  internalError: () => new ServiceError('InternalFailure', 500, 'Internal failure'),
};
