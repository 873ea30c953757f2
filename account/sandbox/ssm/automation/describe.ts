/** How answers describe an execution and its steps, member by member as recorded answers of AWS have them. */
import type { Json, OutputRecord } from '../../core/values.ts';
import { textsOf } from '../runbook/data-type.ts';
import type { Step } from '../runbook/step.ts';
import type { Execution, StepRecord } from './execution.ts';

/** What stands for an output of the document that no step has given. The words are AWS's. */
const noOutput = 'No output available yet because the step is not successfully executed';

const texts = (values: Iterable<readonly [string, Json]>): OutputRecord =>
  Object.fromEntries([...values].map(([name, value]) => [name, textsOf(value)] as const));

/** Members that GetAutomationExecution and DescribeAutomationExecutions share. */
function summary(execution: Execution): OutputRecord {
  const { start, status, critical } = execution;
  const current = execution.records.findLast(
    (record) => record.startedAt !== undefined && record.endedAt === undefined,
  );
  return {
    AutomationExecutionId: start.id,
    DocumentName: start.documentName,
    DocumentVersion: start.documentVersion,
    AutomationExecutionStatus: status,
    ExecutionStartTime: execution.startedAt,
    ExecutionEndTime: execution.endedAt,
    ExecutedBy: start.startedBy.arn,
    Mode: 'Auto',
    Outputs: outputsOf(execution),
    FailureMessage: status === 'Failed' || status === 'TimedOut' ? critical?.message : undefined,
    CurrentStepName: current?.step.name,
    CurrentAction: current?.step.action,
    Targets: [],
    ResolvedTargets: { ParameterValues: [], Truncated: false },
  };
}

function outputsOf(execution: Execution): OutputRecord {
  if (!execution.isOver()) return {};
  return texts(
    execution.start.runbook.outputs.map((stated) => {
      const [step = '', output = ''] = stated.split('.');
      return [stated, execution.outputOf(step, output) ?? noOutput] as const;
    }),
  );
}

export const metadataOf = (execution: Execution): OutputRecord => ({
  ...summary(execution),
  LogFile: '',
  AutomationType: 'Local',
});

export const executionDetails = (execution: Execution): OutputRecord => ({
  ...summary(execution),
  StepExecutions: execution.records.map(stepDetails),
  StepExecutionsTruncated: false,
  Parameters: texts(execution.start.parameters),
  Variables: texts(execution.variables),
});

export function stepDetails(record: StepRecord): OutputRecord {
  const { step, failure } = record;
  return {
    ...statedProperties(step),
    StepName: step.name,
    Action: step.action,
    StepExecutionId: record.id,
    StepStatus: record.status,
    ExecutionStartTime: record.startedAt,
    ExecutionEndTime: record.endedAt,
    ValidNextSteps: record.next === null ? undefined : [record.next],
    Inputs: inputsOf(record),
    Outputs: texts(record.outputs),
    OverriddenParameters: {},
    FailureMessage: failure?.message,
    FailureDetails:
      failure === null ? undefined : { FailureStage: failure.stage, FailureType: failure.type, Details: {} },
    ParentStepDetails: parentDetails(record),
  };
}

/** Only what the document states: defaults are left out. */
const statedProperties = (step: Step): OutputRecord => ({
  MaxAttempts: step.maxAttempts,
  TimeoutSeconds: step.timeoutSeconds,
  OnFailure: step.onFailure,
  IsCritical: step.isCritical,
  IsEnd: step.isEnd,
  NextStep: step.nextStep,
});

/** Each input as JSON text. */
const inputsOf = ({ inputs }: StepRecord): OutputRecord =>
  Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, JSON.stringify(value)] as const));

function parentDetails({ parent }: StepRecord): OutputRecord | undefined {
  if (parent === null) return undefined;
  const { record, iteration, iteratorValue } = parent;
  return {
    StepExecutionId: record.id,
    StepName: record.step.name,
    Action: record.step.action,
    Iteration: iteration,
    IteratorValue: iteratorValue === null ? undefined : textsOf(iteratorValue).join(','),
  };
}
