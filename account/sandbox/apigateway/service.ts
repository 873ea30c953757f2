/**
 * API Gateway's control plane. https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html
 * In this room, *recorded* is what public recordings of AWS's own answers show, and *assumed* what no page and no recording tells.
 */
import { ServiceError } from '../core/errors.ts';
import type { Service } from '../core/operation.ts';
import { authorizerOperations } from './authorizers.ts';
import { deploymentOperations } from './deployments.ts';
import { exportOperations } from './export.ts';
import { importOperations } from './import.ts';
import { integrationOperations } from './integrations.ts';
import { methodOperations } from './methods.ts';
import { limitRate, tooManyRequests } from './rate-limits.ts';
import { resourceOperations } from './resources.ts';
import { restApiOperations } from './rest-apis.ts';
import { stageOperations } from './stages.ts';
import { tagOperations } from './tags.ts';
import { updateRestApiOperations } from './update-rest-api.ts';
import { updateStageOperations } from './update-stage.ts';

export const service: Service = {
  id: 'apigateway',
  operations: {
    ...restApiOperations,
    ...updateRestApiOperations,
    ...importOperations,
    ...resourceOperations,
    ...methodOperations,
    ...integrationOperations,
    ...authorizerOperations,
    ...deploymentOperations,
    ...stageOperations,
    ...updateStageOperations,
    ...exportOperations,
    ...tagOperations,
  },
  /** Recorded: what breaks the model is a ValidationException, what API Gateway itself refuses a BadRequestException. */
  invalidInput: (problem) => new ServiceError('ValidationException', 400, `1 validation error detected: ${problem}`),
  throttled: tooManyRequests,
  denied: (action, { arn }) =>
    new ServiceError('AccessDeniedException', 403, `User: ${arn} is not authorized to perform: ${action}`),
  internalError: () => new ServiceError('InternalFailure', 500, 'Internal failure'),
  limit: limitRate,
};
