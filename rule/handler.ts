/**
 * The Lambda function behind the Config rule: wiring only. Environment: `ASSUME_ROLE_NAME`, for one function that serves many accounts,
 * names the role that makes all calls in the account whose rule it is; without it the function's own role does.
 */
import { connect } from '../account/live/connect.ts';
import { machineClock } from '../account/live/retries.ts';
import { invoke, type Invocation } from './invoke.ts';
import { jsonLog } from './log.ts';
import { remembering } from './remember.ts';

/** What the function needs of Lambda's context object. */
export interface LambdaContext {
  readonly getRemainingTimeInMillis: () => number;
}

export type Handler = (event: unknown, context: LambdaContext) => Promise<void>;

/** @param wiring what differs between AWS and a test: how to connect, where the log goes, the clock */
export const createHandler =
  (wiring: Omit<Invocation, 'remaining'>): Handler =>
  (event, context) =>
    invoke(event, { ...wiring, remaining: () => context.getRemainingTimeInMillis() });

export const handler: Handler = createHandler({
  connect: remembering(connect),
  log: jsonLog((line) => process.stdout.write(`${line}\n`), machineClock.now),
  clock: machineClock,
  assumeRoleName: process.env['ASSUME_ROLE_NAME'] || null,
});
