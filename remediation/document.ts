/**
 * An Automation document, schema 0.3, as far as our runbook uses it.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
 */
import type { Json } from '../policy/json-value.ts';
import type { ParameterDefinition } from './parameters.ts';

export interface StepOutput {
  readonly Name: string;
  /** JSONPath into the answer of the action. */
  readonly Selector: string;
  readonly Type: 'String' | 'StringList' | 'Boolean' | 'Integer' | 'StringMap' | 'MapList';
}

export interface Choice {
  readonly NextStep: string;
  /** A reference, such as `{{ Plan.Status }}`. */
  readonly Variable: string;
  readonly StringEquals: string;
}

interface AnyStep {
  readonly name: string;
  readonly description: string;
  /** Seconds. */
  readonly timeoutSeconds?: number;
  readonly maxAttempts?: number;
  /** `step:NAME`; left out: the execution ends as failed. */
  readonly onFailure?: string;
  readonly onCancel?: string;
  readonly isCritical?: boolean;
  readonly isEnd?: boolean;
  readonly nextStep?: string;
  readonly outputs?: readonly StepOutput[];
}

export interface CallStep extends AnyStep {
  readonly action: 'aws:executeAwsApi' | 'aws:assertAwsResourceProperty';
  readonly inputs: { readonly Service: string; readonly Api: string; readonly [input: string]: Json };
}

export interface FunctionStep extends AnyStep {
  readonly action: 'aws:invokeLambdaFunction';
  readonly inputs: { readonly FunctionName: string; readonly InputPayload: Readonly<Record<string, string>> };
}

export interface BranchStep extends AnyStep {
  readonly action: 'aws:branch';
  readonly inputs: { readonly Choices: readonly Choice[]; readonly Default: string };
}

export interface SleepStep extends AnyStep {
  readonly action: 'aws:sleep';
  readonly inputs: { readonly Duration: string };
}

export type Step = CallStep | FunctionStep | BranchStep | SleepStep;

export interface AutomationDocument {
  readonly schemaVersion: '0.3';
  readonly description: string;
  readonly assumeRole: string;
  readonly parameters: Readonly<Record<string, ParameterDefinition>>;
  readonly mainSteps: readonly Step[];
  /** `Step.Output` */
  readonly outputs: readonly string[];
}
