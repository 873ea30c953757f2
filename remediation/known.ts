/** What has to be known of an API before its remediation can be planned, and how it is read from the account. */
import type {
  Canary,
  DeploymentId,
  Place,
  ReadNetwork,
  RestApi,
  RestApiId,
  Stage,
  StageName,
  VpcEndpoint,
} from '../account/ports.ts';
import type { ApiIdentity } from '../policy/request.ts';
import type { Deployed, MethodAuthorization, Subject, Tag } from '../rule/decide.ts';
import type { RuleParameters } from '../rule/parameters.ts';
import { authorizationOf, readSubject, savedSubject, type SavedApi } from '../rule/subject.ts';
import type { Trusted } from './fence.ts';
import type { Reads } from './patience.ts';
import { networkOf, trustedNetwork } from './trust.ts';

export interface KnownStage {
  readonly stageName: StageName;
  readonly deploymentId: DeploymentId;
  /** Null: the stage has no canary. */
  readonly canary: Canary | null;
  readonly served: Deployed['served'];
}

export interface KnownApi {
  /** Members are null where they are not known: a file need not tell which API carries its policy. */
  readonly place: Omit<ApiIdentity, 'restApiId'>;
  readonly restApi: SavedApi & Pick<RestApi, 'vpcEndpointIds'>;
  /** Of the methods as they are saved. */
  readonly authorization: MethodAuthorization;
  readonly stages: readonly KnownStage[];
  /** The account's own endpoints for API Gateway in the Region. */
  readonly ownEndpoints: readonly VpcEndpoint[];
}

export const identityOf = ({ place, restApi }: KnownApi): ApiIdentity => ({
  partition: place.partition,
  region: place.region,
  accountId: place.accountId,
  restApiId: restApi.restApiId,
});

/** `arn:PARTITION:execute-api:REGION:ACCOUNT:APIID`, to which a route is added. */
export const executeApiArn = ({ partition, region, accountId }: Place, restApiId: string): string =>
  `arn:${partition}:execute-api:${region}:${accountId}:${restApiId}`;

/** As `executeApiArn`; `execute-api:`, which means the API that carries the policy, unless it is known which one that is. */
export function apiArnOf({ place: { partition, region, accountId }, restApi: { restApiId } }: KnownApi): string {
  if (partition === null || region === null || accountId === null || restApiId === null) return 'execute-api:';
  return executeApiArn({ partition, region, accountId }, restApiId);
}

/** The saved policy alone, as the rule judges it. */
export const subjectOf = ({ place, restApi, authorization }: KnownApi): Subject => ({
  ...savedSubject(place, restApi),
  authorization,
});

/** The strictest reading of the rule, deployed policies included. */
export const asTheRule = (exemptTag: Tag | null): RuleParameters => ({
  trustedVpcIds: [],
  trustedVpcEndpointIds: [],
  trustOwnAccount: false,
  checkDeployedPolicy: true,
  sameAccountIdentities: 'judge',
  exemptTag,
});

export type ReadAccount = Reads & Pick<ReadNetwork, 'vpcEndpoints'> & { readonly place: Place };

/**
 * @param given the ids of the parameters: whom the fence is to let in decides what has to be read
 * @throws AccountFault; `not-found` when there is no such API
 */
export async function readKnown(
  account: ReadAccount,
  id: RestApiId,
  given: Trusted,
  exemptTag: Tag | null,
): Promise<KnownApi> {
  const restApi = await account.restApi(id);
  const [methods, stages, ownEndpoints] = await Promise.all([
    account.methods(id),
    account.stages(id),
    account.vpcEndpoints(),
  ]);
  const seen = { ...account, methods: () => Promise.resolve(methods), stages: () => Promise.resolve(stages) };
  const trust = trustedNetwork(given, restApi.vpcEndpointIds, ownEndpoints);
  const network = trust.kind === 'trusted' ? trust.network : networkOf({ vpcIds: [], vpcEndpointIds: [] });
  const { deployed = [] } = await readSubject(seen, restApi, network, asTheRule(exemptTag));
  return {
    place: account.place,
    restApi,
    authorization: authorizationOf(methods.map((method) => method.authorizationType)),
    stages: stages.flatMap((stage) => knownStage(stage, deployed)),
    ownEndpoints,
  };
}

/** By the deployment of its own, and not by that of its canary. */
function knownStage(stage: Stage, deployed: readonly Deployed[]): readonly KnownStage[] {
  const found = deployed.find(
    ({ deploymentId, stageNames }) => deploymentId === stage.deploymentId && stageNames.includes(stage.stageName),
  );
  return found === undefined ? [] : [{ ...stage, served: found.served }];
}
