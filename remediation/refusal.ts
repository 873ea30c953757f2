/** Why nothing is done, as a value: what is in the way, and what a person can do about it. A refusal touches nothing. */

export type RefusalReason =
  /** The API is REGIONAL or EDGE. */
  | 'not-private'
  /** The API carries the tag that exempts it. */
  | 'exempt'
  /** Nothing says whom to trust. */
  | 'no-trusted-network'
  /** Nobody was named, and the account's own callers through other endpoints would be shut out. */
  | 'own-callers-shut-out'
  /** The policy is no JSON or no policy, or holds what cannot be written back as it was. */
  | 'malformed-policy'
  /** The rule cannot decide, so nobody can tell what a fence would change. */
  | 'undecided'
  /** Somebody gets in now, and nobody from the trusted network would. */
  | 'locks-everyone-out'
  /** The policy would exceed API Gateway's limit. */
  | 'too-long'
  /** The engine could not prove what has to be proved before anything is written. */
  | 'not-proved'
  /** A named stage does not exist. */
  | 'no-such-stage'
  /** A redeployment would publish somebody's edit of the policy. */
  | 'pending-policy-edit';

export interface Refusal {
  readonly kind: 'refusal';
  readonly reason: RefusalReason;
  /** Lower case, no full stop: what is in the way. */
  readonly message: string;
  /** What a person can do about it. */
  readonly advice: string;
}

export const refuse = (reason: RefusalReason, message: string, advice: string): Refusal => ({
  kind: 'refusal',
  reason,
  message,
  advice,
});
