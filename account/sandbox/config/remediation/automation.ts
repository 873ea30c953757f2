/** A remediation as Systems Manager runs it: started with the resource's id, followed until it ends. */
import { z } from 'zod';
import { ConnectionLost, ServiceError } from '../../core/errors.ts';
import type { Principal } from '../../core/principal.ts';
import type { Json, OutputRecord } from '../../core/values.ts';
import type { Region } from '../../core/world.ts';
import type { ParameterValue, RemediationConfiguration } from './configuration.ts';

export type StepState = 'SUCCEEDED' | 'PENDING' | 'FAILED' | 'IN_PROGRESS' | 'EXITED' | 'UNKNOWN';

export interface Step {
  readonly name: string;
  readonly state: StepState;
  readonly errorMessage: string | undefined;
  readonly startTime: Date | undefined;
  readonly stopTime: Date | undefined;
}

export type Ending = 'SUCCEEDED' | 'FAILED' | 'UNKNOWN';

const pollEvery = 5_000;
/** Readings in a row that fail before the execution is given up as UNKNOWN. */
const mostFailures = 10;

/** As whom AWS Config calls Systems Manager. */
export function remediationPrincipal({ partition, accountId }: Region): Principal {
  const session = 'AWSServiceRoleForConfigRemediation/AwsConfigRemediation';
  return { accountId, arn: `arn:${partition}:sts::${accountId}:assumed-role/${session}` };
}

/**
 * Runs the document for one resource, to its end.
 * @param onSteps hears of the steps whenever the execution is read
 */
export async function runAutomation(
  region: Region,
  configuration: RemediationConfiguration,
  resourceId: string,
  onSteps: (steps: readonly Step[]) => void,
): Promise<Ending> {
  let executionId: string;
  try {
    executionId = await start(region, configuration, resourceId);
  } catch (error) {
    onSteps([notStarted(messageOf(error))]);
    return 'FAILED';
  }
  return follow(region, executionId, onSteps);
}

async function start(region: Region, configuration: RemediationConfiguration, resourceId: string): Promise<string> {
  const { documentName, documentVersion, parameters } = configuration;
  const answer = await call(region, 'StartAutomationExecution', {
    DocumentName: documentName,
    ...(documentVersion === undefined ? {} : { DocumentVersion: documentVersion }),
    Parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, valuesOf(value, resourceId)]),
    ),
  });
  return z.string().parse(answer['AutomationExecutionId']);
}

function valuesOf({ StaticValue }: ParameterValue, resourceId: string): readonly string[] {
  return StaticValue?.Values ?? [resourceId];
}

const execution = z.object({
  AutomationExecutionStatus: z.string(),
  StepExecutions: z
    .array(
      z.object({
        StepName: z.string(),
        StepStatus: z.string(),
        FailureMessage: z.string().optional(),
        ExecutionStartTime: z.date().optional(),
        ExecutionEndTime: z.date().optional(),
      }),
    )
    .optional(),
});

async function follow(region: Region, id: string, onSteps: (steps: readonly Step[]) => void): Promise<Ending> {
  let failures = 0;
  while (failures < mostFailures) {
    await region.world.clock.sleep(pollEvery);
    try {
      const answer = await call(region, 'GetAutomationExecution', { AutomationExecutionId: id });
      const { AutomationExecutionStatus: status, StepExecutions } = execution.parse(answer['AutomationExecution']);
      onSteps((StepExecutions ?? []).map(stepOf));
      const ending = endings[status];
      if (ending !== undefined) return ending;
      failures = 0;
    } catch (error) {
      messageOf(error);
      failures += 1;
    }
  }
  return 'UNKNOWN';
}

/** Every other status is one of an execution that goes on. */
const endings: Readonly<Record<string, Ending>> = {
  Success: 'SUCCEEDED',
  CompletedWithSuccess: 'SUCCEEDED',
  Failed: 'FAILED',
  TimedOut: 'FAILED',
  Cancelled: 'FAILED',
  Rejected: 'FAILED',
  CompletedWithFailure: 'FAILED',
};

const stepStates: Readonly<Record<string, StepState>> = {
  Pending: 'PENDING',
  InProgress: 'IN_PROGRESS',
  Waiting: 'IN_PROGRESS',
  Success: 'SUCCEEDED',
  Failed: 'FAILED',
  TimedOut: 'FAILED',
  Cancelled: 'EXITED',
};

function stepOf(step: NonNullable<z.output<typeof execution>['StepExecutions']>[number]): Step {
  return {
    name: step.StepName,
    state: stepStates[step.StepStatus] ?? 'UNKNOWN',
    errorMessage: step.FailureMessage,
    startTime: step.ExecutionStartTime,
    stopTime: step.ExecutionEndTime,
  };
}

/** How AWS Config shows that an execution could not be started is not documented; here it is a step of this name. */
function notStarted(errorMessage: string): Step {
  const times = { startTime: undefined, stopTime: undefined };
  return { name: 'StartAutomationExecution', state: 'FAILED', errorMessage, ...times };
}

function call(region: Region, operation: string, input: Json): Promise<OutputRecord> {
  return region.world.call({ service: 'ssm', operation, input, principal: remediationPrincipal(region), region });
}

/** @throws the error itself when it is none that a call may end with */
function messageOf(error: unknown): string {
  if (error instanceof ServiceError) return `${error.code}: ${error.message}`;
  if (error instanceof ConnectionLost) return error.message;
  throw error;
}
