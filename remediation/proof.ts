/**
 * What has to be proved before a fence is written, by the engine of the room `policy`: nobody from outside gets in, and whoever got
 * in from inside still does. And, for people to read, whom it shuts out.
 */
import { admitsAllThat, canOutsiderEnter, mayAdmitAnyone, type Question } from '../policy/ask.ts';
import { catalogueOf } from '../policy/condition/catalogue.ts';
import type { Policy } from '../policy/document.ts';
import { parsePolicyValue } from '../policy/parse.ts';
import type { Json } from '../policy/json-value.ts';
import type { ApiIdentity, Authorization, Request, TrustedNetwork } from '../policy/request.ts';
import { witnessOf, type Witness } from '../rule/verdict.ts';

export interface Setting {
  readonly trusted: TrustedNetwork;
  readonly api: ApiIdentity;
  readonly authorization: Authorization;
}

const bothAuthorizations: readonly Authorization[] = ['policy-only', 'identity-may-allow'];

/** True when no request from outside gets in, whoever else may allow it: a fence is a Deny, so it needs no Allow to be read. */
export const keepsOutsidersOut = (policy: Policy, setting: Setting): boolean =>
  bothAuthorizations.every(
    (authorization) => canOutsiderEnter({ policy, ...setting, authorization }).answer === 'proved',
  );

/**
 * True when the statement by itself denies nobody inside. Added to any policy it then locks nobody out, however unclear the rest of
 * that policy is: a request is let in by the same statements as before, and met by no Deny that it did not meet before.
 */
export function deniesNobodyInside(fence: Json, setting: Setting): boolean {
  const everything = policyOf({ Version: '2012-10-17', Statement: [allowEverything] });
  const fenced = policyOf({ Version: '2012-10-17', Statement: [allowEverything, fence] });
  if (everything === null || fenced === null) return false;
  return bothAuthorizations.every(
    (authorization) =>
      admitsAllThat({ policy: fenced, ...setting, authorization }, everything, 'inside').answer === 'proved',
  );
}

const allowEverything: Json = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: '*' };

function policyOf(document: Json): Policy | null {
  const read = parsePolicyValue(document);
  return read.kind === 'policy' ? read.policy : null;
}

/** True when somebody may get in under `before`, and nobody from inside may under `after`. */
export function locksEveryoneOut(before: Policy, after: Policy, setting: Setting): boolean {
  return (
    mayAdmitAnyone({ policy: before, ...setting }, 'anywhere') &&
    !mayAdmitAnyone({ policy: after, ...setting }, 'inside')
  );
}

export interface LostAccess {
  /** Such as "GET /prod/orders, unsigned, from vpc-… through vpce-…". */
  readonly sentence: string;
  readonly request: Request;
  readonly witness: Witness;
}

/** Requests that `before` lets in and `after` does not, one for each way in; replayed, and only those that are certain. */
export function accessLost(
  before: Policy,
  after: Policy,
  scope: 'inside' | 'outside',
  setting: Setting,
): readonly LostAccess[] {
  const question: Question = { policy: after, ...setting };
  const answer = admitsAllThat(question, before, scope);
  return answer.answer === 'refuted' ? answer.lost.map((request) => lostAccess(request, before)) : [];
}

function lostAccess(request: Request, policy: Policy): LostAccess {
  const keys = catalogueOf(policy);
  const witness = witnessOf(request, (id) => keys(id).name);
  const who = witness.principalArn === null ? 'unsigned' : `signed by ${witness.principalArn}`;
  const call = `${witness.method} /${witness.stage}/${witness.path}`;
  return { sentence: `${call}, ${who}, from ${witness.sourceVpc} through ${witness.sourceVpce}`, request, witness };
}

/** True when it is proved that whoever gets in from inside under `before` does so under `after`. */
export const keepsInsiders = (before: Policy, after: Policy, setting: Setting): boolean =>
  admitsAllThat({ policy: after, ...setting }, before, 'inside').answer === 'proved';
