/** What is told of a step: its status in Systems Manager, its own answer, and its words or what stands for them. */
import { expect, test } from '@jest/globals';
import { readExecution, type Execution } from '../../../cli/demo/answers.ts';
import { answerOf, pathOf, stepsOf } from '../../../cli/demo/steps.ts';

/** An execution of one step, which has run. */
const executionOf = (step: object): Execution =>
  readExecution({
    AutomationExecution: {
      AutomationExecutionStatus: 'Failed',
      StepExecutions: [
        { StepName: 'Plan', Action: 'aws:any', StepStatus: 'Success', ExecutionStartTime: 1, ...step },
        { StepName: 'Decide', Action: 'aws:branch', StepStatus: 'Success', ExecutionStartTime: 1 },
        { StepName: 'Redeploy', Action: 'aws:any', StepStatus: 'Pending' },
      ],
    },
  });

test.each([
  [
    'a function: its answer',
    { Outputs: { Status: ['refused'], Message: ['too long'] } },
    ['Success', 'refused', 'too long'],
  ],
  [
    'a call of AWS: what is kept of the answer',
    { Outputs: { ApiName: ['open'], Policy: ['x'.repeat(41)] } },
    ['Success', '', 'ApiName: open; Policy: 41 characters of text'],
  ],
  [
    'a step that failed: why',
    { StepStatus: 'Failed', FailureMessage: 'Too Many Requests' },
    ['Failed', '', 'Too Many Requests'],
  ],
  [
    'a step that always fails: its word, whatever it failed at',
    { StepStatus: 'Failed', FailureMessage: 'Too Many Requests', Inputs: { DesiredValues: '["nothing was changed"]' } },
    ['Failed', '', 'nothing was changed'],
  ],
])('of %s', (_, step, told) => {
  const execution = executionOf(step);
  expect(stepsOf(execution)).toMatchObject({ rows: [['Plan', ...told]] });
  expect([answerOf(execution, 'Plan') ?? '', answerOf(execution, 'Verify')]).toEqual([told[1], undefined]);
  expect(pathOf(execution)).toBe('Plan');
});
