/**
 * Whether a request gets in: the resource policy's word, together with what the method's authorization asks for.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
import type { AuthorizationType } from '../apigateway/model.ts';
import type { Judgement } from '../core/judge.ts';

/** What an identity's own policies, or an authorizer, say of the request; `silent`: nothing. */
export type Word = 'allow' | 'deny' | 'silent';

export interface Caller {
  readonly isSigned: boolean;
  /** The signer belongs to the account of the API. */
  readonly isSameAccount: boolean;
  /** What the signer's own policies say. */
  readonly identity: Word;
  /** What the method's authorizer says; null: the request carries no token. */
  readonly authorizer: Word | null;
}

export type Outcome =
  | 'allowed'
  /** AWS does not document the outcome. */
  | 'unclear'
  /** Not signed, though it has to be. */
  | 'unsigned'
  /** No token, or one that is not accepted. */
  | 'unauthorized'
  | 'denied by policy'
  | 'denied by identity'
  | 'denied by authorizer'
  | 'not allowed by policy'
  | 'not allowed by identity'
  | 'not allowed by authorizer';

/** @param policy the word of the policy on this request; the caller is anonymous to it unless the method asks for AWS_IAM */
export function authorize(type: AuthorizationType, policy: Judgement, caller: Caller): Outcome {
  switch (type) {
    case 'NONE':
      return byPolicyAlone(policy);
    case 'AWS_IAM':
      return caller.isSigned ? withIdentity(policy, caller) : 'unsigned';
    case 'CUSTOM':
      return withAuthorizer(policy, caller);
    case 'COGNITO_USER_POOLS':
      return caller.authorizer === 'allow' ? byPolicyAlone(policy) : 'unauthorized';
  }
}

/**
 * Silence is a no. For Cognito this is the stricter reading: AWS's text asks for an explicit allow, the table on the same page
 * lets a caller in when the policy is silent.
 */
function byPolicyAlone(policy: Judgement): Outcome {
  switch (policy) {
    case 'allowed':
      return 'allowed';
    case 'explicit-deny':
      return 'denied by policy';
    case 'implicit-deny':
      return 'not allowed by policy';
    case 'unclear':
      return 'unclear';
  }
}

/** Any deny wins. In the same account one allow is enough; across accounts both must allow. */
function withIdentity(policy: Judgement, { isSameAccount, identity }: Caller): Outcome {
  if (policy === 'unclear') return 'unclear';
  if (policy === 'explicit-deny') return 'denied by policy';
  if (identity === 'deny') return 'denied by identity';
  if (isSameAccount) return policy === 'allowed' || identity === 'allow' ? 'allowed' : 'not allowed by identity';
  if (identity === 'silent') return 'not allowed by identity';
  return byPolicyAlone(policy);
}

/** An explicit deny comes before the authorizer is asked; then it is as with an identity of the same account. */
function withAuthorizer(policy: Judgement, { authorizer }: Caller): Outcome {
  if (policy === 'unclear') return 'unclear';
  if (policy === 'explicit-deny') return 'denied by policy';
  if (authorizer === null) return 'unauthorized';
  if (authorizer === 'deny') return 'denied by authorizer';
  return policy === 'allowed' || authorizer === 'allow' ? 'allowed' : 'not allowed by authorizer';
}
