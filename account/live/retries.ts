/**
 * How often a call is tried, and how long is waited in between. Calls that may be repeated without harm are left to the SDK's adaptive
 * mode, which also slows down a client that was throttled. `onClock` is a plain exponential back-off for the two cases that mode has no
 * answer to: a clock other than the machine's, and calls of which only a refused attempt may be repeated.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
import type { APIGatewayClientConfig } from '@aws-sdk/client-api-gateway';
import type { Clock } from '../ports.ts';
import { quotaExceeded } from './faults.ts';

export const machineClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) =>
    new Promise((resolve) => {
      setTimeout(resolve, milliseconds);
    }),
};

type RetryStrategy = NonNullable<APIGatewayClientConfig['retryStrategy']>;

/** What a client's options hold of this. */
export type RetryOptions =
  | { readonly maxAttempts: number; readonly retryMode: 'adaptive' }
  | { readonly maxAttempts: number; readonly retryStrategy: RetryStrategy };

/**
 * Which failures are followed by another attempt. `failed`: throttling, lost connections, a service out of order. `throttled`: only
 * an attempt that surely had no effect.
 */
export type Retried = 'failed' | 'throttled';

const first = { failed: 50, throttled: 1000 } as const;
const longest = 20_000;

/** @param maxAttempts the first one included */
export function onClock(clock: Clock, maxAttempts: number, retried: Retried): RetryOptions {
  const spread = clock === machineClock ? Math.random : evenly;
  const retryStrategy: RetryStrategy = {
    acquireInitialRetryToken: () => Promise.resolve(token(0)),
    refreshRetryTokenForRetry: async (last, { error, errorType }) => {
      const retries = last.getRetryCount() + 1;
      const isThrottled = errorType === 'THROTTLING' && !(retried === 'throttled' && error?.name === quotaExceeded);
      if (retries >= maxAttempts || !(isThrottled || (retried === 'failed' && errorType === 'TRANSIENT')))
        throw new Error('no further attempt');
      const base = isThrottled ? first.throttled : first.failed;
      const delay = Math.min(longest, base * 2 ** retries);
      await clock.sleep(delay / 2 + (delay / 2) * spread());
      return token(retries);
    },
    recordSuccess: () => undefined,
  };
  return { maxAttempts, retryStrategy };
}

const token = (retries: number): { readonly getRetryCount: () => number; readonly getRetryDelay: () => number } => ({
  getRetryCount: () => retries,
  getRetryDelay: () => 0,
});

let turn = 0;

/**
 * Numbers of [0, 1) that lie far from each other: clients that were refused together do not come back together. On a clock that is not
 * the machine's they are the same in every run.
 */
function evenly(): number {
  const goldenRatio = 0.618033988749895;
  turn += 1;
  return (turn * goldenRatio) % 1;
}
