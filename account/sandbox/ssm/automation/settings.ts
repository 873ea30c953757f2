/** What a test decides about Automation in an account and Region. */
import { regional } from '../../core/world.ts';

/** A moment just before a step begins. */
export interface StepMoment {
  readonly executionId: string;
  readonly documentName: string;
  readonly stepName: string;
  /** How many steps of the execution have begun before; those of loops count each time. */
  readonly stepsBefore: number;
}

/**
 * `die`: the execution ends here as it does when Automation itself breaks down: Failed, and no other step runs, not even one that
 * `onFailure` or `onCancel` names.
 */
export type BeforeStep = (moment: StepMoment) => 'go-on' | 'die' | Promise<'go-on' | 'die'>;

export class AutomationSettings {
  /**
   * Whether a Lambda function that throws fails its `aws:invokeLambdaFunction` step. AWS's page lists `FunctionError` as an output and
   * says nothing of a failure, so a runbook should be right either way.
   */
  functionErrorFailsStep = false;
  beforeStep: BeforeStep = () => 'go-on';
}

export const automationSettings = regional(() => new AutomationSettings());

/** Lets every execution of the document die just before the step begins. */
export const dieBefore =
  (documentName: string, stepName: string): BeforeStep =>
  (moment) =>
    moment.documentName === documentName && moment.stepName === stepName ? 'die' : 'go-on';
