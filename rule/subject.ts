/**
 * What the rule has to know of one API, read from the account. In: the ports and an API as the account lists it. Out: the subject of
 * `decide`. A failure to read is thrown on; what cannot be read at all, such as the other deployment of a canary, is said in the subject.
 */
import {
  AccountFault,
  type DeploymentId,
  type Place,
  type ReadApis,
  type ReadNetwork,
  type RestApi,
  type RestApiId,
  type Stage,
  type StageName,
} from '../account/ports.ts';
import { parseAccountId, parseVpcEndpointId, parseVpcId } from '../policy/ids.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { ApiIdentity, TrustedNetwork } from '../policy/request.ts';
import {
  dependsOnMethods,
  unreadMethods,
  whyNotApplicable,
  type Deployed,
  type EndpointType,
  type Subject,
} from './decide.ts';
import type { RuleParameters } from './parameters.ts';
import { authorizationOf, readServed } from './served.ts';

export { readRestApi, restApiArn, restApiType } from './arn.ts';
export { anyMethod, authorizationOf, isMethod, policyMember } from './served.ts';

/** The part of an account that subjects are read from. */
export type ReadAccount = Pick<ReadApis, 'stages' | 'methods' | 'servedBy'> & { readonly place: Place };

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
 * Makes no call for an API that is not judged; GetStages and one GetExport for each deployment that stages serve, unless
 * `checkDeployedPolicy` is off; GetResources only when the verdict on the saved policy depends on its methods.
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
  const isAsked = parameters.sameAccountIdentities === 'judge' && dependsOnMethods(saved.policy, saved.api, trusted);
  const [methods, deployed] = await Promise.all([
    isAsked ? account.methods(api.restApiId) : null,
    parameters.checkDeployedPolicy ? readDeployed(account, api) : null,
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

type StageNames = [StageName, ...StageName[]];

/** What all stages serve, deployment by deployment. */
async function readDeployed(account: ReadAccount, { restApiId }: RestApi): Promise<readonly Deployed[]> {
  const stages = await account.stages(restApiId);
  const served = new Map<DeploymentId | null, StageNames>();
  for (const stage of stages) {
    for (const deploymentId of servedDeployments(stage)) {
      const others = served.get(deploymentId);
      served.set(deploymentId, others === undefined ? [stage.stageName] : [...others, stage.stageName]);
    }
  }
  return Promise.all(
    [...served].map(async ([deploymentId, stageNames]) => {
      const readable = stages.filter((stage) => stage.deploymentId === deploymentId);
      const reader = readable.find(({ canary }) => canary === null) ?? readable[0];
      const named = deploymentId === null ? {} : { deploymentId };
      return {
        ...named,
        stageNames,
        served: reader === undefined ? hidden : await readExport(account, restApiId, reader),
      };
    }),
  );
}

/** A canary that gets no requests serves nothing; null: which deployment it serves is not told. */
function servedDeployments({ deploymentId, canary }: Stage): readonly (DeploymentId | null)[] {
  if (canary === null || canary.percentTraffic <= 0 || canary.deploymentId === deploymentId) return [deploymentId];
  return [deploymentId, canary.deploymentId];
}

/** An export shows a stage's own deployment, and that of no canary. */
const hidden: Deployed['served'] = {
  kind: 'unreadable',
  why: 'what its canary serves cannot be read: promote the canary, or delete it',
};

/**
 * API Gateway refuses to export some APIs for good, such as one with a model that is not JSON.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html
 */
async function readExport(account: ReadAccount, id: RestApiId, { stageName }: Stage): Promise<Deployed['served']> {
  try {
    return readServed(await account.servedBy(id, stageName));
  } catch (error) {
    if (!(error instanceof AccountFault) || error.reason !== 'refused') throw error;
    return { kind: 'unreadable', why: `what is served cannot be read: ${error.message}` };
  }
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
