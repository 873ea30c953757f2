/** What a step works with. */
import type { Account } from '../account/ports.ts';
import type { Tag } from '../rule/decide.ts';
import type { Patience } from './patience.ts';

/** The part of an account that the remediation works on. */
export type StepAccount = Omit<Account, 'compliance' | 'automation' | 'vpcIds' | 'restApis'> & {
  readonly compliance: Pick<Account['compliance'], 'rulesOf' | 'reevaluate'>;
};

export interface Surroundings {
  readonly account: StepAccount;
  readonly patience: Patience;
  /** APIs that carry it are refused; null: none is exempt. */
  readonly exemptTag: Tag | null;
  /** The rules that this function stands behind are evaluated anew in the end; null: nobody asks. */
  readonly ruleFunctionArn: string | null;
}
