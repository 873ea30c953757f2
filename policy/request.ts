/**
 * One concrete request to a private API, and what is known of the network and of the API.
 * The space that requests range over is docs/semantics.md §2; inside and outside are §3.
 */
import type { AccountId, VpcEndpointId, VpcId } from './ids.ts';

/** Spelt as `aws:PrincipalType` spells them; `Anonymous` is a request without a signature. */
export type PrincipalType = 'Anonymous' | 'Account' | 'User' | 'AssumedRole' | 'FederatedUser';

export type Caller =
  | { readonly type: 'Anonymous' }
  | { readonly type: 'Account' | 'User' | 'FederatedUser'; readonly arn: string; readonly accountId: string }
  | {
      readonly type: 'AssumedRole';
      /** The role's ARN, as `aws:PrincipalArn` gives it. */
      readonly arn: string;
      readonly accountId: string;
      readonly sessionName: string;
    };

/** Condition keys in lower case. A key that is not here is absent from the request. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** The action is always `execute-api:Invoke`. */
export interface Request {
  readonly caller: Caller;
  /** `arn:PARTITION:execute-api:REGION:ACCOUNT:APIID/STAGE/METHOD/PATH` */
  readonly resource: string;
  readonly context: Context;
}

export interface TrustedNetwork {
  readonly vpcIds: readonly VpcId[];
  readonly vpcEndpointIds: readonly VpcEndpointId[];
  /** Known facts: the VPC that an endpoint lies in. */
  readonly endpoints: ReadonlyMap<VpcEndpointId, VpcId>;
  /** Own-account trust: an endpoint whose `aws:VpceAccount` is this account is inside. Null: no such trust. */
  readonly ownAccount: AccountId | null;
}

/** What is known of the API that carries the policy; null: not known. */
export interface ApiIdentity {
  readonly partition: string | null;
  readonly region: string | null;
  readonly accountId: string | null;
  readonly restApiId: string | null;
}

export const unknownApi: ApiIdentity = { partition: null, region: null, accountId: null, restApiId: null };

/** `identity-may-allow`: some method uses AWS_IAM or a Lambda authorizer, so only a Deny is a fence. */
export type Authorization = 'policy-only' | 'identity-may-allow';

/** True when the caller's partition is that of the API: principals of one partition are unknown in the others. */
export function isConsistent({ caller, resource }: Request): boolean {
  return caller.type === 'Anonymous' || caller.arn.split(':')[1] === resource.split(':')[1];
}

/** True when the request comes from the trusted network (docs/semantics.md §3). */
export function isInside(request: Request, trusted: TrustedNetwork): boolean {
  const vpc = request.context['aws:sourcevpc'];
  const endpoint = request.context['aws:sourcevpce'];
  const owner = request.context['aws:vpceaccount'];
  return (
    trusted.vpcIds.some((id) => id === vpc) ||
    trusted.vpcEndpointIds.some((id) => id === endpoint) ||
    [...trusted.endpoints].some(([id, lies]) => id === endpoint && trusted.vpcIds.includes(lies)) ||
    (trusted.ownAccount !== null && owner === trusted.ownAccount)
  );
}
