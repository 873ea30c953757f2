/** The step Plan: reads the API, plans, and writes the record, which a dry run has no use for. Changes nothing. */
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
  const shown = { message: describePlan(planned), ...told(planned) };
  if (dryRun)
    return { status: 'dry-run', ...shown, wouldPublish: await publishedRoutes(restApiId, planned.stages, around) };
  const deployments = await patiently(() => account.deployments(restApiId), patience);
  const { place } = account;
  const record = recordOf({ executionId, restApiId, place, plan: planned, pendingChanges, deployments });
  const status = planned.patchOperations.length > 0 ? 'change' : 'redeploy';
  return { status, ...shown, record: printRecord(record), wouldPublish: [] };
}

const told = ({ after, diff, stages, accessLost, notes }: Plan): Omit<StepResult, 'status' | 'message'> => ({
  after: after.policyText,
  diff,
  stages: stages.map(describeMove),
  accessLost: accessLost.slice(0, mostShown).map(({ sentence }) => sentence),
  notes,
});
