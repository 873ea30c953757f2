/**
 * The data plane: a request from a VPC endpoint to a stage of a private API, judged by the policy of the deployment that the
 * stage serves. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
 * An API key, where a method asks for one, is taken as given; endpoints have no policy of their own.
 */
import type { Deployment, RestApi } from '../apigateway/model.ts';
import { findRestApi } from '../apigateway/state.ts';
import type { Region, World } from '../core/world.ts';
import { authorize, type Caller, type Outcome, type Word } from './authorize.ts';
import { matchingMethod } from './match.ts';
import { answered, forbidden, missingToken, refused, type Reply } from './replies.ts';
import { servedDeployment } from './share.ts';

export interface Invocation {
  /** The endpoint that carries the request. These facts are taken as given, known to EC2's part of the sandbox or not. */
  readonly from: {
    readonly vpcEndpointId: string;
    readonly vpcId: string;
    /** Whose endpoint it is. It makes no difference: API Gateway tells policies nothing of it. */
    readonly accountId: string;
    /** The caller's address inside its VPC; `10.0.0.1` when left out. */
    readonly sourceIp?: string | undefined;
  };
  /** Who signed the request, as STS names them; left out: nobody did. */
  readonly principalArn?: string | undefined;
  /** What the signer's own policies say; `silent` when left out. */
  readonly identity?: Word | undefined;
  /** What the method's authorizer, a function or a user pool, says; left out: the request carries no token. */
  readonly authorizer?: Word | undefined;
  /** Where the endpoint lies: it reaches the APIs of its Region alone. Any, when left out. */
  readonly region?: string | undefined;
  /** The API's account; any, when left out: an API's id is there once. */
  readonly ownerAccountId?: string | undefined;
  readonly restApiId: string;
  readonly stage: string;
  /** Such as `GET`. */
  readonly httpMethod: string;
  /** Begins with a slash. */
  readonly path: string;
  /** Which side of a canary; left out: by turns, see share.ts. */
  readonly canary?: boolean | undefined;
}

/** @returns what the caller reads: 200 or what the integration says, 401, 403, and 501 when AWS does not document the outcome */
export function invoke(world: World, invocation: Invocation): Reply {
  const found = privateApi(world, invocation);
  if (found === null) return forbidden;
  const [region, api] = found;
  const deployment = served(region, api, invocation);
  if (deployment === null || deployment.snapshot.disableExecuteApiEndpoint) return forbidden;
  const method = matchingMethod(deployment.snapshot, invocation.httpMethod, invocation.path);
  if (method === null) return missingToken;
  const resource = resourceArn(region, invocation);
  const signer = method.authorizationType === 'AWS_IAM' ? (invocation.principalArn ?? null) : null;
  const caller = callerOf(invocation, region, signer);
  const { policy } = deployment.snapshot;
  const outcome: Outcome =
    policy === undefined
      ? 'not allowed by policy'
      : authorize(method.authorizationType, judged(world, policy.text, invocation, signer, resource), caller);
  return outcome === 'allowed' ? answered(method) : refused(outcome, signer ?? 'anonymous', resource);
}

/** Public APIs are not reached through an endpoint. The type is the API's now, not that of a deployment. */
function privateApi(world: World, { restApiId, region, ownerAccountId }: Invocation): [Region, RestApi] | null {
  for (const place of world.knownRegions()) {
    if (place.name !== (region ?? place.name) || place.accountId !== (ownerAccountId ?? place.accountId)) continue;
    const api = findRestApi(place, restApiId);
    if (api?.configuration.endpointConfiguration.type === 'PRIVATE') return [place, api];
  }
  return null;
}

function served(region: Region, api: RestApi, invocation: Invocation): Deployment | null {
  const stage = api.stages.get(invocation.stage);
  if (stage === undefined) return null;
  return api.deployments.get(servedDeployment(region, api, stage, invocation.canary)) ?? null;
}

function resourceArn({ partition, name, accountId }: Region, invocation: Invocation): string {
  const { restApiId, stage, httpMethod, path } = invocation;
  return `arn:${partition}:execute-api:${name}:${accountId}:${restApiId}/${stage}/${httpMethod}/${path.slice(1)}`;
}

function callerOf(
  { identity = 'silent', authorizer }: Invocation,
  { accountId }: Region,
  signer: string | null,
): Caller {
  return {
    isSigned: signer !== null,
    isSameAccount: signer?.split(':')[4] === accountId,
    identity,
    authorizer: authorizer ?? null,
  };
}

function judged(
  world: World,
  policyText: string,
  { from }: Invocation,
  principalArn: string | null,
  resource: string,
): ReturnType<World['judge']> {
  const { vpcId, vpcEndpointId, sourceIp = '10.0.0.1' } = from;
  const at = world.clock.now();
  return world.judge(policyText, { principalArn, vpcId, vpcEndpointId, vpcSourceIp: sourceIp, resource, at });
}
