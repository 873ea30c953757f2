/**
 * Lambda's entry to the fast path: wiring only. Environment: `RULE_FUNCTION_ARN`, the function that the rules to evaluate run, and
 * `AWS_REGION`, which Lambda sets.
 */
import { connect } from '../account/live/connect.ts';
import { reevaluate, type BatchResponse } from './reevaluate.ts';

/** The queue is the better place to wait for Config: two attempts, and the batch comes again. */
const maxAttempts = 2;

/** @throws Error when a variable is missing; what `reevaluate` throws */
export async function handler(event: unknown): Promise<BatchResponse> {
  const ruleFunctionArn = variable('RULE_FUNCTION_ARN');
  const [, , , , accountId = ''] = ruleFunctionArn.split(':');
  const { compliance } = await connect({ region: variable('AWS_REGION'), accountId, maxAttempts });
  return reevaluate(event, { compliance, ruleFunctionArn });
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the environment variable \`${name}\` is not set`);
  return value;
}
