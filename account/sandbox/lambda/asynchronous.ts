/**
 * Asynchronous invocation: the event is taken, and the function runs later, up to three times.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
import type { Json } from '../core/values.ts';
import { regional, type Region } from '../core/world.ts';
import { functionArn, type InvocationResult } from './definition.ts';
import { findFunction, type FoundFunction } from './functions.ts';
import { run } from './run.ts';

const minute = 60_000;
/** Before the second and the third attempt. */
const waits = [minute, 2 * minute];

/** An event that Lambda gave up. */
export interface DiscardedEvent {
  readonly functionArn: string;
  readonly event: Json;
  /** Of the last attempt. */
  readonly result: InvocationResult;
}

type Heard = (result: InvocationResult) => void;

const discarded = regional((): DiscardedEvent[] => []);

/** Events of the Region's functions that failed three times, in that order. */
export const discardedEvents = (region: Region): readonly DiscardedEvent[] => discarded(region);

/**
 * The function starts in `world.background`; all attempts have one request id.
 * @param heard hears of the result of every attempt
 * @returns the request id
 * @throws ServiceError ResourceNotFoundException, with nothing started
 */
export function invokeAsync(region: Region, nameOrArn: string, event: Json, heard: Heard = () => undefined): string {
  const found = findFunction(region, nameOrArn);
  const { world } = region;
  const requestId = world.ids.uuid();
  world.background(() => attempt(found, event, requestId, heard));
  return requestId;
}

async function attempt(
  { definition, home }: FoundFunction,
  event: Json,
  requestId: string,
  heard: Heard,
): Promise<void> {
  let result = await run(definition, home, event, requestId);
  heard(result);
  for (const wait of waits) {
    if (result.functionError === null) return;
    await home.world.clock.sleep(wait);
    result = await run(definition, home, event, requestId);
    heard(result);
  }
  if (result.functionError === null) return;
  discarded(home).push({ functionArn: functionArn(home, definition.name), event, result });
}
