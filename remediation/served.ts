/** What the account says a stage serves, held against the plan. */
import type { ReadApis, StageName } from '../account/ports.ts';
import { hashPolicy } from './canonical.ts';
import { executeApiArn } from './known.ts';
import { patiently } from './patience.ts';
import { exportedPolicy } from './pending.ts';
import type { RemediationRecord } from './record.ts';
import type { Work } from './traces.ts';

/** Whether the policy of an export means what the plan wrote. */
export const isPlannedPolicy = (exportText: string, { place, restApiId, after }: RemediationRecord): boolean =>
  hashPolicy(exportedPolicy(exportText), executeApiArn(place, restApiId)) === after.hash;

export async function servesPlanned(
  { account, record, patience }: Work<Pick<ReadApis, 'servedBy'>>,
  stage: StageName,
): Promise<boolean> {
  const exported = await patiently(() => account.servedBy(record.restApiId, stage), patience);
  return isPlannedPolicy(exported, record);
}
