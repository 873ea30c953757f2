/**
 * What the rule has to know of one API, read from the account. In: the ports and an API as the account lists it. Out: the subject of
 * `decide`. A failure to read is thrown on; what cannot be read at all, such as a stage that API Gateway refuses to export, is said in the subject.
 */
import type { Place, ReadApis, ReadNetwork, RestApi } from '../account/ports.ts';
import { parseAccountId, parseVpcEndpointId, parseVpcId } from '../policy/ids.ts';
import { parsePolicy, type ReadPolicy } from '../policy/parse.ts';
import type { ApiIdentity, TrustedNetwork } from '../policy/request.ts';
import { dependsOnMethods, unreadMethods, whyNotApplicable, type EndpointType, type Subject } from './decide.ts';
import { readDeployed, type ReadDeployments } from './deployed.ts';
import type { RuleParameters } from './parameters.ts';
import { authorizationOf } from './served.ts';

export { readRestApi, restApiArn, restApiType } from './arn.ts';
export { anyMethod, authorizationOf, isMethod, policyMember } from './served.ts';

/** The part of an account that subjects are read from. */
export type ReadAccount = ReadDeployments & Pick<ReadApis, 'methods'> & { readonly place: Place };

/** What the judgement on a saved policy needs of an API; its id is null where it is not known. */
export type SavedApi = Pick<RestApi, 'endpointTypes' | 'policyText' | 'tags'> & Pick<ApiIdentity, 'restApiId'>;

/** What the API itself tells, with its methods and stages not looked at. */
export function savedSubject({ partition, region, accountId }: Omit<ApiIdentity, 'restApiId'>, api: SavedApi): Subject {
  return {
    endpointType: endpointTypeOf(api.endpointTypes),
    policy: parsePolicy(api.policyText),
    api: { partition, region, accountId, restApiId: api.restApiId },
    authorization: unreadMethods,
    tags: api.tags,
  };
}

/**
 * Makes no call for an API that is not judged; those of `readDeployed` unless `checkDeployedPolicy` is off; GetResources only when the
 * verdict on the saved policy depends on its methods.
 * @param api as the account gave it just now
 * @throws AccountFault; `not-found` when the API or a stage of it went meanwhile
 */
export async function readSubject(
  account: ReadAccount,
  api: RestApi,
  trusted: TrustedNetwork,
  parameters: RuleParameters,
): Promise<Subject> {
  const saved = savedSubject(account.place, api);
  if (whyNotApplicable(saved, parameters) !== null) return saved;
  const needsMethods = (policy: ReadPolicy): boolean =>
    parameters.sameAccountIdentities === 'judge' && dependsOnMethods(policy, saved.api, trusted);
  const [methods, deployed] = await Promise.all([
    needsMethods(saved.policy) ? account.methods(api.restApiId) : null,
    parameters.checkDeployedPolicy ? readDeployed(account, api.restApiId, needsMethods) : null,
  ]);
  return {
    ...saved,
    ...(methods === null ? {} : { authorization: authorizationOf(methods.map((method) => method.authorizationType)) }),
    ...(deployed === null ? {} : { deployed }),
  };
}

/** An API that is PRIVATE as well as something else is judged. */
export function endpointTypeOf(types: readonly string[]): EndpointType {
  for (const type of ['PRIVATE', 'REGIONAL', 'EDGE'] as const) if (types.includes(type)) return type;
  return 'unknown';
}

/**
 * The trusted network. EC2 is only asked when the own account is trusted.
 * @throws AccountFault; Error when an id is not of the form that AWS documents
 */
export async function readTrustedNetwork(
  account: ReadNetwork & { readonly place: Place },
  { trustedVpcIds, trustedVpcEndpointIds, trustOwnAccount }: RuleParameters,
): Promise<TrustedNetwork> {
  const named: TrustedNetwork = {
    vpcIds: trustedVpcIds,
    vpcEndpointIds: trustedVpcEndpointIds,
    endpoints: new Map(),
    ownAccount: null,
  };
  if (!trustOwnAccount) return named;
  const [vpcIds, vpcEndpoints] = await Promise.all([account.vpcIds(), account.vpcEndpoints()]);
  const endpoints = vpcEndpoints.map(
    ({ vpcEndpointId, vpcId }) => [must(parseVpcEndpointId, vpcEndpointId), must(parseVpcId, vpcId)] as const,
  );
  return {
    vpcIds: [...new Set([...named.vpcIds, ...vpcIds.map((id) => must(parseVpcId, id))])],
    vpcEndpointIds: [...new Set([...named.vpcEndpointIds, ...endpoints.map(([id]) => id)])],
    endpoints: new Map(endpoints),
    ownAccount: must(parseAccountId, account.place.accountId),
  };
}

function must<Id>(parse: (text: string) => Id | null, text: string): Id {
  const id = parse(text);
  if (id === null) throw new Error(`the account has an id of an unknown form: ${text}`);
  return id;
}
