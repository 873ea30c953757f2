/**
 * `aws:invokeLambdaFunction`.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-lamb.html
 */
import { z } from 'zod';
import { parseJson } from '../../../core/json.ts';
import type { Json, OutputRecord } from '../../../core/values.ts';
import { textOf } from '../../runbook/data-type.ts';
import { problemsOf } from '../../runbook/problems.ts';
import { badInput, callFailure, StepFailure } from '../failure.ts';
import { declaredOutputs, jsonOf } from '../outputs.ts';
import type { ActionRun, ActionRunner, Outputs } from '../run.ts';
import { automationSettings } from '../settings.ts';

/** Bytes of an answer. */
const largestPayload = 200 * 1024;

const inputs = z.object({
  FunctionName: z.string(),
  Qualifier: z.string().optional(),
  InvocationType: z.enum(['RequestResponse', 'Event', 'DryRun']).default('RequestResponse'),
  LogType: z.enum(['None', 'Tail']).optional(),
  InputPayload: z.record(z.string(), z.json()).optional(),
  Payload: z.string().optional(),
});

/**
 * Selectors see the answer as JSON; the output `Payload` is its text, or the string itself when the function returned a string.
 * Whether a function that throws fails the step is a setting.
 */
export const invokeLambdaFunction: ActionRunner = async (run) => {
  const answer = await invoke(run);
  const payload = payloadOf(answer['Payload']);
  const { StatusCode, FunctionError, LogResult } = answer;
  const whole = {
    ...jsonOf({ StatusCode, FunctionError, LogResult }),
    ...(payload === undefined ? {} : { Payload: payload }),
  };
  if (FunctionError !== undefined && automationSettings(run.execution.start.region).functionErrorFailsStep)
    throw new StepFailure('Invocation', 'Action', `The function failed: ${textOf(payload ?? null)}`);
  const own: Outputs = new Map(
    Object.entries(whole).map(([name, value]) => [name, name === 'Payload' ? textOf(value) : value] as const),
  );
  const declared = declaredOutputs(run.record.step, whole);
  return new Map([...own, ['OutputPayload', Object.fromEntries(own)], ...declared]);
};

async function invoke({ execution, record }: ActionRun): Promise<OutputRecord> {
  const parsed = inputs.safeParse(record.inputs);
  if (!parsed.success) throw badInput(problemsOf(parsed.error));
  const { InputPayload, Payload, ...rest } = parsed.data;
  const event = InputPayload === undefined ? Payload : JSON.stringify(InputPayload);
  const given = Object.entries({
    ...rest,
    Payload: event === undefined ? undefined : Buffer.from(event).toString('base64'),
  });
  const input = Object.fromEntries(
    given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
  const { actor: principal } = execution;
  const { region } = execution.start;
  try {
    return await region.world.call({ service: 'lambda', operation: 'Invoke', input, principal, region });
  } catch (error) {
    throw callFailure(error, 'Invoke') ?? error;
  }
}

function payloadOf(bytes: OutputRecord[string]): Json | undefined {
  if (!(bytes instanceof Uint8Array)) return undefined;
  if (bytes.length > largestPayload)
    throw new StepFailure(
      'Invocation',
      'Action',
      `The function's answer has ${bytes.length} bytes; Automation takes 200 KB`,
    );
  return parseJson(Buffer.from(bytes).toString());
}
