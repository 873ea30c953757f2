/** Conditions, and where they lead. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { pass, startAutomationBench, statuses, stepOf, type AutomationBench } from '../../support/automation.ts';

let bench: AutomationBench;

beforeEach(async () => {
  bench = await startAutomationBench();
});
afterEach(() => bench.sandbox.close());

const parameters = {
  Word: { type: 'String', default: 'Windows' },
  Count: { type: 'Integer', default: 3 },
  Flag: { type: 'Boolean', default: false },
};

const branch = (choices: readonly object[], more: object = {}, inputs: object = {}): object => ({
  name: 'Branch',
  action: 'aws:branch',
  inputs: { Choices: choices, ...inputs },
  ...more,
});

/** Which of the conditions hold: one branch after the other in one execution. */
async function held(conditions: readonly object[]): Promise<readonly object[]> {
  const mainSteps = conditions.flatMap((condition, place) => [
    { ...branch([{ ...condition, NextStep: `Yes${place}` }], {}, { Default: `No${place}` }), name: `Branch${place}` },
    pass(`Yes${place}`, { nextStep: `End${place}` }),
    pass(`No${place}`),
    pass(`End${place}`),
  ]);
  const execution = await bench.run({ parameters, mainSteps });
  expect(execution.AutomationExecutionStatus).toBe('Success');
  return conditions.filter((_, place) => stepOf(execution, `Yes${place}`).StepStatus === 'Success');
}

const word = { Variable: '{{ Word }}' };
const count = { Variable: '{{ Count }}' };
const flag = { Variable: '{{ Flag }}' };

const holding: readonly object[] = [
  { ...word, StringEquals: 'Windows' },
  { ...word, EqualsIgnoreCase: 'wINDOWS' },
  { ...word, StartsWith: 'Win' },
  { ...word, EndsWith: 'dows' },
  { ...word, Contains: 'ndo' },
  { Variable: 'on {{ Word }}', StringEquals: 'on Windows' },
  { Variable: 'Windows', StringEquals: '{{ Word }}' },
  { ...count, NumericEquals: 3 },
  { ...count, NumericGreater: 2 },
  { ...count, NumericLesser: 4 },
  { ...count, NumericGreaterOrEquals: 3 },
  { ...count, NumericLesserOrEquals: 3 },
  { ...flag, BooleanEquals: false },
  { Not: { ...word, StringEquals: 'Linux' } },
  {
    And: [
      { ...word, StringEquals: 'Windows' },
      { ...count, NumericEquals: 3 },
    ],
  },
  { Or: [{ ...word, StringEquals: 'Linux' }, { Not: { ...flag, BooleanEquals: true } }] },
];

test('conditions that hold', async () => {
  expect(await held(holding)).toEqual(holding);
});

const failing: readonly object[] = [
  { ...word, StringEquals: 'windows' },
  { ...word, StartsWith: 'indows' },
  { ...word, EndsWith: 'Window' },
  { ...word, Contains: 'nix' },
  { ...count, NumericEquals: 4 },
  { ...count, NumericGreater: 3 },
  { ...count, NumericLesser: 3 },
  { ...count, NumericGreaterOrEquals: 4 },
  { ...count, NumericLesserOrEquals: 2 },
  { ...flag, BooleanEquals: true },
  { Not: { ...word, StringEquals: 'Windows' } },
  {
    And: [
      { ...word, StringEquals: 'Windows' },
      { ...count, NumericEquals: 4 },
    ],
  },
  {
    Or: [
      { ...word, StringEquals: 'Linux' },
      { ...flag, BooleanEquals: true },
    ],
  },
];

test('conditions that do not hold', async () => {
  expect(await held(failing)).toEqual([]);
});

test('the first choice that holds is taken, and shown', async () => {
  const choices = [
    { ...word, StringEquals: 'Linux', NextStep: 'One' },
    { ...word, StringEquals: 'Windows', NextStep: 'Two' },
    { ...count, NumericEquals: 3, NextStep: 'Three' },
  ];
  const execution = await bench.run({
    parameters,
    mainSteps: [branch(choices), pass('One'), pass('Two', { isEnd: true }), pass('Three')],
  });
  expect(statuses(execution)).toEqual(['Branch Success', 'One Pending', 'Two Success', 'Three Pending']);
  expect(stepOf(execution, 'Branch')).toMatchObject({
    Outputs: { NextStep: ['Two'], OutputPayload: ['{"NextStep":"Two"}'] },
    ValidNextSteps: ['Two'],
  });
  expect(JSON.parse(stepOf(execution, 'Branch').Inputs?.['Choices'] ?? '')).toContainEqual({
    Variable: 'Windows',
    StringEquals: 'Linux',
    NextStep: 'One',
  });
});

const never = { ...word, StringEquals: 'never', NextStep: 'Three' };
const tail = [pass('Two'), pass('Three')];

test('without a default it goes on with the next step', async () => {
  const execution = await bench.run({ parameters, mainSteps: [branch([never]), ...tail] });
  expect(statuses(execution)).toEqual(['Branch Success', 'Two Success', 'Three Success']);
});

test('without a default it ends when the step says so', async () => {
  const execution = await bench.run({ parameters, mainSteps: [branch([never], { isEnd: true }), ...tail] });
  expect(statuses(execution)).toEqual(['Branch Success', 'Two Pending', 'Three Pending']);
  expect(execution.AutomationExecutionStatus).toBe('Success');
});

test('a choice that holds is taken also when the step has isEnd', async () => {
  const execution = await bench.run({
    parameters,
    mainSteps: [branch([{ ...never, StringEquals: 'Windows' }], { isEnd: true }), ...tail],
  });
  expect(statuses(execution)).toEqual(['Branch Success', 'Two Pending', 'Three Success']);
});

test('values of different types cannot be compared, which fails the step', async () => {
  const execution = await bench.run({
    parameters,
    mainSteps: [branch([{ ...flag, StringEquals: 'false', NextStep: 'Three' }]), ...tail],
  });
  expect(statuses(execution)).toEqual(['Branch Failed', 'Two Pending', 'Three Pending']);
  expect(execution.FailureMessage).toContain('StringEquals cannot compare false with "false"');
});

test('an output that is not there compares as it is written', async () => {
  const look = {
    name: 'Look',
    action: 'aws:executeAwsApi',
    inputs: { Service: 'ssm', Api: 'ListDocuments' },
    outputs: [{ Name: 'Colour', Selector: '$.Colour', Type: 'String' }],
  };
  const choice = { Not: { Variable: '{{ Look.Colour }}', StringEquals: 'red' }, NextStep: 'Three' };
  const execution = await bench.run({ mainSteps: [look, branch([choice]), ...tail] });
  expect(statuses(execution)).toEqual(['Look Success', 'Branch Success', 'Two Pending', 'Three Success']);
});
