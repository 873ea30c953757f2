/**
 * The catalogue of condition keys: the type of their values and when a request to a private API carries them.
 * In: a key's name as written, in any case. Out: its row; a key that is not here is `unlisted` and of `open` type.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */

export type KeyType =
  | 'vpc-id'
  | 'vpc-endpoint-id'
  | 'account-id'
  | 'organization-id'
  | 'principal-arn'
  | 'principal-account'
  | 'principal-type'
  | 'user-name'
  | 'arn'
  | 'boolean'
  | 'always-true'
  | 'address'
  | 'instant'
  | 'epoch'
  | 'number'
  | 'text'
  | 'open';

/**
 * `signed`: exactly for IAM principals. `user`: exactly for IAM users. `signed-optional`: for IAM principals, or absent.
 * `debated`: AWS's pages disagree. `unlisted`: AWS does not list the key for API Gateway; it may be there or not.
 */
export type Presence = 'always' | 'optional' | 'signed' | 'signed-optional' | 'user' | 'debated' | 'unlisted';

export interface KeySpec {
  /** As AWS spells it; as the policy spells it when AWS has no such key. */
  readonly name: string;
  /** The name in lower case, which identifies the key. */
  readonly id: string;
  readonly type: KeyType;
  readonly presence: Presence;
  readonly multivalued: boolean;
  /** `aws:PrincipalTag/…`: the name is spelt as the policy spells it. */
  readonly isTag: boolean;
}

const row = (name: string, type: KeyType, presence: Presence, multivalued = false): KeySpec => ({
  name,
  id: name.toLowerCase(),
  type,
  presence,
  multivalued,
  isTag: false,
});

const listed: readonly KeySpec[] = [
  row('aws:SourceVpc', 'vpc-id', 'always'),
  row('aws:SourceVpce', 'vpc-endpoint-id', 'always'),
  row('aws:VpcSourceIp', 'address', 'always'),
  row('aws:SecureTransport', 'always-true', 'always'),
  row('aws:CurrentTime', 'instant', 'always'),
  row('aws:EpochTime', 'epoch', 'always'),
  row('aws:SourceIp', 'address', 'debated'),
  row('aws:UserAgent', 'text', 'optional'),
  row('aws:Referer', 'text', 'optional'),
  row('aws:PrincipalAccount', 'principal-account', 'signed'),
  row('aws:PrincipalArn', 'principal-arn', 'signed'),
  row('aws:PrincipalType', 'principal-type', 'signed'),
  row('aws:userid', 'text', 'signed'),
  row('aws:username', 'user-name', 'user'),
  row('aws:PrincipalOrgID', 'organization-id', 'signed-optional'),
  row('aws:PrincipalOrgPaths', 'text', 'signed-optional', true),
  row('aws:TokenIssueTime', 'instant', 'signed-optional'),
  row('aws:MultiFactorAuthPresent', 'boolean', 'signed-optional'),
  row('aws:MultiFactorAuthAge', 'number', 'signed-optional'),
];

const unlisted: readonly KeySpec[] = [
  row('aws:SourceArn', 'arn', 'unlisted'),
  row('aws:SourceVpcArn', 'arn', 'unlisted'),
  row('execute-api:viaDomainArn', 'arn', 'unlisted'),
  row('aws:SourceAccount', 'account-id', 'unlisted'),
  row('aws:VpceAccount', 'account-id', 'unlisted'),
  row('aws:ResourceAccount', 'account-id', 'unlisted'),
  row('aws:ViaAWSService', 'boolean', 'unlisted'),
  row('aws:PrincipalIsAWSService', 'boolean', 'unlisted'),
  row('aws:VpceOrgID', 'text', 'unlisted'),
  row('aws:CalledVia', 'text', 'unlisted', true),
  row('aws:VpceOrgPaths', 'text', 'unlisted', true),
  row('aws:ResourceOrgPaths', 'text', 'unlisted', true),
  row('aws:SourceOrgPaths', 'text', 'unlisted', true),
  row('aws:PrincipalServiceNamesList', 'text', 'unlisted', true),
  row('aws:TagKeys', 'text', 'unlisted', true),
];

const catalogue: ReadonlyMap<string, KeySpec> = new Map([...listed, ...unlisted].map((spec) => [spec.id, spec]));

const principalTagPrefix = 'aws:principaltag/';

/** Never fails: a key that AWS does not list may be in a request or not, with any value. */
export function keySpec(name: string): KeySpec {
  const id = name.toLowerCase();
  const known = catalogue.get(id);
  if (known !== undefined) return known;
  if (id.startsWith(principalTagPrefix) && id.length > principalTagPrefix.length) {
    const tag = `aws:PrincipalTag/${name.slice(principalTagPrefix.length)}`;
    return { name: tag, id, type: 'text', presence: 'signed-optional', multivalued: false, isTag: true };
  }
  return { name, id, type: 'open', presence: 'unlisted', multivalued: false, isTag: false };
}

/** True for the keys that identify the caller: they are decided together with it. */
export const describesCaller = (spec: KeySpec): boolean =>
  spec.presence === 'signed' || spec.presence === 'signed-optional' || spec.presence === 'user';

const anonymousValues: ReadonlyMap<string, string> = new Map([
  ['aws:principalaccount', 'anonymous'],
  ['aws:principaltype', 'Anonymous'],
  ['aws:userid', 'anonymous'],
]);

/** What an unsigned request may carry: AWS's two pages disagree on whether it does. Null: it never carries the key. */
export const anonymousValue = (spec: KeySpec): string | null => anonymousValues.get(spec.id) ?? null;

/** No name that every object has: AWS has no key of such a name, and the context of a request is an object. */
export const isKeyName = (name: string): boolean => !(name.toLowerCase() in {});
