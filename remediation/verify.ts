/**
 * The verification: what is saved and what every stage serves is read again, and the rule's own `decide` is asked. Not what was sent
 * counts, but what is there. Stages that a person chose to leave open are left out; a canary is not, though nothing could move it.
 */
import type { Place } from '../account/ports.ts';
import { decide, strictest, type Deployed, type Subject } from '../rule/decide.ts';
import { readSubject } from '../rule/subject.ts';
import type { Verdict } from '../rule/verdict.ts';
import { asTheRule } from './known.ts';
import { patient, steadily, type Patience, type Reads } from './patience.ts';
import type { RemediationRecord } from './record.ts';
import { networkOf } from './trust.ts';

export interface Verified {
  readonly status: 'verified' | 'not-verified';
  readonly verdict: Verdict['verdict'];
  /** The findings or the reason, in words. */
  readonly message: string;
  readonly notes: readonly string[];
}

export type VerifyAccount = Reads & { readonly place: Place };

/** @throws AccountFault when it cannot be read: that is no verdict */
export async function verify(account: VerifyAccount, record: RemediationRecord, patience: Patience): Promise<Verified> {
  const trusted = networkOf(record.trusted);
  const reads = patient(account, patience);
  const read = async (): Promise<Subject> =>
    readSubject(reads, await reads.restApi(record.restApiId), trusted, asTheRule(null));
  const subject = await steadily(read, patience);
  const deployed = (subject.deployed ?? []).flatMap((one) => without(record.leftOpen, one));
  const verdict = decide({ ...subject, deployed }, trusted, strictest);
  return {
    status: verdict.verdict === 'COMPLIANT' ? 'verified' : 'not-verified',
    verdict: verdict.verdict,
    message: messageOf(verdict, record.leftOpen),
    notes: 'notes' in verdict ? verdict.notes : [],
  };
}

function without(left: readonly string[], { stageNames, served }: Deployed): readonly Deployed[] {
  const [first, ...rest] = stageNames.filter((name) => !left.includes(name));
  return first === undefined ? [] : [{ stageNames: [first, ...rest], served }];
}

function messageOf(verdict: Verdict, left: readonly string[]): string {
  switch (verdict.verdict) {
    case 'COMPLIANT':
      return left.length === 0
        ? 'the saved policy and what every stage serves keep outsiders out'
        : `the saved policy and what the chosen stages serve keep outsiders out; left open, since they were not named: ${left.join(', ')}`;
    case 'NON_COMPLIANT':
      return verdict.findings.map(({ sentence }) => sentence).join('; ');
    case 'UNDECIDED':
    case 'NOT_APPLICABLE':
      return verdict.reason;
  }
}
