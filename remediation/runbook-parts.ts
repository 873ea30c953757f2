/** The kinds of steps that the runbook is made of. */
import type { BranchStep, CallStep, FunctionStep, SleepStep, Step, StepOutput } from './document.ts';

/** A step, once it is known which function does the work. */
export type StepOf = (functionName: string) => Step;

export const status: StepOutput = { Name: 'Status', Selector: '$.Payload.status', Type: 'String' };
export const message: StepOutput = { Name: 'Message', Selector: '$.Payload.message', Type: 'String' };

/** @param member of what the function returns */
export const text = (Name: string, member: string): StepOutput => ({
  Name,
  Selector: `$.Payload.${member}`,
  Type: 'String',
});

export const texts = (Name: string, member: string): StepOutput => ({
  ...text(Name, member),
  Type: 'StringList',
});

type Way = Partial<Pick<FunctionStep, 'maxAttempts' | 'timeoutSeconds' | 'onFailure' | 'onCancel' | 'isCritical'>> &
  Pick<FunctionStep, 'nextStep' | 'isEnd'>;

/** The longest that a function's step may take. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-lamb.html */
const longestFunctionStep = 300;

export interface Work {
  readonly name: string;
  readonly description: string;
  /** What the function is told beside the step's name. */
  readonly payload: Readonly<Record<string, string>>;
  readonly outputs?: readonly StepOutput[];
}

/** The work of one step, done by the function. */
export const work =
  ({ name, description, payload, outputs = [] }: Work, way: Way): StepOf =>
  (functionName) => ({
    name,
    action: 'aws:invokeLambdaFunction',
    description,
    timeoutSeconds: longestFunctionStep,
    ...way,
    inputs: { FunctionName: functionName, InputPayload: { step: name.replace(/Again$/, ''), ...payload } },
    outputs: [status, message, ...outputs],
  });

/** Where the status of the step `of` leads; without one, as after a crash, to `otherwise`. */
export const goOn = (
  name: string,
  description: string,
  of: string,
  next: Readonly<Record<string, string>>,
  otherwise: string,
): StepOf => {
  const branch: BranchStep = {
    name,
    action: 'aws:branch',
    description,
    onFailure: `step:${otherwise}`,
    inputs: {
      Choices: Object.entries(next).map(([StringEquals, NextStep]) => ({
        NextStep,
        Variable: `{{ ${of}.Status }}`,
        StringEquals,
      })),
      Default: otherwise,
    },
  };
  return () => branch;
};

/** A call of AWS. */
export const call =
  (step: CallStep): StepOf =>
  () =>
    step;

/** @param duration as ISO 8601 has it, such as `PT30S`. @param nextStep null: the execution ends here, well */
export const pause = (name: string, description: string, duration: string, nextStep: string | null): StepOf => {
  const step: SleepStep = {
    name,
    action: 'aws:sleep',
    description,
    inputs: { Duration: duration },
    ...(nextStep === null ? { isEnd: true } : { nextStep }),
  };
  return () => step;
};

/**
 * Ends the execution as failed, always: no API has the id that is desired here. There is no step that just fails. AWS Config and the
 * console show what was found and what is desired, so this is the place for a word to whoever looks.
 * @param restApiId a reference
 * @param says what is told in place of an id
 */
export const failing = (name: string, description: string, restApiId: string, says: string): StepOf =>
  call({
    name,
    action: 'aws:assertAwsResourceProperty',
    description,
    isEnd: true,
    inputs: {
      Service: 'apigateway',
      Api: 'GetRestApi',
      restApiId,
      PropertySelector: '$.id',
      DesiredValues: [says],
    },
  });
