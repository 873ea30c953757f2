/** References, outputs and their types, as they arrive in a function that says what it got. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { putFunction } from '../../../account/sandbox/lambda/functions.ts';
import type { Json } from '../../../account/sandbox/core/values.ts';
import { fail, keep, startAutomationBench, statuses, stepOf, type AutomationBench } from '../../support/automation.ts';

let bench: AutomationBench;
let seen: Json[];

beforeEach(async () => {
  bench = await startAutomationBench();
  seen = [];
  const handler = (event: Json): Promise<Json> => {
    seen.push(event);
    return Promise.resolve(event);
  };
  putFunction(bench.home, { name: 'echo', handler, timeout: 3 });
});
afterEach(() => bench.sandbox.close());

const parameters = {
  Text: { type: 'String', default: 'a"b' },
  Count: { type: 'Integer', default: 3 },
  Flag: { type: 'Boolean', default: true },
  List: { type: 'StringList', default: ['x', 'y'] },
  Map: { type: 'StringMap', default: { k: 'v' } },
  Maps: { type: 'MapList', default: [{ k: 1 }] },
};

test('a text that is nothing but a reference becomes the value, with its type', async () => {
  const names = ['Text', 'Count', 'Flag', 'List', 'Map', 'Maps'];
  await bench.run({
    parameters,
    mainSteps: [keep('Keep', Object.fromEntries(names.map((name) => [name, `{{ ${name} }}`])))],
  });
  const value = { Text: 'a"b', Count: 3, Flag: true, List: ['x', 'y'], Map: { k: 'v' }, Maps: [{ k: 1 }] };
  expect(seen).toEqual([{ value }]);
});

test('inside a longer text strings stand as they are, all else as JSON', async () => {
  await bench.run({
    parameters,
    mainSteps: [keep('Keep', '{{Text}}|{{ Count }}|{{Flag}}|{{ List }}|{{Map}}|{{ Maps }} {{}')],
  });
  expect(seen).toEqual([{ value: 'a"b|3|true|["x","y"]|{"k":"v"}|[{"k":1}] {{}' }]);
});

test('a list takes in the items of a list that is referred to', async () => {
  await bench.run({
    parameters,
    mainSteps: [keep('Keep', ['a', '{{ List }}', '{{ Maps }}', '{{ Text }}', ['{{ List }}']])],
  });
  expect(seen).toEqual([{ value: ['a', 'x', 'y', { k: 1 }, 'a"b', ['x', 'y']] }]);
});

test('values are not searched for references again', async () => {
  await bench.run({ parameters, mainSteps: [keep('Keep', '{{ Text }}')] }, { Text: ['{{ Count }}'] });
  expect(seen).toEqual([{ value: '{{ Count }}' }]);
});

test('the system’s own values', async () => {
  const names = ['ACCOUNT_ID', 'AWS_PARTITION', 'REGION', 'DATE', 'DATE_TIME'];
  const execution = await bench.run({
    mainSteps: [keep('Keep', [...names.map((name) => `{{ global:${name} }}`), '{{ automation:EXECUTION_ID }}'])],
  });
  const id = execution.AutomationExecutionId;
  expect(seen).toEqual([{ value: ['111122223333', 'aws', 'eu-west-1', '2026-03-01', '2026-03-01_12.00.00', id] }]);
});

/** What an output of the type becomes of the value. */
const typed: readonly (readonly [Json, string, Json])[] = [
  ['12', 'Integer', 12],
  ['true', 'Boolean', true],
  ['x', 'StringList', ['x']],
  [12, 'String', '12'],
  [12, 'StringList', ['12']],
  [true, 'String', 'true'],
  [true, 'StringList', ['true']],
  [['x'], 'String', 'x'],
  [[12], 'Integer', 12],
  [[true], 'Boolean', true],
  [{ a: { b: [1] } }, 'StringMap', { a: { b: [1] } }],
  [[{ a: 1 }], 'MapList', [{ a: 1 }]],
];

test.each(typed)('%j as %s', async (value, Type, expected) => {
  const outputs = [{ Name: 'Out', Selector: '$.Payload.value', Type }];
  const execution = await bench.run({ mainSteps: [keep('Keep', value, outputs), keep('Use', '{{ Keep.Out }}')] });
  expect(statuses(execution)).toEqual(['Keep Success', 'Use Success']);
  expect(seen[1]).toEqual({ value: expected });
});

const untyped: readonly (readonly [Json, string])[] = [
  ['1.5', 'Integer'],
  ['yes', 'Boolean'],
  [1, 'Boolean'],
  [true, 'Integer'],
  [1.5, 'String'],
  [['x', 'y'], 'String'],
  [[1], 'StringList'],
  [{ a: 1 }, 'String'],
  ['{}', 'StringMap'],
  [{ a: 1 }, 'MapList'],
];

test.each(untyped)('%j is no %s, and fails the step', async (value, Type) => {
  const execution = await bench.run({
    mainSteps: [keep('Keep', value, [{ Name: 'Out', Selector: '$.Payload.value', Type }])],
  });
  expect(execution.AutomationExecutionStatus).toBe('Failed');
  expect(execution.FailureMessage).toContain(`The output Out ($.Payload.value) is no ${Type}`);
});

test('an output without a type is a string', async () => {
  const execution = await bench.run({
    mainSteps: [keep('Keep', 7, [{ Name: 'Out', Selector: '$.Payload.value' }]), keep('Use', '{{ Keep.Out }}')],
  });
  expect(seen[1]).toEqual({ value: '7' });
  expect(stepOf(execution, 'Keep').Outputs).toMatchObject({ Out: ['7'] });
});

test('what a selector does not find is no failure, but using it is', async () => {
  const outputs = [{ Name: 'Out', Selector: '$.Payload.nothing' }];
  const execution = await bench.run({
    mainSteps: [keep('Keep', 1, outputs), keep('Use', '{{ Keep.Out }}')],
    outputs: ['Keep.Out', 'Keep.StatusCode'],
  });
  expect(statuses(execution)).toEqual(['Keep Success', 'Use Failed']);
  expect(stepOf(execution, 'Use')).toMatchObject({
    FailureMessage: expect.stringContaining(
      'Step fails when it is validating and resolving the step inputs. {{ Keep.Out }}',
    ),
    FailureDetails: { FailureStage: 'InputValidation' },
  });
  expect(execution.Outputs).toEqual({
    'Keep.Out': ['No output available yet because the step is not successfully executed'],
    'Keep.StatusCode': ['200'],
  });
});

test('a step that failed has no outputs', async () => {
  const failing = fail('Look', { onFailure: 'Continue', outputs: [{ Name: 'Content', Selector: '$.Content' }] });
  const execution = await bench.run({ mainSteps: [failing, keep('Use', '{{ Look.Content }}')] });
  expect(statuses(execution)).toEqual(['Look Failed', 'Use Failed']);
});

test('variables begin with their defaults and are set, without conversions', async () => {
  const set = (name: string, Value: Json): object => ({
    name,
    action: 'aws:updateVariable',
    inputs: { Name: 'variable:count', Value },
  });
  const content = { variables: { count: { type: 'Integer', default: 1 }, map: { type: 'StringMap', default: '{}' } } };
  const mainSteps = [
    keep('Before', '{{ variable:count }}'),
    set('Set', '{{ N }}'),
    keep('After', '{{ variable:count }}'),
    set('Wrong', 'two'),
  ];
  const execution = await bench.run({ ...content, parameters: { N: { type: 'Integer' } }, mainSteps }, { N: ['2'] });
  expect(seen).toEqual([{ value: 1 }, { value: 2 }]);
  expect(statuses(execution)).toEqual(['Before Success', 'Set Success', 'After Success', 'Wrong Failed']);
  expect(execution.FailureMessage).toContain('"two" is no Integer, which the variable count is');
  expect(execution.Variables).toEqual({ count: ['2'], map: ['{}'] });
});
