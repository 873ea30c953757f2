/**
 * Systems Manager: Automation documents, and executions that walk them.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-automation.html
 */
import { ServiceError } from '../core/errors.ts';
import type { Service } from '../core/operation.ts';
import { controlling } from './automation/control.ts';
import { showing } from './automation/read.ts';
import { startAutomationExecution } from './automation/start.ts';
import { reading } from './documents/read.ts';
import { sharing } from './documents/share.ts';
import { writing } from './documents/write.ts';
import { refusal } from './errors.ts';

export const service: Service = {
  id: 'ssm',
  operations: {
    ...writing,
    ...reading,
    ...sharing,
    ...showing,
    ...controlling,
    StartAutomationExecution: startAutomationExecution,
  },
  invalidInput: (problem) => refusal('ValidationException', problem),
  throttled: () => refusal('ThrottlingException', 'Rate exceeded'),
  denied: (action, { arn }) => refusal('AccessDeniedException', `User: ${arn} is not authorized to perform: ${action}`),
  internalError: () => new ServiceError('InternalServerError', 500, 'An error occurred on the server side.'),
};
