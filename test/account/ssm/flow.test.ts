/** Which step comes next, and how an execution ends. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  fail,
  pass,
  startAutomationBench,
  statuses,
  stepOf,
  tooLong,
  type AutomationBench,
} from '../../support/automation.ts';

let bench: AutomationBench;

beforeEach(async () => {
  bench = await startAutomationBench();
});
afterEach(() => bench.sandbox.close());

test('steps run in the order in which they stand', async () => {
  const execution = await bench.run({ mainSteps: [pass('One'), pass('Two')] });
  expect(execution.AutomationExecutionStatus).toBe('Success');
  expect(statuses(execution)).toEqual(['One Success', 'Two Success']);
  expect(stepOf(execution, 'One').ValidNextSteps).toEqual(['Two']);
});

test('nextStep leads on, and isEnd ends; steps that never ran stay Pending', async () => {
  const execution = await bench.run({
    mainSteps: [pass('One', { nextStep: 'Three' }), pass('Two'), pass('Three', { isEnd: true }), pass('Four')],
  });
  expect(execution.AutomationExecutionStatus).toBe('Success');
  expect(statuses(execution)).toEqual(['One Success', 'Two Pending', 'Three Success', 'Four Pending']);
  expect(stepOf(execution, 'Three')).toMatchObject({ IsEnd: true });
});

test('a step that fails ends the execution, which has its message', async () => {
  const execution = await bench.run({ mainSteps: [fail('One'), pass('Two')] });
  const message =
    'Step fails when it is Execute/Cancelling action. An error occurred (InvalidDocument) when calling the GetDocument operation: Document with name Nowhere does not exist. Please refer to Automation Service Troubleshooting Guide for more diagnosis details.';
  expect(execution).toMatchObject({ AutomationExecutionStatus: 'Failed', FailureMessage: message });
  expect(statuses(execution)).toEqual(['One Failed', 'Two Pending']);
  expect(stepOf(execution, 'One')).toMatchObject({
    FailureMessage: message,
    FailureDetails: { FailureStage: 'Invocation', FailureType: 'Action' },
  });
});

test('after onFailure Continue the execution goes on, and the failure does not count', async () => {
  const execution = await bench.run({ mainSteps: [fail('One', { onFailure: 'Continue' }), pass('Two')] });
  expect(execution.AutomationExecutionStatus).toBe('Success');
  expect(execution.FailureMessage).toBeUndefined();
  expect(statuses(execution)).toEqual(['One Failed', 'Two Success']);
});

test('after onFailure Continue the failure counts when the step says that it is critical', async () => {
  const mainSteps = [fail('One', { onFailure: 'Continue', isCritical: true }), pass('Two')];
  const execution = await bench.run({ mainSteps });
  expect(execution.AutomationExecutionStatus).toBe('Failed');
  expect(statuses(execution)).toEqual(['One Failed', 'Two Success']);
});

test('onFailure leads to another step, and the execution has failed although what follows succeeds', async () => {
  const execution = await bench.run({
    mainSteps: [fail('One', { onFailure: 'step:RollBack' }), pass('Two', { isEnd: true }), pass('RollBack')],
  });
  expect(execution.AutomationExecutionStatus).toBe('Failed');
  expect(execution.FailureMessage).toContain('Nowhere');
  expect(statuses(execution)).toEqual(['One Failed', 'Two Pending', 'RollBack Success']);
});

test('onFailure leads to another step, and the execution succeeds when the first is not critical', async () => {
  const execution = await bench.run({
    mainSteps: [fail('One', { onFailure: 'step:Instead', isCritical: false }), pass('Two'), pass('Instead')],
  });
  expect(execution.AutomationExecutionStatus).toBe('Success');
  expect(statuses(execution)).toEqual(['One Failed', 'Two Pending', 'Instead Success']);
});

test('a step that fails on the way back leaves the message of the first', async () => {
  const execution = await bench.run({
    mainSteps: [tooLong('One', { onFailure: 'step:RollBack', isEnd: false }), fail('RollBack')],
  });
  expect(execution.AutomationExecutionStatus).toBe('TimedOut');
  expect(execution.FailureMessage).toContain('Step timed out');
  expect(statuses(execution)).toEqual(['One TimedOut', 'RollBack Failed']);
});

test('a step with isEnd ends the execution when it fails as well', async () => {
  const execution = await bench.run({
    mainSteps: [fail('One', { isEnd: true, onFailure: 'Continue' }), pass('Two')],
  });
  expect(execution.AutomationExecutionStatus).toBe('Success');
  expect(statuses(execution)).toEqual(['One Failed', 'Two Pending']);
});

test('a step that runs out of time makes the execution TimedOut, unless it is not critical', async () => {
  const begun = bench.sandbox.clock.now();
  const execution = await bench.run({ mainSteps: [tooLong('One'), pass('Two')] });
  expect(execution.AutomationExecutionStatus).toBe('TimedOut');
  expect(execution.ExecutionEndTime?.getTime()).toBe(begun + 5_000);
  expect(stepOf(execution, 'One')).toMatchObject({ TimeoutSeconds: 5, StepStatus: 'TimedOut' });
});

test('a timeout that is not critical leads on', async () => {
  const execution = await bench.run({
    mainSteps: [tooLong('One', { onFailure: 'step:Two', isCritical: false }), pass('Two')],
  });
  expect(execution.AutomationExecutionStatus).toBe('Success');
  expect(statuses(execution)).toEqual(['One TimedOut', 'Two Success']);
});

test('maxAttempts tries again before the step counts as failed', async () => {
  bench.sandbox.world.faults.inject({ kind: 'throttle', service: 'ssm', operation: 'ListDocuments', times: 2 });
  const list = { name: 'List', action: 'aws:executeAwsApi', inputs: { Service: 'ssm', Api: 'ListDocuments' } };
  const execution = await bench.run({ mainSteps: [{ ...list, maxAttempts: 3 }] });
  expect(execution.AutomationExecutionStatus).toBe('Success');
  expect(stepOf(execution, 'List').MaxAttempts).toBe(3);
  const tried = bench.sandbox.world.calls.filter(({ operation }) => operation === 'ListDocuments');
  expect(tried.map(({ error }) => error)).toEqual(['ThrottlingException', 'ThrottlingException', null]);
});

test('one attempt fewer than faults fails the step, as throttling', async () => {
  bench.sandbox.world.faults.inject({ kind: 'throttle', service: 'ssm', operation: 'ListDocuments', times: 2 });
  const list = { name: 'List', action: 'aws:executeAwsApi', inputs: { Service: 'ssm', Api: 'ListDocuments' } };
  const execution = await bench.run({ mainSteps: [{ ...list, maxAttempts: 2 }] });
  expect(stepOf(execution, 'List')).toMatchObject({
    StepStatus: 'Failed',
    FailureDetails: { FailureType: 'Throttling' },
  });
});

test('each attempt has the step’s time', async () => {
  const begun = bench.sandbox.clock.now();
  const execution = await bench.run({ mainSteps: [tooLong('One', { maxAttempts: 3 })] });
  expect(execution.ExecutionEndTime?.getTime()).toBe(begun + 15_000);
});
