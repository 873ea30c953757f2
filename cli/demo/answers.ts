/** What the consoles answer, as far as the demo reads it. */
import { z } from 'zod';

const compliance = z.object({
  EvaluationResults: z.array(
    z.object({
      EvaluationResultIdentifier: z.object({ EvaluationResultQualifier: z.object({ ResourceId: z.string() }) }),
      ComplianceType: z.string(),
      Annotation: z.string().default(''),
    }),
  ),
});

export interface Result {
  readonly complianceType: string;
  readonly annotation: string;
}

/**
 * @param answer of GetComplianceDetailsByConfigRule
 * @returns by the resource's id
 */
export const readResults = (answer: unknown): ReadonlyMap<string, Result> =>
  new Map(
    compliance
      .parse(answer)
      .EvaluationResults.map((result) => [
        result.EvaluationResultIdentifier.EvaluationResultQualifier.ResourceId,
        { complianceType: result.ComplianceType, annotation: result.Annotation },
      ]),
  );

const statuses = z.object({ RemediationExecutionStatuses: z.tuple([z.object({ State: z.string() })]) });

/**
 * @param answer of DescribeRemediationExecutionStatus, asked of one resource
 * @returns such as `SUCCEEDED`
 */
export const readRemediationState = (answer: unknown): string =>
  statuses.parse(answer).RemediationExecutionStatuses[0].State;

const executions = z.object({
  AutomationExecutionMetadataList: z.tuple([z.object({ AutomationExecutionId: z.string() })]).rest(z.unknown()),
});

/**
 * @param answer of DescribeAutomationExecutions, which lists the newest first
 * @returns the id of the newest execution
 */
export const readNewestExecution = (answer: unknown): string =>
  executions.parse(answer).AutomationExecutionMetadataList[0].AutomationExecutionId;

export interface Step {
  readonly name: string;
  /** As Systems Manager has it, such as `Success`. */
  readonly status: string;
  /** As the step was given them, each as JSON. */
  readonly inputs: Readonly<Record<string, string>>;
  /** What the step put out, such as `Status` and `Message` of a function. */
  readonly outputs: Outputs;
  /** Why Systems Manager calls it failed; null: it does not. */
  readonly failure: string | null;
}

/** Values by the name of the output. */
export type Outputs = Readonly<Record<string, readonly string[]>>;

/** An execution of the runbook that has ended. */
export interface Execution {
  readonly status: string;
  /** Steps that ran, branches left out. */
  readonly steps: readonly Step[];
  /** `Step.Output`, such as `Plan.Diff` → its values. */
  readonly outputs: Outputs;
}

const values = z.record(z.string(), z.array(z.string())).default({});

const execution = z.object({
  AutomationExecution: z.object({
    AutomationExecutionStatus: z.string(),
    Outputs: values,
    StepExecutions: z.array(
      z.object({
        StepName: z.string(),
        Action: z.string(),
        StepStatus: z.string(),
        Inputs: z.record(z.string(), z.string()).default({}),
        ExecutionStartTime: z.number().optional(),
        Outputs: values,
        FailureMessage: z.string().nullable().default(null),
      }),
    ),
  }),
});

/** @param answer of GetAutomationExecution */
export function readExecution(answer: unknown): Execution {
  const { AutomationExecutionStatus, Outputs, StepExecutions } = execution.parse(answer).AutomationExecution;
  const ran = StepExecutions.filter((step) => step.ExecutionStartTime !== undefined && step.Action !== 'aws:branch');
  return {
    status: AutomationExecutionStatus,
    steps: ran.map((step) => ({
      name: step.StepName,
      status: step.StepStatus,
      inputs: step.Inputs,
      outputs: step.Outputs,
      failure: step.FailureMessage,
    })),
    outputs: Outputs,
  };
}
