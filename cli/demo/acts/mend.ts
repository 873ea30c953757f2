/** The way forward: a dry run, one click, what came of it; and a click that is refused. */
import { check, diff, text, type Act } from '../act.ts';
import { answerOf, pathOf, stepsOf } from '../steps.ts';
import type { Demo } from '../world.ts';

export async function dryRun({ startRunbook, world }: Demo): Promise<Act> {
  const before = changesIn(world.calls);
  const execution = await startRunbook('open', { DryRun: ['true'] });
  const { outputs } = execution;
  return {
    title: 'A dry run of the runbook shows the change to `open`, and who loses access',
    told: [
      diff((outputs['Plan.Diff'] ?? []).join('\n')),
      ...(outputs['Plan.AccessLost'] ?? []).map((sentence) => text(`loses access: ${sentence}`)),
    ],
    checks: [
      check('dry run: status', 'Success', execution.status),
      check('dry run: changes made', 0, changesIn(world.calls) - before),
    ],
  };
}

export async function oneClick({ remediate, evaluate, statusOf }: Demo): Promise<Act> {
  const execution = await remediate('open');
  const { complianceType } = (await evaluate())('open');
  const [outside, inside] = await statusOf('open');
  return {
    title: 'Remediate, clicked for `open` in AWS Config, runs the runbook',
    told: [
      stepsOf(execution),
      text(`the stranger is answered ${outside}, the insider ${inside}; AWS Config says ${complianceType}`),
    ],
    checks: [
      check('open: status of the remediation in AWS Config', 'SUCCEEDED', execution.remediationState),
      check('open: verified', 'COMPLIANT', execution.outputs['Verify.Verdict']?.[0]),
      check('open: answer to the stranger', 403, outside),
      check('open: answer to the insider', 200, inside),
      check('open: what Config says', 'COMPLIANT', complianceType),
    ],
  };
}

export async function refusal({ remediate, world }: Demo): Promise<Act> {
  const before = changesIn(world.calls);
  const execution = await remediate('inverted');
  return {
    title: 'The same click for `inverted` is refused: behind a fence nobody could call it',
    told: [stepsOf(execution)],
    checks: [
      check('inverted: status of the remediation in AWS Config', 'FAILED', execution.remediationState),
      check('inverted: what Plan answers', 'refused', answerOf(execution, 'Plan')),
      check('inverted: steps', 'ReadParameters Snapshot Plan Refused', pathOf(execution)),
      check('inverted: changes made', 0, changesIn(world.calls) - before),
    ],
  };
}

/** Calls to API Gateway that change something, by whomever. */
const changesIn = (calls: Demo['world']['calls']): number =>
  calls.filter(({ service, operation }) => service === 'apigateway' && !operation.startsWith('Get')).length;
