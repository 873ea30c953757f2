/**
 * How a step fails, in AWS's words as far as records of them are known.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-troubleshooting.html
 */
import { ConnectionLost, ServiceError } from '../../core/errors.ts';

export type FailureStage = 'InputValidation' | 'Invocation' | 'PostVerification';
export type FailureType = 'Action' | 'Permission' | 'Throttling' | 'Verification' | 'Internal';

const ending = 'Please refer to Automation Service Troubleshooting Guide for more diagnosis details.';

const during = {
  InputValidation: 'validating and resolving the step inputs',
  Invocation: 'Execute/Cancelling action',
  PostVerification: 'Verify resource property',
} as const satisfies Record<FailureStage, string>;

export class StepFailure extends Error {
  override readonly name = 'StepFailure';
  readonly status: 'Failed' | 'TimedOut';
  readonly stage: FailureStage;
  readonly type: FailureType;

  /** @param reason a sentence, or nothing */
  constructor(stage: FailureStage, type: FailureType, reason: string, status: 'Failed' | 'TimedOut' = 'Failed') {
    const what = status === 'Failed' ? 'Step fails when it is' : 'Step timed out while step is';
    super([`${what} ${during[stage]}`, reason.replace(/\.$/, ''), ending].filter((part) => part !== '').join('. '));
    this.status = status;
    this.stage = stage;
    this.type = type;
  }
}

export const badInput = (reason: string): StepFailure => new StepFailure('InputValidation', 'Action', reason);

export const timedOut = (reason = ''): StepFailure => new StepFailure('Invocation', 'Action', reason, 'TimedOut');

/** The message of an execution that ends because Automation itself breaks down. */
export const internalError = (reason = ''): string =>
  `Internal Server Error${reason === '' ? '' : ` (${reason})`}. ${ending}`;

/**
 * A call that was not done, as boto3 tells of it.
 * @returns undefined for an error that is not the service's: one of the sandbox itself
 */
export function callFailure(error: unknown, operation: string): StepFailure | undefined {
  if (error instanceof ConnectionLost)
    return new StepFailure('Invocation', 'Action', 'Connection was closed before we received a valid response');
  if (!(error instanceof ServiceError)) return undefined;
  const { code, message } = error;
  const told = `An error occurred (${code}) when calling the ${operation} operation: ${message}`;
  return new StepFailure('Invocation', typeOf(code), told);
}

function typeOf(code: string): FailureType {
  if (/throttl|toomanyrequests|limitexceeded/i.test(code)) return 'Throttling';
  return /accessdenied|unauthorized/i.test(code) ? 'Permission' : 'Action';
}
