/**
 * A plan for programs: `{kind: "plan" | "nothing" | "refusal", source, restApiId, …}`. `patchOperations` is as UpdateRestApi takes it. What
 * a file cannot tell of stages is null.
 */
import type { Plan, Planned } from '../../remediation/plan.ts';
import { describePlan } from '../../remediation/plan-account.ts';
import { adviceOf, type PlanReport } from '../plan/report.ts';

export function toJsonPlan({ source, restApiId, planned, wouldPublish, notes }: PlanReport): string {
  const report = { kind: planned.kind, source, restApiId, ...detailsOf(planned, wouldPublish), notes };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function detailsOf(planned: Planned, wouldPublish: readonly string[] | null): object {
  switch (planned.kind) {
    case 'plan':
      return planJson(planned, wouldPublish);
    case 'nothing':
      return { message: planned.message };
    case 'refusal':
      return { reason: planned.reason, message: planned.message, advice: adviceOf(planned) };
  }
}

function planJson(planned: Plan, wouldPublish: readonly string[] | null): object {
  const { patchOperations, before, after, diff, trusted, stages, leftOpen, accessLost } = planned;
  const knowsStages = wouldPublish !== null;
  return {
    message: describePlan(planned),
    trusted,
    patchOperations,
    before,
    after,
    diff,
    stages: knowsStages ? stages : null,
    leftOpen: knowsStages ? leftOpen : null,
    accessLost: accessLost.map(({ sentence, witness }) => ({ sentence, witness })),
    wouldPublish,
  };
}
