/**
 * The write of the policy. API Gateway has no conditional write, so the policy is read right before it and right after it; whoever else
 * changes it is noticed there, but for the instant between the first read and the write. The runbook makes the first attempt itself;
 * what comes of it is found out here.
 */
import type { ChangeApis, ReadApis } from '../account/ports.ts';
import { hashPolicy } from './canonical.ts';
import { executeApiArn } from './known.ts';
import { bringAbout, patiently, type Patience } from './patience.ts';
import type { RemediationRecord } from './record.ts';

/** Whose policy is saved now. */
export type SavedPolicy =
  /** It is the one that was there before. */
  | 'before'
  /** It is the one that the plan writes. */
  | 'after'
  /** It is neither: somebody else wrote it meanwhile. */
  | 'foreign';

/** @throws AccountFault; `not-found` when the API went meanwhile */
export async function savedPolicy(
  account: Pick<ReadApis, 'restApi'>,
  { restApiId, place, before, after }: RemediationRecord,
  patience: Patience,
): Promise<SavedPolicy> {
  const { policyText } = await patiently(() => account.restApi(restApiId), patience);
  const hash = hashPolicy(policyText, executeApiArn(place, restApiId));
  if (hash === before.hash) return 'before';
  return hash === after.hash ? 'after' : 'foreign';
}

/** Whether the saved policy is to change at all: it may be right already, and only stages have to follow. */
export const changesPolicy = ({ before, after }: RemediationRecord): boolean => before.hash !== after.hash;

/** Whether the saved policy is the one that is to be deployed. */
export const isPlannedSaved = async (
  account: Pick<ReadApis, 'restApi'>,
  record: RemediationRecord,
  patience: Patience,
): Promise<boolean> => (await savedPolicy(account, record, patience)) === (changesPolicy(record) ? 'after' : 'before');

export interface Conflict {
  readonly status: 'conflict';
  readonly message: string;
}

/** May the policy be written? Only when it is still the one that the plan was made for. */
export async function checkUnchanged(
  account: Pick<ReadApis, 'restApi'>,
  record: RemediationRecord,
  patience: Patience,
): Promise<{ readonly status: 'unchanged' } | Conflict> {
  const saved = await savedPolicy(account, record, patience);
  if (saved === 'before') return { status: 'unchanged' };
  return { status: 'conflict', message: conflictMessage(saved) };
}

const conflictMessage = (saved: 'after' | 'foreign'): string =>
  saved === 'after'
    ? 'another execution has written the same fence meanwhile: start again when it has ended'
    : 'the policy was changed by somebody else since the plan was made: start again';

/**
 * Saves the planned policy, after a write that may have had its effect or not. It is not written over what somebody else wrote meanwhile.
 * @param policyText as the plan has it
 * @throws AccountFault when the policy can be neither read nor written
 */
export async function apply(
  account: Pick<ReadApis & ChangeApis, 'restApi' | 'replacePolicy'>,
  policyText: string,
  record: RemediationRecord,
  patience: Patience,
): Promise<{ readonly status: 'saved' } | Conflict> {
  const { restApiId, place, after } = record;
  if (hashPolicy(policyText, executeApiArn(place, restApiId)) !== after.hash)
    return { status: 'conflict', message: 'the policy to save is not the one of the record' };
  const saved = (): Promise<SavedPolicy> => savedPolicy(account, record, patience);
  const make = (): Promise<void> => account.replacePolicy(restApiId, policyText);
  const isMade = async (): Promise<boolean> => (await saved()) !== 'before';
  if (!(await isMade())) await bringAbout({ make, isMade }, patience);
  return (await saved()) === 'after'
    ? { status: 'saved' }
    : { status: 'conflict', message: conflictMessage('foreign') };
}
