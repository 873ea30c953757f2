/**
 * What the stages of an API serve, deployment by deployment, read from the account. In: the ports and the API's id. Out: what `decide`
 * judges beside the saved policy. A failure to read is thrown on; what cannot be read at all, or not for sure, is said in the result.
 */
import {
  AccountFault,
  type DeploymentId,
  type ReadApis,
  type RestApiId,
  type Stage,
  type StageName,
} from '../account/ports.ts';
import type { ReadPolicy } from '../policy/parse.ts';
import { within, type Deployed, type MethodAuthorization } from './decide.ts';
import { authorizationOf, readServed } from './served.ts';

export type ReadDeployments = Pick<ReadApis, 'stages' | 'servedBy' | 'deployedMethods'>;

/** Whether the verdict on a policy depends on what the methods behind it ask of callers. */
export type NeedsMethods = (policy: ReadPolicy) => boolean;

type Served = Deployed['served'];

/**
 * GetStages; one GetExport a deployment, or one a stage where all stages of a deployment have canaries; one GetDeployment a deployment
 * that no verdict can be made of without its methods.
 * @throws AccountFault; `not-found` when the API, a stage or a deployment went meanwhile
 */
export async function readDeployed(
  account: ReadDeployments,
  restApiId: RestApiId,
  needsMethods: NeedsMethods,
): Promise<readonly Deployed[]> {
  const stages = await account.stages(restApiId);
  return Promise.all(
    readings(stages).map(async (one) => ({
      ...(one.deploymentId === null ? {} : { deploymentId: one.deploymentId }),
      stageNames: one.stageNames,
      served: await readServing(account, restApiId, one, needsMethods),
    })),
  );
}

async function readServing(
  account: ReadDeployments,
  restApiId: RestApiId,
  { reader, stageNames }: Reading,
  needsMethods: NeedsMethods,
): Promise<Served> {
  if (reader === null) return hidden;
  const served = await readExport(account, restApiId, reader);
  if (!showsItsOwn(reader)) return unsure(served);
  if (!leavesMethodsOpen(served) || !needsMethods(within(stageNames, served.policy))) return served;
  const methods = await account.deployedMethods(restApiId, reader.deploymentId);
  return { ...served, authorization: summarised(methods.map(({ authorizationType }) => authorizationType)) };
}

interface Reading {
  /** The stage through whose export it is read; null: there is none. */
  readonly reader: Stage | null;
  /** Null: not told. */
  readonly deploymentId: DeploymentId | null;
  readonly stageNames: readonly [StageName, ...StageName[]];
}

/** Each deployment that requests come to, with the stages through which they come; first those that nobody can see. */
function readings(stages: readonly Stage[]): readonly Reading[] {
  const served = new Set(stages.flatMap(servedDeployments));
  const all = [...served].flatMap((deploymentId) => {
    const serving = stages.filter((stage) => servedDeployments(stage).includes(deploymentId));
    const owners = serving.filter((stage) => stage.deploymentId === deploymentId);
    const reader = owners.find(showsItsOwn);
    if (reader !== undefined) return reading(reader, deploymentId, serving);
    const rest = serving.filter((stage) => !owners.includes(stage));
    return [...owners.flatMap((owner) => reading(owner, deploymentId, [owner])), ...reading(null, deploymentId, rest)];
  });
  return [...all.filter((one) => one.reader === null), ...all.filter((one) => one.reader !== null)];
}

function reading(reader: Stage | null, deploymentId: DeploymentId | null, of: readonly Stage[]): readonly Reading[] {
  const [first, ...rest] = of.map(({ stageName }) => stageName);
  return first === undefined ? [] : [{ reader, deploymentId, stageNames: [first, ...rest] }];
}

/** A canary that gets no requests serves nothing; null: which deployment it serves is not told. */
function servedDeployments({ deploymentId, canary }: Stage): readonly (DeploymentId | null)[] {
  if (canary === null || canary.percentTraffic <= 0 || canary.deploymentId === deploymentId) return [deploymentId];
  return [deploymentId, canary.deploymentId];
}

/** Nothing says which of its two deployments the export of a stage with a canary shows, with or without requests to the canary. */
const showsItsOwn = ({ deploymentId, canary }: Stage): boolean =>
  canary === null || canary.deploymentId === deploymentId;

/** Both deployments are the stage's own to serve, so what is found in either is found; what is proved of one is not proved of the other. */
const unsure = (served: Served): Served =>
  served.kind === 'unreadable'
    ? served
    : {
        ...served,
        unsure:
          "whether an export of a stage with a canary shows the stage's own deployment is not documented: promote the canary, or delete it",
      };

const hidden: Served = {
  kind: 'unreadable',
  why: 'what its canary serves cannot be read: promote the canary, or delete it',
};

/** Whether an export tells of no method that admits callers by itself. That it would tell of every one is not documented. */
const leavesMethodsOpen = (served: Served): served is Extract<Served, { readonly kind: 'read' }> =>
  served.kind === 'read' && served.authorization === 'policy-only';

/**
 * What the methods ask by the summary of their deployment, where the export tells of nothing that they ask.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSnapshot.html
 * @param types empty: the summary is missing, since API Gateway deploys no API without methods
 */
const summarised = (types: readonly string[]): MethodAuthorization =>
  types.length > 0
    ? authorizationOf(types)
    : {
        unclear:
          'the verdict depends on the authorization of the deployed methods, which their deployment does not tell',
      };

/**
 * API Gateway refuses to export some APIs for good, such as one with a model that is not JSON.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html
 */
async function readExport(account: ReadDeployments, id: RestApiId, { stageName }: Stage): Promise<Served> {
  try {
    return readServed(await account.servedBy(id, stageName));
  } catch (error) {
    if (!(error instanceof AccountFault) || error.reason !== 'refused') throw error;
    return { kind: 'unreadable', why: `what is served cannot be read: ${error.message}` };
  }
}
