/**
 * The work of each runbook step. In: the step's event and the account. Out: a status, which the runbook branches on, and the story.
 */
import { AccountFault, isRestApiId, type Place } from '../account/ports.ts';
import { apply, checkUnchanged } from './apply.ts';
import { redeploy, type Redeployed } from './deploy.ts';
import type { StepEvent, StepResult } from './event.ts';
import { readParameters, type Parameters } from './parameters.ts';
import { patiently } from './patience.ts';
import { planResult } from './plan-step.ts';
import { readRecordOf } from './record.ts';
import { rollBack } from './rollback.ts';
import type { StepAccount, Surroundings } from './surroundings.ts';
import type { Work } from './traces.ts';
import { verify } from './verify.ts';

/** @throws AccountFault when the account refuses, or does not answer in time */
export async function runStep(event: StepEvent, around: Surroundings): Promise<StepResult> {
  switch (event.step) {
    case 'ReadParameters':
      return withParameters(event, around, readResult);
    case 'Snapshot':
      return snapshot(event.RestApiId, around);
    case 'Plan':
      return withParameters(event, around, (parameters) => planResult(parameters, event.executionId, around));
    case 'CheckUnchanged':
      return withRecord(event.record, around, checkResult);
    case 'PatchPolicy':
      return withRecord(event.record, around, (work) => patchResult(work, event.after));
    case 'Redeploy':
      return withRecord(event.record, around, async (work) => redeployResult(await redeploy(work)));
    case 'Verify':
      return withRecord(event.record, around, async ({ account, record, patience }) => ({
        ...(await verify(account, record, patience)),
      }));
    case 'RollBack':
      return withRecord(event.record, around, rollBackResult);
    case 'AskConfig':
      return askConfig(around);
  }
}

const readResult = ({ restApiId }: Parameters): Promise<StepResult> =>
  Promise.resolve({ status: 'read', message: `the API is ${restApiId}`, restApiId });

async function snapshot(text: string, { account, patience }: Surroundings): Promise<StepResult> {
  if (!isRestApiId(text)) return { status: 'problems', message: `\`${text}\` is no id of a REST API` };
  const { name, policyText } = await patiently(() => account.restApi(text), patience);
  const policy = policyText === null ? {} : { policy: policyText };
  return { status: 'read', message: `the API is called ${name}`, apiName: name, ...policy };
}

type ParametersEvent = Extract<StepEvent, { StageNames: string[] }>;

async function withParameters(
  { RestApiId, TrustedVpcIds, TrustedVpcEndpointIds, StageNames, PendingChanges, DryRun }: ParametersEvent,
  { account: { place } }: Surroundings,
  go: (parameters: Parameters) => Promise<StepResult>,
): Promise<StepResult> {
  const given = { RestApiId, TrustedVpcIds, TrustedVpcEndpointIds, StageNames, PendingChanges, DryRun };
  const read = readParameters(given);
  if (read.kind === 'problems') return { status: 'problems', message: read.problems.join('; ') };
  const elsewhere = read.parameters.place;
  if (elsewhere === null || isSamePlace(elsewhere, place)) return go(read.parameters);
  const message = `RestApiId: the API is in ${elsewhere.region}, and this is ${place.region}: start the runbook there`;
  return { status: 'problems', message };
}

const isSamePlace = (one: Pick<Place, 'partition' | 'region'>, other: Place): boolean =>
  one.partition === other.partition && one.region === other.region;

async function withRecord(
  value: unknown,
  { account, patience }: Surroundings,
  go: (work: Work<StepAccount>) => Promise<StepResult>,
): Promise<StepResult> {
  const read = readRecordOf(value, account.place);
  if (read.kind === 'problems') return { status: 'failed', message: read.problems.join('; ') };
  return go({ account, record: read.record, patience });
}

async function checkResult({ account, record, patience }: Work<StepAccount>): Promise<StepResult> {
  const check = await checkUnchanged(account, record, patience);
  return check.status === 'conflict'
    ? { ...check }
    : { status: check.status, message: 'the policy is still the one that the plan was made for' };
}

async function patchResult({ account, record, patience }: Work<StepAccount>, after: string): Promise<StepResult> {
  const applied = await apply(account, after, record, patience);
  return applied.status === 'conflict' ? { ...applied } : { status: applied.status, message: 'the policy is saved' };
}

function redeployResult(result: Redeployed): StepResult {
  if (result.status === 'pending-changes') return { ...result, published: result.differences };
  if (result.status !== 'done') return { ...result };
  const { status, deploymentId, moved, published, notes } = result;
  const stages = moved.length === 0 ? 'no stage had to follow' : `deployed to ${moved.join(', ')}`;
  return {
    status,
    message: [stages, ...notes].join('; '),
    ...(deploymentId === null ? {} : { deployment: deploymentId }),
    moved,
    published,
  };
}

async function rollBackResult(work: Work<StepAccount>): Promise<StepResult> {
  const { status, problems, notes } = await rollBack(work);
  const message =
    status === 'rolled-back'
      ? ['everything that this execution did is undone', ...notes].join('; ')
      : `a person has to look: ${problems.join('; ')}`;
  return { status, message, problems, notes };
}

/** Config takes one request a minute: when it takes none now, its next scheduled run does what is wanted. */
async function askConfig({ account: { compliance }, ruleFunctionArn }: Surroundings): Promise<StepResult> {
  if (ruleFunctionArn === null) return { status: 'not-asked', message: 'no rule is known to this function' };
  try {
    const names = await compliance.rulesOf(ruleFunctionArn);
    if (names.length > 0) await compliance.reevaluate(names);
    return { status: 'asked', message: `asked for a new evaluation of ${names.join(', ') || 'no rule'}` };
  } catch (error) {
    if (!(error instanceof AccountFault)) throw error;
    return { status: 'not-asked', message: error.message };
  }
}
