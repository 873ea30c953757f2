/**
 * Automation executions of Systems Manager.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetAutomationExecution.html
 */
import { type AutomationExecutionStatus, GetAutomationExecutionCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Automation, AutomationExecution, AutomationStatus } from '../ports.ts';
import type { Connection } from './connection.ts';
import { ask, given, unreadable } from './faults.ts';

export function automation({ repeatable }: Connection): Automation {
  const client = new SSMClient(repeatable);
  return {
    execution: (executionId) => execution(client, executionId),
  };
}

async function execution(client: SSMClient, executionId: string): Promise<AutomationExecution> {
  const operation = 'ssm:GetAutomationExecution';
  const command = new GetAutomationExecutionCommand({ AutomationExecutionId: executionId });
  const answer = await ask(operation, () => client.send(command));
  const found = given(operation, 'AutomationExecution', answer.AutomationExecution);
  const status = given(operation, 'AutomationExecutionStatus', found.AutomationExecutionStatus);
  return {
    executionId,
    documentName: given(operation, 'DocumentName', found.DocumentName),
    status: statusOf(operation, status),
    failureMessage: found.FailureMessage ?? null,
    outputs: found.Outputs ?? {},
  };
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-statuses.html */
const statuses: Readonly<Record<AutomationExecutionStatus, AutomationStatus>> = {
  Pending: 'running',
  InProgress: 'running',
  Waiting: 'running',
  Cancelling: 'running',
  PendingApproval: 'running',
  Approved: 'running',
  Scheduled: 'running',
  RunbookInProgress: 'running',
  PendingChangeCalendarOverride: 'running',
  ChangeCalendarOverrideApproved: 'running',
  Success: 'success',
  CompletedWithSuccess: 'success',
  Failed: 'failed',
  CompletedWithFailure: 'failed',
  Rejected: 'failed',
  ChangeCalendarOverrideRejected: 'failed',
  Exited: 'failed',
  Cancelled: 'cancelled',
  TimedOut: 'timed-out',
};

/** @throws AccountFault `unavailable` when the status is none that AWS documents */
export function statusOf(operation: string, status: string): AutomationStatus {
  const known = new Map<string, AutomationStatus>(Object.entries(statuses)).get(status);
  if (known !== undefined) return known;
  throw unreadable(operation, `the status \`${status}\` is none that AWS documents`);
}
