/** Calls from within the process, as the root of an account: what a seed makes, and what a test starts from. */
import { rootOf, type ServiceId } from './principal.ts';
import type { Json, OutputRecord } from './values.ts';
import type { Region } from './world.ts';

/** @throws ServiceError and ConnectionLost as every call does */
export type Operate = (service: ServiceId, operation: string, input: Json) => Promise<OutputRecord>;

/** Calls that neither count for rate limits nor are logged. */
export function operateIn(region: Region): Operate {
  const principal = rootOf(region.accountId, region.partition);
  return (service, operation, input) =>
    region.world.call({ service, operation, input, principal, region, unlimited: true });
}
