/**
 * The planner at an account: what is known of an API is read, the plan is made, and it is found out what a redeployment would publish.
 * The account is one that can only be read. The step `Plan` and the command line show the same plan, in the same words.
 */
import { AccountFault, type Method, type RestApiId } from '../account/ports.ts';
import { strictest, type Tag } from '../rule/decide.ts';
import { readKnown, type ReadAccount } from './known.ts';
import { patient, patiently, steadily, type Patience } from './patience.ts';
import { pendingRoutes } from './pending.ts';
import { plan, type Plan, type PlanParameters, type Planned } from './plan.ts';
import type { StageMove } from './stages.ts';

export interface PlanSurroundings {
  readonly account: ReadAccount;
  readonly patience: Patience;
  /** APIs that carry it are refused; null: none is exempt. */
  readonly exemptTag: Tag | null;
}

/** @throws AccountFault */
export async function planAt(
  restApiId: RestApiId,
  parameters: PlanParameters,
  { account, patience, exemptTag }: PlanSurroundings,
): Promise<Planned> {
  const reads = patientReads(account, patience);
  const known = await steadily(() => readKnown(reads, restApiId, parameters.trusted, exemptTag), patience);
  return plan(known, parameters, { ...strictest, exemptTag });
}

/**
 * Routes that were saved by others, and that a redeployment would publish, as far as that can be told without a deployment.
 * @returns such as `prod: POST /orders is new`
 * @throws AccountFault
 */
export async function publishedRoutes(
  restApiId: RestApiId,
  stages: readonly StageMove[],
  { account, patience }: Omit<PlanSurroundings, 'exemptTag'>,
): Promise<readonly string[]> {
  const reads = patientReads(account, patience);
  const methods = await reads.methods(restApiId);
  const found: string[] = [];
  for (const { stageName } of stages) {
    const pending = await routesOf(() => reads.servedBy(restApiId, stageName), methods);
    found.push(...pending.map((one) => `${stageName}: ${one}`));
  }
  return found;
}

/** API Gateway exports some APIs for nobody. */
async function routesOf(served: () => Promise<string>, methods: readonly Method[]): Promise<readonly string[]> {
  try {
    return pendingRoutes(await served(), methods);
  } catch (error) {
    if (!(error instanceof AccountFault) || error.reason !== 'refused') throw error;
    return [`what is served cannot be read, so nobody can tell: ${error.message}`];
  }
}

const patientReads = (account: ReadAccount, patience: Patience): ReadAccount => ({
  ...patient(account, patience),
  vpcEndpoints: () => patiently(() => account.vpcEndpoints(), patience),
});

/** What would be done, in a line. */
export function describePlan({ patchOperations, stages, trusted }: Plan): string {
  const network = [...trusted.vpcIds, ...trusted.vpcEndpointIds].join(', ');
  const edit = patchOperations.length > 0 ? `restrict the API to ${network}` : 'leave the saved policy as it is';
  const follow = stages.map(({ stageName }) => stageName).join(', ');
  return follow === '' ? edit : `${edit}, and redeploy ${follow}`;
}

export const describeMove = ({ stageName, from }: StageMove): string => `${stageName} (now ${from})`;

/** Of the requests that lose access so many are shown; each stands for many. */
export const mostShown = 20;
