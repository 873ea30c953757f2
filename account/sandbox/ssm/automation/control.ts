/** Operations that act on a running execution. */
import { z } from 'zod';
import { notModelled } from '../../core/errors.ts';
import { operation, type Operation } from '../../core/operation.ts';
import { refusal } from '../errors.ts';
import { executionOf, type Execution } from './execution.ts';

const AutomationExecutionId = z.string().length(36);

/**
 * `Cancel` interrupts the step that runs, and goes on at its `onCancel`. `Complete` lets it finish, and begins no other; AWS does not
 * say which status an execution has then: here it is that of the steps so far.
 */
const stopAutomationExecution = operation(
  z.strictObject({ AutomationExecutionId, Type: z.enum(['Cancel', 'Complete']).default('Cancel') }),
  ({ Type, ...asked }, { region }) => {
    const execution = executionOf(region, asked.AutomationExecutionId);
    if (execution.isOver() || execution.stop === 'Cancel')
      throw refusal('InvalidAutomationStatusUpdateException', "The specified update status operation isn't valid.");
    stop(execution, Type);
    return {};
  },
);

function stop(execution: Execution, type: 'Cancel' | 'Complete'): void {
  execution.stop = type;
  const isQueued = execution.status === 'Pending';
  if (type === 'Cancel') {
    execution.interruption.abort();
    execution.status = 'Cancelling';
  }
  if (isQueued) execution.end('Cancelled');
}

const sendAutomationSignal = operation(
  z.strictObject({
    AutomationExecutionId,
    SignalType: z.enum(['Approve', 'Reject', 'Resume', 'StartStep', 'StopStep', 'Revoke']),
    Payload: z.record(z.string(), z.array(z.string())).default({}),
  }),
  ({ SignalType: type, Payload, ...asked }, { region, principal }) => {
    if (type === 'StartStep' || type === 'StopStep' || type === 'Revoke') throw notModelled(`the signal ${type}`);
    const execution = executionOf(region, asked.AutomationExecutionId);
    const stepName = Payload['StepName']?.[0];
    if (stepName !== undefined && execution.records.every(({ step }) => step.name !== stepName))
      throw refusal(
        'AutomationStepNotFoundException',
        "The specified step name and execution ID don't exist. Verify the information and try again.",
      );
    const { waiting } = execution;
    const isMeant = type !== 'Resume' || stepName === waiting?.record.step.name;
    if (waiting === null || !isMeant)
      throw refusal('InvalidAutomationSignalException', "The signal isn't valid for the current Automation execution.");
    waiting.receive({ type, sender: principal, comment: Payload['Comment']?.[0] ?? '' });
    return {};
  },
);

export const controlling: Readonly<Record<string, Operation>> = {
  StopAutomationExecution: stopAutomationExecution,
  SendAutomationSignal: sendAutomationSignal,
};
