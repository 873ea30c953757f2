/** Steps that call services of the sandbox, and steps that look at a property of an answer. */
import { UpdateDocumentDefaultVersionCommand, UpdateDocumentCommand } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  pass,
  startAutomationBench,
  statuses,
  stepOf,
  textOf,
  type AutomationBench,
} from '../../support/automation.ts';

let bench: AutomationBench;

beforeEach(async () => {
  bench = await startAutomationBench();
  await bench.create({ description: 'looked at', mainSteps: [pass('One'), pass('Two')] }, 'Subject');
});
afterEach(() => bench.sandbox.close());

const describeSubject = { Service: 'ssm', Api: 'DescribeDocument', Name: 'Subject' };
const api = (name: string, inputs: object, outputs: readonly object[] = []): object => ({
  name,
  action: 'aws:executeAwsApi',
  inputs,
  outputs,
});

test('an answer’s parts become outputs, and inputs are shown as JSON texts', async () => {
  const outputs = [
    { Name: 'Version', Selector: '$.Document.DocumentVersion', Type: 'Integer' },
    { Name: 'Platforms', Selector: '$.Document.PlatformTypes', Type: 'StringList' },
    { Name: 'First', Selector: '$.Document.PlatformTypes[0]', Type: 'String' },
    { Name: 'Whole', Selector: '$', Type: 'StringMap' },
    { Name: 'Created', Selector: "$.Document['CreatedDate']", Type: 'String' },
  ];
  const execution = await bench.run({
    mainSteps: [api('Look', describeSubject, outputs)],
    outputs: ['Look.Platforms'],
  });
  const { Inputs, Outputs } = stepOf(execution, 'Look');
  expect(Inputs).toEqual({ Service: '"ssm"', Api: '"DescribeDocument"', Name: '"Subject"' });
  expect(Outputs).toMatchObject({
    Version: ['1'],
    Platforms: ['Windows', 'Linux', 'MacOS'],
    First: ['Windows'],
    Created: ['2026-03-01T12:00:00.000Z'],
  });
  expect(JSON.parse(Outputs?.['Whole']?.[0] ?? '')).toMatchObject({
    Document: { Name: 'Subject', Description: 'looked at' },
    ResponseMetadata: { RetryAttempts: 0 },
  });
  expect(execution.Outputs).toEqual({ 'Look.Platforms': ['Windows', 'Linux', 'MacOS'] });
});

test('an operation is named as AWS names it, or as boto3’s method', async () => {
  const execution = await bench.run({
    mainSteps: [api('Pascal', describeSubject), api('Snake', { ...describeSubject, Api: 'describe_document' })],
  });
  expect(statuses(execution)).toEqual(['Pascal Success', 'Snake Success']);
});

test('what the service lacks or refuses fails the step', async () => {
  const { sandbox } = bench;
  sandbox.world.faults.inject({ kind: 'deny', service: 'ssm', operation: 'ListDocuments' });
  sandbox.world.faults.inject({ kind: 'timeout', service: 'ssm', operation: 'ListDocumentVersions' });
  const step = (name: string, inputs: object): object => ({
    ...api(name, { Service: 'ssm', ...inputs }),
    onFailure: 'Continue',
  });
  const execution = await bench.run({
    mainSteps: [
      step('Unknown', { Api: 'PutParameter' }),
      step('Member', { ...describeSubject, Colour: 'red' }),
      step('Denied', { Api: 'ListDocuments' }),
      step('Lost', { Api: 'ListDocumentVersions', Name: 'Subject' }),
    ],
  });
  const why = (name: string): readonly (string | undefined)[] => {
    const { FailureMessage, FailureDetails } = stepOf(execution, name);
    return [/action\. (.*)\. Please/.exec(FailureMessage ?? '')?.[1], FailureDetails?.FailureType];
  };
  const error = (code: string, operation: string, message: string): string =>
    `An error occurred (${code}) when calling the ${operation} operation: ${message}`;
  expect(why('Unknown')).toEqual([
    error('NotModelledBySandbox', 'PutParameter', 'the sandbox does not model ssm:PutParameter'),
    'Action',
  ]);
  expect(why('Member')).toEqual([
    error('NotModelledBySandbox', 'DescribeDocument', 'the sandbox does not model ssm:DescribeDocument with Colour'),
    'Action',
  ]);
  expect(why('Denied')[1]).toBe('Permission');
  expect(why('Lost')).toEqual(['Connection was closed before we received a valid response', 'Action']);
});

test('a call has 25 seconds, whatever the step says', async () => {
  const slow = { kind: 'slow', service: 'ssm', operation: 'DescribeDocument', milliseconds: 26_000 } as const;
  bench.sandbox.world.faults.inject(slow);
  const begun = bench.sandbox.clock.now();
  const execution = await bench.run({ mainSteps: [{ ...api('Look', describeSubject), timeoutSeconds: 60 }] });
  expect(execution.AutomationExecutionStatus).toBe('TimedOut');
  expect(execution.ExecutionEndTime?.getTime()).toBe(begun + 25_000);
});

const property = (action: string, desired: readonly string[], more: object = {}): object => ({
  name: 'Look',
  action,
  inputs: { ...describeSubject, PropertySelector: '$.Document.DefaultVersion', DesiredValues: desired },
  ...more,
});

test('an assertion holds, or fails the step and names the value', async () => {
  const held = await bench.run({ mainSteps: [property('aws:assertAwsResourceProperty', ['2', '1'])] });
  expect(held.AutomationExecutionStatus).toBe('Success');
});

test('an assertion that does not hold fails the step and names the value', async () => {
  const failed = await bench.run({ mainSteps: [property('aws:assertAwsResourceProperty', ['2', '3'])] });
  expect(stepOf(failed, 'Look')).toMatchObject({
    StepStatus: 'Failed',
    FailureMessage: expect.stringContaining('The property is 1, and none of the desired values [2, 3]'),
    FailureDetails: { FailureStage: 'PostVerification', FailureType: 'Verification' },
  });
});

test('desired values that are no texts once they are resolved fail the step', async () => {
  const mainSteps = [property('aws:assertAwsResourceProperty', ['{{ N }}'])];
  const failed = await bench.run({ parameters: { N: { type: 'Integer', default: 1 } }, mainSteps });
  expect(stepOf(failed, 'Look')).toMatchObject({
    StepStatus: 'Failed',
    FailureMessage: expect.stringContaining('DesiredValues.0'),
    FailureDetails: { FailureStage: 'InputValidation' },
  });
});

test('a wait looks again and again until the property is as desired', async () => {
  const { clock, world } = bench.sandbox;
  await bench.create({ mainSteps: [property('aws:waitForAwsResourceProperty', ['2'])] });
  const id = await bench.start();
  await clock.advance(60_000);
  expect((await bench.execution(id)).AutomationExecutionStatus).toBe('InProgress');
  const version = { Name: 'Subject', DocumentVersion: '1', Content: textOf({ mainSteps: [pass('New')] }) };
  await bench.ssm.send(new UpdateDocumentCommand(version));
  await bench.ssm.send(new UpdateDocumentDefaultVersionCommand({ Name: 'Subject', DocumentVersion: '2' }));
  await clock.drive(world.idle());
  expect((await bench.execution(id)).AutomationExecutionStatus).toBe('Success');
});

test('a wait has an hour, or the step’s own time, and takes errors for not yet', async () => {
  const { clock, world } = bench.sandbox;
  const begun = clock.now();
  world.faults.inject({ kind: 'throttle', service: 'ssm', operation: 'DescribeDocument', times: 3 });
  const execution = await bench.run({
    mainSteps: [
      property('aws:waitForAwsResourceProperty', ['2'], { timeoutSeconds: 20, onFailure: 'Continue' }),
      { ...property('aws:waitForAwsResourceProperty', ['2']), name: 'Again' },
    ],
  });
  expect(statuses(execution)).toEqual(['Look TimedOut', 'Again TimedOut']);
  expect(stepOf(execution, 'Look').ExecutionEndTime?.getTime()).toBe(begun + 20_000);
  expect(execution.ExecutionEndTime?.getTime()).toBe(begun + 3_620_000);
});
