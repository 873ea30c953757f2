/** A plan for people: what would be done, the difference, who loses access, what else a redeployment publishes, how to do it. */
import colors from 'picocolors';
import type { Plan } from '../../remediation/plan.ts';
import { describeMove, describePlan, mostShown } from '../../remediation/plan-account.ts';
import { runbookName } from '../../remediation/runbook.ts';
import { adviceOf, type PlanReport } from '../plan/report.ts';
import { diffLines } from './diff.ts';
import { plain } from './plain.ts';

type Colors = ReturnType<typeof colors.createColors>;

export function toTextPlan(report: PlanReport, color: boolean): string {
  const paint = colors.createColors(color);
  const { planned, notes } = report;
  const head = [
    `${headOf(planned.kind, paint)}  ${plain(nameOf(report))}`,
    ...[...messageOf(report), ...notes.map(noteOf)].map(plain),
  ];
  const parts = planned.kind === 'plan' ? partsOf(planned, report, paint) : [];
  return `${[head.join('\n  '), ...parts].join('\n\n')}\n`;
}

function headOf(kind: PlanReport['planned']['kind'], { yellow, green, red }: Colors): string {
  switch (kind) {
    case 'plan':
      return yellow('PLAN');
    case 'nothing':
      return green('NOTHING TO DO');
    case 'refusal':
      return red('REFUSED');
  }
}

const nameOf = ({ source, restApiId }: PlanReport): string =>
  restApiId === null || source.includes(restApiId) ? source : `${source}  ${restApiId}`;

const noteOf = (note: string): string => `note: ${note}`;

function messageOf({ planned }: PlanReport): readonly string[] {
  switch (planned.kind) {
    case 'plan':
      return [describePlan(planned)];
    case 'nothing':
      return [planned.message];
    case 'refusal':
      return [planned.message, `what to do: ${adviceOf(planned)}`];
  }
}

function partsOf(planned: Plan, report: PlanReport, paint: Colors): readonly string[] {
  const { diff, stages, leftOpen, accessLost } = planned;
  const lost = accessLost.map(({ sentence }) => sentence);
  const more = lost.length - mostShown;
  return [
    ...(diff === '' ? [] : [diffLines(diff, paint).join('\n')]),
    ...listOf('would lose access:', [...lost.slice(0, mostShown), ...(more > 0 ? [`and ${more} more`] : [])]),
    ...listOf('stages to redeploy:', stages.map(describeMove)),
    ...listOf('stages left open:', leftOpen),
    ...listOf(publishing[report.pendingChanges], report.wouldPublish ?? []),
    ...byHand(planned, report),
  ];
}

const publishing = {
  Refuse:
    'a redeployment would also publish, and the runbook undoes everything then, unless its PendingChanges is Publish:',
  Publish: 'a redeployment would also publish:',
} as const;

const listOf = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [[title, ...lines.map(plain)].join('\n  ')];

/** Stages with a canary are left out: nothing moves them but a person who knows what the canary is for. */
function byHand({ patchOperations, stages }: Plan, { restApiId, region, wouldPublish }: PlanReport): readonly string[] {
  if (restApiId === null) return [];
  const api = `--rest-api-id ${restApiId}${region === null ? '' : ` --region ${region}`}`;
  const movable = stages.filter(({ hasCanary }) => !hasCanary).map(({ stageName }) => stageName);
  const deployed = wouldPublish === null ? ['STAGE'] : movable;
  const title = `the runbook ${runbookName} does this, verifies it, and undoes it when anything goes wrong; by hand${patchOperations.length === 0 ? '' : ', with `patchOperations` of --format json in patch.json'}:`;
  return listOf(title, [
    ...(patchOperations.length === 0
      ? []
      : [`aws apigateway update-rest-api ${api} --patch-operations file://patch.json`]),
    ...(deployed.length === 0 || (wouldPublish ?? []).length === 0
      ? []
      : ['# this publishes what is listed above, too:']),
    ...deployed.map((name) => `aws apigateway create-deployment ${api} --stage-name ${name}`),
  ]);
}
