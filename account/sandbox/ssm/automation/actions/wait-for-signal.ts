/**
 * `aws:approve` and `aws:pause`: steps that wait for somebody.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-approve.html
 */
import { z } from 'zod';
import type { Json } from '../../../core/values.ts';
import { refusal } from '../../errors.ts';
import { problemsOf } from '../../runbook/problems.ts';
import type { Signal } from '../execution.ts';
import { badInput, StepFailure } from '../failure.ts';
import { noOutputs, type ActionRun, type ActionRunner } from '../run.ts';
import { isApprover } from './approver.ts';

const inputs = z.object({
  Approvers: z.array(z.string()).min(1).max(10),
  MinRequiredApprovals: z.int().min(1).default(1),
  Message: z.string().max(4096).optional(),
  NotificationArn: z.string().optional(),
});

/** Nobody is told by SNS: the sandbox has none. */
export const approve: ActionRunner = async (run) => {
  const { Approvers, MinRequiredApprovals } = approvalOf(run);
  const decisions: Json[] = [];
  const decided = new Set<string>();
  const status = await signalled(run, (signal) => {
    const approver = Approvers.find((name) => isApprover(name, signal.sender));
    if (signal.type === 'Resume' || approver === undefined || decided.has(approver)) throw invalidSignal();
    decided.add(approver);
    const isApproval = signal.type === 'Approve';
    const Decision = isApproval ? 'Approved' : 'Rejected';
    decisions.push({ Approver: signal.sender.arn, Decision, Comment: signal.comment });
    if (!isApproval) return 'Rejected';
    return decisions.length < MinRequiredApprovals ? null : 'Approved';
  });
  if (status === 'Rejected')
    throw new StepFailure('Invocation', 'Action', `The step was rejected: ${JSON.stringify(decisions)}`);
  return new Map<string, Json>([
    ['ApprovalStatus', status],
    ['ApproverDecisions', decisions],
  ]);
};

function approvalOf({ record }: ActionRun): z.output<typeof inputs> {
  const parsed = inputs.safeParse(record.inputs);
  if (!parsed.success) throw badInput(problemsOf(parsed.error));
  const { Approvers, MinRequiredApprovals } = parsed.data;
  if (MinRequiredApprovals > Approvers.length)
    throw badInput(`${Approvers.length} approvers cannot give ${MinRequiredApprovals} approvals`);
  return parsed.data;
}

export const pause: ActionRunner = async (run) => {
  await signalled(run, (signal) => {
    if (signal.type !== 'Resume') throw invalidSignal();
    return 'Resumed';
  });
  return noOutputs;
};

const invalidSignal = (): Error =>
  refusal('InvalidAutomationSignalException', "The signal isn't valid for the current Automation execution.");

/** @param receive what came of a signal; null: wait on */
function signalled<Result>(run: ActionRun, receive: (signal: Signal) => Result | null): Promise<Result> {
  const goOn = beginWaiting(run);
  return new Promise((resolve) => {
    run.execution.waiting = {
      record: run.record,
      receive: (signal) => {
        const result = receive(signal);
        if (result === null) return;
        goOn();
        resolve(result);
      },
    };
    run.signal.addEventListener('abort', goOn, { once: true });
  });
}

/** @returns ends the wait */
function beginWaiting({ execution, record }: ActionRun): () => void {
  const before = execution.status;
  record.status = 'Waiting';
  execution.status = 'Waiting';
  return () => {
    if (execution.waiting?.record !== record) return;
    execution.waiting = null;
    record.status = 'InProgress';
    execution.status = before;
  };
}
