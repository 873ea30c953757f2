/**
 * The questions. Every answer is one of three, and every "refuted" carries a request that was replayed through the plain
 * evaluator. Same question, same answer, same request. docs/semantics.md says what is claimed.
 */
import type { Policy, Statement } from './document.ts';
import type { ApiIdentity, Authorization, TrustedNetwork } from './request.ts';
import type { Finding } from './reason/finding.ts';
import { Inquiry } from './reason/inquiry.ts';
import { statementsOf, type Scope } from './reason/problem.ts';
import { refusedRequest, type AccessAnswer } from './reason/refusal.ts';
import { standardLimits, type BudgetLimits } from './text/budget.ts';
import { unclearParts, type UnclearPart } from './unclear.ts';

export type { Finding } from './reason/finding.ts';
export type { Scope } from './reason/problem.ts';
export type { AccessAnswer } from './reason/refusal.ts';

export interface Question {
  readonly policy: Policy;
  readonly trusted: TrustedNetwork;
  readonly api: ApiIdentity;
  readonly authorization: Authorization;
  /** Left out: `standardLimits`, which only adversarial policies exceed. */
  readonly limits?: BudgetLimits;
}

/** Why neither a proof nor a refutation was found. */
export type UnknownReason =
  | { readonly kind: 'unclear'; readonly parts: readonly UnclearPart[] }
  /** Requests get in, but only to an API other than those that the policy's ARNs name. */
  | { readonly kind: 'identity' }
  | { readonly kind: 'budget' }
  /** A request was found that the plain evaluator does not let in: a bug here, never a finding. */
  | { readonly kind: 'replay' };

export interface Unsettled {
  /** Index of the Allow statement; null: no statement (`identity-may-allow`). */
  readonly statementIndex: number | null;
  readonly reason: UnknownReason;
}

export type OutsiderAnswer =
  | { readonly answer: 'proved' }
  | {
      readonly answer: 'refuted';
      readonly findings: readonly [Finding, ...Finding[]];
      readonly unsettled: readonly Unsettled[];
    }
  | { readonly answer: 'unknown'; readonly unsettled: readonly [Unsettled, ...Unsettled[]] };

/**
 * Can a request from outside the trusted network get in? One finding for each Allow statement that lets one in, in
 * the order of the policy; under `identity-may-allow` one, when a request escapes every Deny.
 */
export function canOutsiderEnter(question: Question): OutsiderAnswer {
  const doors = doorsOf(question);
  const findings: Finding[] = [];
  const unsettled: Unsettled[] = [];
  const inquiry = inquire(question);
  for (const door of doors) {
    const settled = inquiry.settle(door);
    if (settled.kind === 'open') findings.push(settled.finding);
    else if (settled.kind !== 'closed')
      unsettled.push({
        statementIndex: door?.index ?? null,
        reason: reasonFor(settled.kind, question, door),
      });
  }
  const [finding, ...moreFindings] = findings;
  if (finding !== undefined) return { answer: 'refuted', findings: [finding, ...moreFindings], unsettled };
  const [first, ...rest] = unsettled;
  return first === undefined ? { answer: 'proved' } : { answer: 'unknown', unsettled: [first, ...rest] };
}

/** What may let a request in: each Allow statement; null: an identity policy or an authorizer, which only a Deny stops. */
const doorsOf = ({ policy, authorization }: Question): readonly (Statement | null)[] =>
  authorization === 'identity-may-allow' ? [null] : statementsOf(policy, 'Allow');

const inquire = ({ policy, trusted, api, authorization, limits }: Question): Inquiry =>
  new Inquiry(policy, trusted, api, authorization, limits ?? standardLimits);

function reasonFor(kind: UnknownReason['kind'], { policy }: Question, door: Statement | null): UnknownReason {
  if (kind !== 'unclear') return { kind };
  return {
    kind,
    parts: unclearParts(policy, [...(door === null ? [] : [door]), ...statementsOf(policy, 'Deny')]),
  };
}

/** Whether the policy may let in any request at all of a scope, its unclear parts read at their widest. */
export function mayAdmitAnyone(question: Question, scope: Scope): boolean {
  const inquiry = inquire(question);
  return doorsOf(question).some((door) => inquiry.mayOpen(door, scope));
}

/**
 * Does `policy` let in every request of the scope that `before` lets in? With scope `inside` this is "nobody inside is locked
 * out"; a refutation names who is.
 */
export function admitsAllThat(question: Question, before: Policy, scope: Scope): AccessAnswer {
  return refusedRequest(question.policy, before, scope, {
    ...question,
    limits: question.limits ?? standardLimits,
  });
}
