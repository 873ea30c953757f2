/**
 * The Lambda function behind the runbook's steps: wiring only. It always answers with a status; whether a function's error fails the
 * step of a runbook, AWS does not say. Environment: `RULE_FUNCTION_ARN`, the function of the rules to evaluate anew in the end (may be
 * left out); `EXEMPT_TAG`, as the rule's parameter `exemptTag` (may be left out).
 */
import { connect } from '../account/live/connect.ts';
import { machineClock } from '../account/live/retries.ts';
import type { Clock } from '../account/ports.ts';
import type { Tag } from '../rule/decide.ts';
import { parseParameters } from '../rule/parameters.ts';
import { answer, type StepLog } from './answer.ts';
import type { StepResult } from './event.ts';
import type { StepAccount } from './surroundings.ts';

/** What the function needs of Lambda's context object. */
export interface LambdaContext {
  readonly getRemainingTimeInMillis: () => number;
  readonly invokedFunctionArn: string;
}

export type Handler = (event: unknown, context: LambdaContext) => Promise<StepResult>;

export interface Wiring {
  /** @param place of the function itself, which works in its own account and Region */
  readonly connect: (place: { readonly region: string; readonly accountId: string }) => Promise<StepAccount>;
  readonly clock: Clock;
  readonly log: StepLog;
  readonly ruleFunctionArn: string | null;
  readonly exemptTag: Tag | null;
}

export const createHandler =
  ({ connect: reach, ...wiring }: Wiring): Handler =>
  (event, { invokedFunctionArn, getRemainingTimeInMillis }) => {
    const [, , , region = '', accountId = ''] = invokedFunctionArn.split(':');
    return answer(event, {
      ...wiring,
      connect: () => reach({ region, accountId }),
      remaining: getRemainingTimeInMillis,
    });
  };

/** @throws ParameterError when it is no tag */
const tagOf = (text: string): Tag | null => parseParameters(JSON.stringify({ exemptTag: text })).exemptTag;

export const handler: Handler = createHandler({
  connect,
  clock: machineClock,
  log: (record) => process.stdout.write(`${JSON.stringify({ timestamp: new Date().toISOString(), ...record })}\n`),
  ruleFunctionArn: process.env['RULE_FUNCTION_ARN'] ?? null,
  exemptTag: tagOf(process.env['EXEMPT_TAG'] ?? ''),
});
