/** Steps that wait, and people who approve, stop and go on. */
import {
  SendAutomationSignalCommand,
  StopAutomationExecutionCommand,
  type AutomationExecution,
  type SignalType,
  type StopType,
} from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { automationSettings, dieBefore } from '../../../account/sandbox/ssm/automation/settings.ts';
import { pass, ssmOf, startAutomationBench, statuses, stepOf, type AutomationBench } from '../../support/automation.ts';
import { homeAccount } from '../../support/bare-sandbox.ts';

let bench: AutomationBench;

beforeEach(async () => {
  bench = await startAutomationBench();
});
afterEach(() => bench.sandbox.close());

const signal = (
  AutomationExecutionId: string,
  SignalType: SignalType,
  Payload?: Record<string, string[]>,
): Promise<unknown> => bench.ssm.send(new SendAutomationSignalCommand({ AutomationExecutionId, SignalType, Payload }));

const stop = (AutomationExecutionId: string, Type?: StopType): Promise<unknown> =>
  bench.ssm.send(new StopAutomationExecutionCommand({ AutomationExecutionId, Type }));

async function ended(id: string): Promise<AutomationExecution> {
  await bench.sandbox.clock.drive(bench.sandbox.world.idle());
  return bench.execution(id);
}

const root = `arn:aws:iam::${homeAccount}:root`;
const approve = (more: object = {}): object => ({
  name: 'Ask',
  action: 'aws:approve',
  inputs: { Approvers: [root, 'Nobody'], Message: 'Close the door?', ...more },
});
const long = (name: string, more: object = {}): object => ({ ...pass(name, more), inputs: { Duration: 'PT1H' } });

test('sleep takes its time, by duration or until a moment', async () => {
  const begun = bench.sandbox.clock.now();
  const until = { ...pass('Until'), inputs: { Timestamp: '2026-03-01T15:00:00+01:00' } };
  const past = { ...pass('Past'), inputs: { Timestamp: '2026-01-01T00:00:00Z' } };
  const execution = await bench.run({
    mainSteps: [{ ...pass('For'), inputs: { Duration: 'PT1H30M5S' } }, until, past],
  });
  const hours = (name: string): number =>
    ((stepOf(execution, name).ExecutionEndTime?.getTime() ?? 0) - begun) / 3_600_000;
  expect(['For', 'Until', 'Past'].map(hours)).toEqual([1.5 + 5 / 3600, 2, 2]);
});

test.each(['PT-5S', 'P1Y', '5', 'P8D', 'PT'])('sleep does not take %s', async (Duration) => {
  const execution = await bench.run({ mainSteps: [{ ...pass('For'), inputs: { Duration } }] });
  expect(stepOf(execution, 'For')).toMatchObject({
    StepStatus: 'Failed',
    FailureDetails: { FailureStage: 'InputValidation' },
  });
});

test('an approval lets the execution go on', async () => {
  await bench.create({
    mainSteps: [approve(), pass('Next')],
    outputs: ['Ask.ApprovalStatus', 'Ask.ApproverDecisions'],
  });
  const id = await bench.start();
  const waiting = await bench.execution(id);
  expect(waiting).toMatchObject({
    AutomationExecutionStatus: 'Waiting',
    CurrentStepName: 'Ask',
    CurrentAction: 'aws:approve',
  });
  expect(statuses(waiting)).toEqual(['Ask Waiting', 'Next Pending']);
  await signal(id, 'Approve', { Comment: ['it is cold'] });
  const execution = await ended(id);
  expect(execution).toMatchObject({
    AutomationExecutionStatus: 'Success',
    Outputs: { 'Ask.ApprovalStatus': ['Approved'] },
  });
  expect(JSON.parse(execution.Outputs?.['Ask.ApproverDecisions']?.[0] ?? '')).toEqual({
    Approver: root,
    Decision: 'Approved',
    Comment: 'it is cold',
  });
});

test('a rejection fails the step', async () => {
  await bench.create({ mainSteps: [approve(), pass('Next')] });
  const id = await bench.start();
  await signal(id, 'Reject');
  const execution = await ended(id);
  expect(statuses(execution)).toEqual(['Ask Failed', 'Next Pending']);
  expect(execution.FailureMessage).toContain('The step was rejected');
});

test('only approvers decide, each once, and as many as are required', async () => {
  const user = `arn:aws:iam::${homeAccount}:user/team/Second`;
  bench.sandbox.world.credentials.issue('AKIASECOND', { accountId: homeAccount, arn: user });
  await bench.create({ mainSteps: [approve({ Approvers: [root, 'Second'], MinRequiredApprovals: 2 })] });
  const id = await bench.start();
  const stranger = ssmOf(bench.sandbox, '444455556666');
  const command = new SendAutomationSignalCommand({ AutomationExecutionId: id, SignalType: 'Approve' });
  await expect(stranger.send(command)).rejects.toMatchObject({ name: 'AutomationExecutionNotFoundException' });
  await signal(id, 'Approve');
  await expect(signal(id, 'Approve')).rejects.toMatchObject({ name: 'InvalidAutomationSignalException' });
  expect((await bench.execution(id)).AutomationExecutionStatus).toBe('Waiting');
  await ssmOf(bench.sandbox, 'AKIASECOND').send(command);
  expect((await ended(id)).AutomationExecutionStatus).toBe('Success');
});

test('an approval has seven days', async () => {
  const begun = bench.sandbox.clock.now();
  const execution = await bench.run({ mainSteps: [approve()] });
  expect(execution.AutomationExecutionStatus).toBe('TimedOut');
  expect(execution.ExecutionEndTime?.getTime()).toBe(begun + 7 * 86_400_000);
});

test('a pause ends by the signal Resume for its step', async () => {
  await bench.create({ mainSteps: [{ name: 'Halt', action: 'aws:pause', inputs: {} }, pass('Next')] });
  const id = await bench.start();
  await expect(signal(id, 'Resume', { StepName: ['Next'] })).rejects.toMatchObject({
    name: 'InvalidAutomationSignalException',
  });
  await expect(signal(id, 'Resume', { StepName: ['Gone'] })).rejects.toMatchObject({
    name: 'AutomationStepNotFoundException',
  });
  await expect(signal(id, 'Approve')).rejects.toMatchObject({ name: 'InvalidAutomationSignalException' });
  await signal(id, 'Resume', { StepName: ['Halt'] });
  expect((await ended(id)).AutomationExecutionStatus).toBe('Success');
  await expect(signal(id, 'Approve')).rejects.toMatchObject({ name: 'InvalidAutomationSignalException' });
});

test('a cancellation interrupts the step', async () => {
  const begun = bench.sandbox.clock.now();
  await bench.create({ mainSteps: [long('Wait'), pass('Next')] });
  const id = await bench.start();
  await stop(id);
  const execution = await ended(id);
  expect(execution).toMatchObject({ AutomationExecutionStatus: 'Cancelled', ExecutionEndTime: new Date(begun) });
  expect(statuses(execution)).toEqual(['Wait Cancelled', 'Next Pending']);
  await expect(stop(id)).rejects.toMatchObject({ name: 'InvalidAutomationStatusUpdateException' });
});

const cleanUp = { name: 'CleanUp', action: 'aws:executeAwsApi', inputs: { Service: 'ssm', Api: 'ListDocuments' } };

test('onCancel leads to a step that cleans up, and to those after it', async () => {
  await bench.create({
    mainSteps: [long('Wait', { onCancel: 'step:CleanUp' }), pass('Next', { isEnd: true }), cleanUp, pass('Last')],
  });
  const id = await bench.start();
  await stop(id, 'Cancel');
  expect(statuses(await ended(id))).toEqual(['Wait Cancelled', 'Next Pending', 'CleanUp Success', 'Last Success']);
  expect((await bench.execution(id)).AutomationExecutionStatus).toBe('Cancelled');
});

test('cleaning up has two minutes', async () => {
  const begun = bench.sandbox.clock.now();
  await bench.create({
    mainSteps: [long('Wait', { onCancel: 'step:CleanUp' }), cleanUp, long('Endless'), pass('Last')],
  });
  const id = await bench.start();
  await stop(id);
  await bench.sandbox.clock.advance(60_000);
  expect((await bench.execution(id)).AutomationExecutionStatus).toBe('Cancelling');
  const execution = await ended(id);
  expect(statuses(execution)).toEqual(['Wait Cancelled', 'CleanUp Success', 'Endless Cancelled', 'Last Pending']);
  expect(execution.ExecutionEndTime?.getTime()).toBe(begun + 120_000);
});

test('Complete lets the step finish, and begins no other', async () => {
  await bench.create({ mainSteps: [long('Wait'), pass('Next')] });
  const id = await bench.start();
  await stop(id, 'Complete');
  expect((await bench.execution(id)).AutomationExecutionStatus).toBe('InProgress');
  expect(statuses(await ended(id))).toEqual(['Wait Success', 'Next Pending']);
});

test('an execution dies before any step that a test names', async () => {
  automationSettings(bench.home).beforeStep = dieBefore('Runbook', 'Two');
  const mainSteps = [pass('One', { onCancel: 'step:CleanUp' }), pass('Two', { onFailure: 'step:CleanUp' }), cleanUp];
  const execution = await bench.run({ mainSteps });
  expect(statuses(execution)).toEqual(['One Success', 'Two Pending', 'CleanUp Pending']);
  expect(execution).toMatchObject({
    AutomationExecutionStatus: 'Failed',
    FailureMessage:
      'Internal Server Error. Please refer to Automation Service Troubleshooting Guide for more diagnosis details.',
  });
});

test('an execution dies inside a loop as well, and what surrounds it has failed', async () => {
  automationSettings(bench.home).beforeStep = ({ stepsBefore }) => (stepsBefore === 2 ? 'die' : 'go-on');
  const inner = pass('Turn');
  const execution = await bench.run({
    mainSteps: [{ name: 'Loop', action: 'aws:loop', inputs: { Iterators: ['a', 'b'], Steps: [inner] } }, pass('After')],
  });
  expect(execution.AutomationExecutionStatus).toBe('Failed');
  expect(statuses(execution)).toEqual(['Loop Failed', 'After Pending', 'Turn Success']);
});
