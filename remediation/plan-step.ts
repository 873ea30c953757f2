/** The step Plan: reads the API, plans, and writes the record. Changes nothing. */
import type { ReadApis, RestApiId } from '../account/ports.ts';
import { readKnown } from './known.ts';
import type { StepResult } from './event.ts';
import type { Parameters } from './parameters.ts';
import { patient, patiently, steadily } from './patience.ts';
import { pendingRoutes } from './pending.ts';
import { plan, type Plan } from './plan.ts';
import { printRecord, recordOf } from './record.ts';
import type { StageMove } from './stages.ts';
import type { Surroundings } from './surroundings.ts';
import { strictest } from '../rule/decide.ts';

/** Of the requests that lose access so many are shown; each stands for many. */
const mostShown = 20;

/** @throws AccountFault */
export async function planResult(
  parameters: Parameters,
  executionId: string,
  { account, patience, exemptTag }: Surroundings,
): Promise<StepResult> {
  const { restApiId, pendingChanges, dryRun } = parameters;
  const vpcEndpoints: typeof account.vpcEndpoints = () => patiently(() => account.vpcEndpoints(), patience);
  const reads = { ...patient(account, patience), vpcEndpoints };
  const known = await steadily(() => readKnown(reads, restApiId, exemptTag), patience);
  const planned = plan(known, parameters, { ...strictest, exemptTag });
  if (planned.kind === 'nothing') return { status: 'nothing', message: planned.message, notes: planned.notes };
  if (planned.kind === 'refusal') return { status: 'refused', message: `${planned.message}: ${planned.advice}` };
  const deployments = await patiently(() => account.deployments(restApiId), patience);
  const { place } = account;
  const record = recordOf({ executionId, restApiId, place, plan: planned, pendingChanges, deployments });
  return {
    status: dryRun ? 'dry-run' : planned.patchOperations.length > 0 ? 'change' : 'redeploy',
    message: describePlan(planned),
    record: printRecord(record),
    wouldPublish: dryRun ? await publishedRoutes(reads, restApiId, planned.stages) : [],
    ...told(planned),
  };
}

const told = ({ after, diff, stages, accessLost, notes }: Plan): Omit<StepResult, 'status' | 'message'> => ({
  after: after.policyText,
  diff,
  stages: stages.map(({ stageName, from }) => `${stageName} (now ${from})`),
  accessLost: accessLost.slice(0, mostShown).map(({ sentence }) => sentence),
  notes,
});

async function publishedRoutes(
  account: Pick<ReadApis, 'methods' | 'servedBy'>,
  restApiId: RestApiId,
  stages: readonly StageMove[],
): Promise<readonly string[]> {
  const methods = await account.methods(restApiId);
  const found: string[] = [];
  for (const { stageName } of stages) {
    const pending = pendingRoutes(await account.servedBy(restApiId, stageName), methods);
    found.push(...pending.map((one) => `${stageName}: ${one}`));
  }
  return found;
}

function describePlan({ patchOperations, stages, trusted }: Plan): string {
  const network = [...trusted.vpcIds, ...trusted.vpcEndpointIds].join(', ');
  const edit = patchOperations.length > 0 ? `restrict the API to ${network}` : 'leave the saved policy as it is';
  const follow = stages.map(({ stageName }) => stageName).join(', ');
  return follow === '' ? edit : `${edit}, and redeploy ${follow}`;
}
