/** Steps that invoke functions. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { putFunction, type Handler } from '../../../account/sandbox/lambda/functions.ts';
import { automationSettings } from '../../../account/sandbox/ssm/automation/settings.ts';
import { pass, startAutomationBench, statuses, stepOf, type AutomationBench } from '../../support/automation.ts';
import { homeAccount } from '../../support/bare-sandbox.ts';

let bench: AutomationBench;

beforeEach(async () => {
  bench = await startAutomationBench();
});
afterEach(() => bench.sandbox.close());

const define = (handler: Handler): string => putFunction(bench.home, { name: 'judge', handler, timeout: 900 });
const invoke = (inputs: object, more: object = {}): object => ({
  name: 'Ask',
  action: 'aws:invokeLambdaFunction',
  inputs: { FunctionName: 'judge', ...inputs },
  ...more,
});

test('the event is InputPayload, else the text of Payload, else empty; the caller is the automation’s role', async () => {
  const events: unknown[] = [];
  define((event) => {
    events.push(event);
    return Promise.resolve(null);
  });
  await bench.run({
    assumeRole: `arn:aws:iam::${homeAccount}:role/Fixer`,
    parameters: { Id: { type: 'String', default: 'a1' } },
    mainSteps: [
      invoke({ InputPayload: { id: '{{ Id }}', list: [1] }, Payload: '{}' }),
      { ...invoke({ Payload: '{"id": "{{ Id }}"}' }), name: 'Text' },
      { ...invoke({}), name: 'None' },
    ],
  });
  expect(events).toEqual([{ id: 'a1', list: [1] }, { id: 'a1' }, {}]);
  const callers = bench.sandbox.world.calls.filter(({ service }) => service === 'lambda');
  expect(callers.map(({ operation, principal }) => [operation, principal.arn.includes('assumed-role/Fixer/')])).toEqual(
    Array.from({ length: 3 }, () => ['Invoke', true]),
  );
});

test('selectors see the answer as JSON; the output Payload is its text', async () => {
  define(() => Promise.resolve({ decision: 'go', stages: ['a', 'b'], plan: { edits: 1 } }));
  const outputs = [
    { Name: 'Decision', Selector: '$.Payload.decision', Type: 'String' },
    { Name: 'Stages', Selector: '$.Payload.stages', Type: 'StringList' },
    { Name: 'Plan', Selector: '$.Payload.plan', Type: 'StringMap' },
    { Name: 'Code', Selector: '$.StatusCode', Type: 'Integer' },
  ];
  const execution = await bench.run({
    mainSteps: [invoke({}, { outputs })],
    outputs: ['Ask.Payload', 'Ask.FunctionError'],
  });
  expect(stepOf(execution, 'Ask').Outputs).toMatchObject({
    StatusCode: ['200'],
    Decision: ['go'],
    Stages: ['a', 'b'],
    Plan: ['{"edits":1}'],
    Code: ['200'],
    Payload: ['{"decision":"go","stages":["a","b"],"plan":{"edits":1}}'],
  });
  expect(execution.Outputs).toEqual({
    'Ask.Payload': ['{"decision":"go","stages":["a","b"],"plan":{"edits":1}}'],
    'Ask.FunctionError': ['No output available yet because the step is not successfully executed'],
  });
});

test('a string that a function returns is the output without its quotes', async () => {
  define(() => Promise.resolve('vol-1'));
  const execution = await bench.run({ mainSteps: [invoke({ LogType: 'Tail' })] });
  expect(stepOf(execution, 'Ask').Outputs).toMatchObject({ Payload: ['vol-1'], LogResult: [expect.any(String)] });
});

const throws = (): void => {
  define(() => Promise.reject(new TypeError('no such stage')));
};

test('a function that throws does not fail the step unless the setting says so', async () => {
  throws();
  const execution = await bench.run({ mainSteps: [invoke({}), pass('Next')] });
  expect(statuses(execution)).toEqual(['Ask Success', 'Next Success']);
  expect(stepOf(execution, 'Ask').Outputs).toMatchObject({
    StatusCode: ['200'],
    FunctionError: ['Unhandled'],
    Payload: ['{"errorType":"TypeError","errorMessage":"no such stage"}'],
  });
});

test('a function that throws fails the step when the setting says so', async () => {
  throws();
  automationSettings(bench.home).functionErrorFailsStep = true;
  const execution = await bench.run({ mainSteps: [invoke({}), pass('Next')] });
  expect(statuses(execution)).toEqual(['Ask Failed', 'Next Pending']);
  expect(execution.FailureMessage).toContain('no such stage');
});

test('a function that is not there, or is throttled, fails the step', async () => {
  const gone = await bench.run({ mainSteps: [invoke({})] });
  expect(gone.FailureMessage).toContain(
    'An error occurred (ResourceNotFoundException) when calling the Invoke operation',
  );
});

test('a function has five minutes, and goes on after them', async () => {
  const done: string[] = [];
  define(async () => {
    await bench.sandbox.clock.sleep(301_000);
    done.push('late');
  });
  const begun = bench.sandbox.clock.now();
  const execution = await bench.run({ mainSteps: [invoke({}, { timeoutSeconds: 500 })] });
  expect(execution.AutomationExecutionStatus).toBe('TimedOut');
  expect(execution.ExecutionEndTime?.getTime()).toBe(begun + 300_000);
  expect(done).toEqual([]);
  await bench.sandbox.clock.advance(1_000);
  expect(done).toEqual(['late']);
});

test('an answer of more than 200 KB fails the step', async () => {
  define(() => Promise.resolve('x'.repeat(200 * 1024)));
  const execution = await bench.run({ mainSteps: [invoke({})] });
  expect(execution.FailureMessage).toContain('204802 bytes');
});
