/** AWS Config: what is recorded, which rules judge it, and what is done about it. */
import { ServiceError } from '../core/errors.ts';
import type { Service } from '../core/operation.ts';
import { complianceOperations } from './evaluation/operations.ts';
import { evaluationOperations } from './evaluation/put-evaluations.ts';
import { validation } from './errors.ts';
import { packComplianceOperations } from './pack/compliance-operations.ts';
import { packOperations } from './pack/operations.ts';
import { organisationOperations } from './pack/organisation-operations.ts';
import { deliveryChannelOperations } from './recorder/delivery-channel.ts';
import { historyOperations } from './recorder/history-operations.ts';
import { recorderOperations } from './recorder/operations.ts';
import { exceptionOperations } from './remediation/exception-operations.ts';
import { executionOperations } from './remediation/execution-operations.ts';
import { remediationOperations } from './remediation/operations.ts';
import { deleteOperations } from './rule/delete.ts';
import { ruleOperations } from './rule/operations.ts';
import { putOperations } from './rule/put.ts';

export const service: Service = {
  id: 'config',
  operations: {
    ...recorderOperations,
    ...deliveryChannelOperations,
    ...historyOperations,
    ...putOperations,
    ...ruleOperations,
    ...deleteOperations,
    ...evaluationOperations,
    ...complianceOperations,
    ...remediationOperations,
    ...executionOperations,
    ...exceptionOperations,
    ...packOperations,
    ...packComplianceOperations,
    ...organisationOperations,
  },
  invalidInput: (problem) => validation(`1 validation error detected: ${problem}`),
  throttled: () => new ServiceError('ThrottlingException', 400, 'Rate exceeded'),
  denied: (action, { arn }) =>
    new ServiceError('AccessDeniedException', 400, `User: ${arn} is not authorized to perform: ${action}`),
  internalError: () => new ServiceError('InternalFailure', 500, 'Internal failure'),
};
