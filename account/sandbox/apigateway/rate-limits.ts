/**
 * How often API Gateway's control plane may be called: all operations together for an account in a Region, some by themselves
 * for an account. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 * Kept as the moment at which everything granted so far is paid off (the generic cell rate algorithm), so no rounding builds up.
 */
import { ServiceError } from '../core/errors.ts';
import type { Context } from '../core/operation.ts';
import type { World } from '../core/world.ts';

interface Limit {
  /** Milliseconds between two calls in the long run. */
  readonly interval: number;
  /** Calls at once. */
  readonly burst: number;
}

const together: Limit = { interval: 100, burst: 40 };

const single = new Map<string, Limit>([
  ['CreateDeployment', { interval: 5_000, burst: 1 }],
  ['CreateRestApi', { interval: 3_000, burst: 1 }],
  ['ImportRestApi', { interval: 3_000, burst: 1 }],
  ['PutRestApi', { interval: 1_000, burst: 1 }],
  ['GetResources', { interval: 400, burst: 5 }],
  ['DeleteRestApi', { interval: 30_000, burst: 1 }],
]);

export const tooManyRequests = (): ServiceError =>
  new ServiceError('TooManyRequestsException', 429, 'Too Many Requests');

const paidOff = new WeakMap<World, Map<string, number>>();

/** A call that is refused costs nothing. @throws ServiceError TooManyRequestsException */
export function limitRate(operation: string, { world, region }: Context): void {
  const moments = paidOff.get(world) ?? new Map<string, number>();
  paidOff.set(world, moments);
  const now = world.clock.now();
  const own = single.get(operation);
  const due: (readonly [string, Limit])[] = [[`${region.accountId}/${region.name}`, together]];
  if (own !== undefined) due.push([`${region.accountId}/${operation}`, own]);
  const granted = due.map(([key, { interval, burst }]) => {
    const moment = Math.max(moments.get(key) ?? 0, now);
    if (moment - now > (burst - 1) * interval) throw tooManyRequests();
    return [key, moment + interval] as const;
  });
  for (const [key, moment] of granted) moments.set(key, moment);
}
