/** The step Plan: reads the API, plans, and writes the record. Changes nothing. */
import type { StepResult } from './event.ts';
import type { Parameters } from './parameters.ts';
import { patiently } from './patience.ts';
import type { Plan } from './plan.ts';
import { describeMove, describePlan, mostShown, planAt, publishedRoutes } from './plan-account.ts';
import { printRecord, recordOf } from './record.ts';
import type { Surroundings } from './surroundings.ts';

/** @throws AccountFault */
export async function planResult(
  parameters: Parameters,
  executionId: string,
  around: Surroundings,
): Promise<StepResult> {
  const { account, patience } = around;
  const { restApiId, pendingChanges, dryRun } = parameters;
  const planned = await planAt(restApiId, parameters, around);
  if (planned.kind === 'nothing') return { status: 'nothing', message: planned.message, notes: planned.notes };
  if (planned.kind === 'refusal') return { status: 'refused', message: `${planned.message}: ${planned.advice}` };
  const deployments = await patiently(() => account.deployments(restApiId), patience);
  const { place } = account;
  const record = recordOf({ executionId, restApiId, place, plan: planned, pendingChanges, deployments });
  return {
    status: dryRun ? 'dry-run' : planned.patchOperations.length > 0 ? 'change' : 'redeploy',
    message: describePlan(planned),
    record: printRecord(record),
    wouldPublish: dryRun ? await publishedRoutes(restApiId, planned.stages, around) : [],
    ...told(planned),
  };
}

const told = ({ after, diff, stages, accessLost, notes }: Plan): Omit<StepResult, 'status' | 'message'> => ({
  after: after.policyText,
  diff,
  stages: stages.map(describeMove),
  accessLost: accessLost.slice(0, mostShown).map(({ sentence }) => sentence),
  notes,
});
