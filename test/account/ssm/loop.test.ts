/** Loops. */
import { DescribeAutomationStepExecutionsCommand } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Json } from '../../../account/sandbox/core/values.ts';
import { putFunction } from '../../../account/sandbox/lambda/functions.ts';
import {
  fail,
  keep,
  pass,
  startAutomationBench,
  statuses,
  stepOf,
  type AutomationBench,
} from '../../support/automation.ts';
import { loop } from '../../support/refused-documents.ts';

let bench: AutomationBench;
let seen: Json[];

beforeEach(async () => {
  bench = await startAutomationBench();
  seen = [];
  const handler = (event: Json): Promise<Json> => {
    seen.push(event);
    return Promise.resolve({ turn: seen.length });
  };
  putFunction(bench.home, { name: 'echo', handler, timeout: 3 });
});
afterEach(() => bench.sandbox.close());

const turn = keep('Turn', ['{{ Loop.CurrentIteration }}', '{{ Loop.CurrentIteratorValue }}']);

test('the steps run once for each item of a list, and each run is shown', async () => {
  const execution = await bench.run({
    parameters: { Stages: { type: 'StringList', default: ['a', 'b'] } },
    mainSteps: [loop({ Iterators: '{{ Stages }}', Steps: [turn, pass('Rest')] }), pass('After')],
    outputs: ['Loop.CurrentIteration', 'Loop.CurrentIteratorValue', 'Turn.StatusCode'],
  });
  expect(seen).toEqual([{ value: [1, 'a'] }, { value: [2, 'b'] }]);
  expect(statuses(execution)).toEqual([
    'Loop Success',
    'After Success',
    'Turn Success',
    'Rest Success',
    'Turn Success',
    'Rest Success',
  ]);
  expect(execution.Outputs).toEqual({
    'Loop.CurrentIteration': ['2'],
    'Loop.CurrentIteratorValue': ['b'],
    'Turn.StatusCode': ['200'],
  });
  const ParentStepDetails = { StepName: 'Loop', Action: 'aws:loop', Iteration: 2, IteratorValue: 'b' };
  expect(stepOf(execution, 'Rest')).toMatchObject({ ParentStepDetails });
  const second = await bench.ssm.send(
    new DescribeAutomationStepExecutionsCommand({
      AutomationExecutionId: execution.AutomationExecutionId,
      Filters: [{ Key: 'ParentStepIteration', Values: ['2'] }],
    }),
  );
  expect(second.StepExecutions?.map(({ StepName }) => StepName)).toEqual(['Turn', 'Rest']);
});

test('iterators have a type', async () => {
  await bench.run({
    mainSteps: [loop({ Iterators: ['{"a":1}', '{}'], IteratorDataType: 'StringMap', Steps: [turn] })],
  });
  expect(seen).toEqual([{ value: [1, { a: 1 }] }, { value: [2, {}] }]);
});

test('iterators of another type, no list, or too many of them fail the loop', async () => {
  const many = Array.from({ length: 101 }, () => 'x');
  const parameters = { Map: { type: 'StringMap', default: {} } };
  const over = (Iterators: Json, IteratorDataType = 'String'): object =>
    loop({ Iterators, IteratorDataType, Steps: [turn] });
  for (const [wrong, message] of [
    [over(['x'], 'Integer'), 'The iterator "x" is no Integer'],
    [over('{{ Map }}'), 'are no list'],
    [over(many), '101 iterators are more than 100'],
  ] as const) {
    const name = `Runbook-${bench.sandbox.world.ids.short(6)}`;
    await bench.create({ parameters, mainSteps: [wrong] }, name);
    const id = await bench.start({}, { DocumentName: name });
    await bench.sandbox.world.idle();
    expect((await bench.execution(id)).FailureMessage).toContain(message);
  }
  expect(seen).toEqual([]);
});

const again = keep('Again', '{{ Loop.CurrentIteration }}', [
  { Name: 'Turn', Selector: '$.Payload.turn', Type: 'Integer' },
]);

test('the steps run again while the condition holds', async () => {
  const LoopCondition = { Variable: '{{ Again.Turn }}', NumericLesser: 3 };
  const execution = await bench.run({ mainSteps: [loop({ LoopCondition, Steps: [again] })] });
  expect(seen).toEqual([{ value: 1 }, { value: 2 }, { value: 3 }]);
  expect(stepOf(execution, 'Loop').Outputs).toEqual({ CurrentIteration: ['3'] });
});

test('MaxIterations ends the loop, which succeeds', async () => {
  const LoopCondition = { Variable: '{{ Again.Turn }}', NumericLesser: 1000 };
  const execution = await bench.run({ mainSteps: [loop({ LoopCondition, MaxIterations: 4, Steps: [again] })] });
  expect(seen).toHaveLength(4);
  expect(execution.AutomationExecutionStatus).toBe('Success');
});

test('MaxIterations ends a loop over items as well', async () => {
  await bench.run({ mainSteps: [loop({ Iterators: ['a', 'b', 'c'], MaxIterations: 2, Steps: [turn] })] });
  expect(seen).toEqual([{ value: [1, 'a'] }, { value: [2, 'b'] }]);
});

const overTwo = (Steps: readonly object[]): object => loop({ Iterators: ['a', 'b'], Steps });

test('a failure aborts the loop and the execution', async () => {
  const execution = await bench.run({ mainSteps: [overTwo([turn, fail('Break')]), pass('After')] });
  expect(execution.AutomationExecutionStatus).toBe('Failed');
  expect(statuses(execution)).toEqual(['Loop Failed', 'After Pending', 'Turn Success', 'Break Failed']);
  expect(stepOf(execution, 'Loop').FailureMessage).toBe(stepOf(execution, 'Break').FailureMessage);
});

test('a failure inside goes on inside', async () => {
  const execution = await bench.run({ mainSteps: [overTwo([fail('Break', { onFailure: 'Continue' }), turn])] });
  expect(execution.AutomationExecutionStatus).toBe('Success');
  expect(seen).toHaveLength(2);
});

test('a step inside leads out of the loop, which has Exited', async () => {
  const execution = await bench.run({
    mainSteps: [
      overTwo([turn, fail('Break', { onFailure: 'step:RollBack' })]),
      pass('After', { isEnd: true }),
      pass('RollBack'),
    ],
  });
  expect(execution.AutomationExecutionStatus).toBe('Failed');
  expect(statuses(execution)).toEqual([
    'Loop Exited',
    'After Pending',
    'RollBack Success',
    'Turn Success',
    'Break Failed',
  ]);
});

test('a branch inside chooses among the steps inside and outside', async () => {
  const choice = { Variable: '{{ Loop.CurrentIteratorValue }}', StringEquals: 'b', NextStep: 'Outside' };
  const inner = { name: 'Branch', action: 'aws:branch', inputs: { Choices: [choice] } };
  const execution = await bench.run({
    mainSteps: [overTwo([inner, turn]), pass('After', { isEnd: true }), pass('Outside')],
  });
  expect(execution.AutomationExecutionStatus).toBe('Success');
  expect(seen).toEqual([{ value: [1, 'a'] }]);
  expect(stepOf(execution, 'Loop').StepStatus).toBe('Exited');
  expect(stepOf(execution, 'Outside').StepStatus).toBe('Success');
});
