/**
 * The way back, from the record alone. Every part is undone by itself, so that one failure does not keep another from being undone, and
 * then everything is read again. What somebody else did meanwhile is never undone: a policy that is neither the one before nor ours is
 * left as it is and reported, and so is a stage that serves a deployment of somebody else. Where a stage goes on serving our very fence,
 * because an execution beside this one has deployed it, the saved policy stays too.
 */
import { AccountFault, type ChangeApis, type DeploymentId, type ReadApis, type StageName } from '../account/ports.ts';
import { changesPolicy, savedPolicy } from './apply.ts';
import { bringAbout } from './patience.ts';
import { previewStage } from './record.ts';
import { servesPlanned } from './served.ts';
import type { StageMove } from './stages.ts';
import {
  deleteDeployment,
  deploymentOf,
  moveStage,
  otherDeployments,
  ownDeployments,
  removePreview,
  stagesOf,
  type TraceAccount,
  type Work,
} from './traces.ts';

export interface RolledBack {
  /** `incomplete`: something is not as it was, and a person has to look. */
  readonly status: 'rolled-back' | 'incomplete';
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

export type RollbackAccount = TraceAccount &
  Pick<ReadApis & ChangeApis, 'restApi' | 'servedBy' | 'replacePolicy' | 'removePolicy'>;

/** Waits for calls of a cancelled step that are still on their way, then looks again. */
const [mostPasses, betweenPasses] = [3, 5000];

/**
 * The saved policy goes first: without it, a step that was cancelled and still runs makes nothing any more. Throws nothing that the
 * account answers: a failure is a problem of the result.
 */
export async function rollBack(work: Work<RollbackAccount>): Promise<RolledBack> {
  const { clock, deadline } = work.patience;
  for (let pass = 1; ; pass += 1) {
    const result = await undoAll(work);
    if (result.status === 'rolled-back' || pass === mostPasses || clock.now() + betweenPasses > deadline) return result;
    await clock.sleep(betweenPasses);
  }
}

async function undoAll(work: Work<RollbackAccount>): Promise<RolledBack> {
  const log: Log = { problems: [], notes: [] };
  if (await isGone(work)) return { status: 'rolled-back', problems: [], notes: ['the API is there no longer'] };
  await attempt(log, () => restorePolicyAndStages(work, log));
  await attempt(log, () => removePreview(work));
  await attempt(log, () => removeDeployments(work));
  await attempt(log, async () => {
    log.problems.push(...(await tracesLeft(work)));
  });
  return { status: log.problems.length === 0 ? 'rolled-back' : 'incomplete', ...log };
}

async function isGone({ account, record, patience }: Work<RollbackAccount>): Promise<boolean> {
  try {
    await savedPolicy(account, record, patience);
  } catch (error) {
    if (error instanceof AccountFault && error.reason === 'not-found') return true;
    if (!(error instanceof AccountFault)) throw error;
  }
  return false;
}

interface Log {
  readonly problems: string[];
  readonly notes: string[];
}

async function attempt(log: Log, undo: () => Promise<void>): Promise<void> {
  try {
    await undo();
  } catch (error) {
    if (!(error instanceof AccountFault)) throw error;
    log.problems.push(error.message);
  }
}

/** An execution beside this one may go on serving our fence, and then the policy stays: which stages do is found out first. */
async function restorePolicyAndStages(work: Work<RollbackAccount>, log: Log): Promise<void> {
  const others = await otherDeployments(work);
  if (others.length === 0) await attempt(log, () => restorePolicy(work, log));
  for (const move of work.record.stages) await attempt(log, () => restoreStage(work, move, others, log));
  if (others.length > 0) await attempt(log, () => restorePolicy(work, log));
}

async function restoreStage(
  work: Work<RollbackAccount>,
  { stageName, from }: StageMove,
  others: readonly DeploymentId[],
  log: Log,
): Promise<void> {
  const current = await deploymentOf(work, stageName);
  if (current === from) return;
  if (current === null) {
    log.notes.push(`stage ${stageName} is there no longer`);
  } else if ((await ownDeployments(work)).includes(current)) {
    const isLeft = await handOver(work, stageName, others);
    if (isLeft) log.notes.push(`stage ${stageName} is left to another execution, which serves the same fence`);
    else await moveStage(work, stageName, from);
  } else if (await servesPlanned(work, stageName)) {
    log.notes.push(`stage ${stageName} serves the same fence by a deployment of somebody else, and is left there`);
  } else {
    log.problems.push(`somebody else has deployed to stage ${stageName} meanwhile, and it is left there`);
  }
}

/** @returns whether the stage now serves our fence by the deployment of another execution, which counts on it */
async function handOver(
  work: Work<RollbackAccount>,
  stage: StageName,
  others: readonly DeploymentId[],
): Promise<boolean> {
  for (const other of others) {
    const isThere = await isMoved(work, stage, other);
    if (isThere && (await servesPlanned(work, stage))) return true;
  }
  return false;
}

/** False: the deployment went meanwhile. */
async function isMoved(work: Work<RollbackAccount>, stage: StageName, to: DeploymentId): Promise<boolean> {
  try {
    await moveStage(work, stage, to);
    return true;
  } catch (error) {
    if (error instanceof AccountFault && (error.reason === 'refused' || error.reason === 'not-found')) return false;
    throw error;
  }
}

async function restorePolicy(work: Work<RollbackAccount>, log: Log): Promise<void> {
  const { account, record, patience } = work;
  if (!changesPolicy(record)) return;
  const saved = await savedPolicy(account, record, patience);
  if (saved === 'before') return;
  if (saved === 'foreign') {
    log.problems.push(
      'somebody else has changed the saved policy meanwhile: it is left as it is, with our fence where it has it',
    );
    return;
  }
  const stays = await servedByOthers(work);
  if (stays !== null) {
    log.notes.push(`the saved policy keeps the fence, because stage ${stays} serves it`);
    return;
  }
  const { policyText } = record.before;
  const make = (): Promise<void> =>
    policyText === null ? account.removePolicy(record.restApiId) : account.replacePolicy(record.restApiId, policyText);
  const isMade = async (): Promise<boolean> => (await savedPolicy(account, record, patience)) !== 'after';
  await bringAbout({ make, isMade }, patience);
}

/**
 * A stage that serves our fence by a deployment of somebody else; null: there is none. A stage that was none of ours counts when an
 * execution beside this one has moved it.
 */
async function servedByOthers(work: Work<RollbackAccount>): Promise<string | null> {
  const [stages, own, others] = [await stagesOf(work), await ownDeployments(work), await otherDeployments(work)];
  for (const { stageName, deploymentId } of stages) {
    const move = work.record.stages.find((one) => one.stageName === stageName);
    const isOthers =
      move === undefined ? others.includes(deploymentId) : deploymentId !== move.from && !own.includes(deploymentId);
    if (isOthers && (await servesPlanned(work, stageName))) return stageName;
  }
  return null;
}

async function removeDeployments(work: Work<RollbackAccount>): Promise<void> {
  for (const deployment of await ownDeployments(work)) await deleteDeployment(work, deployment);
}

/** What is still there of this remediation, read anew. */
async function tracesLeft(work: Work<RollbackAccount>): Promise<readonly string[]> {
  const { account, record, patience } = work;
  const [stages, own] = [await stagesOf(work), await ownDeployments(work)];
  const saved = await savedPolicy(account, record, patience);
  const hasFence = saved === 'after' && changesPolicy(record) && (await servedByOthers(work)) === null;
  return [
    ...(hasFence ? ['the saved policy still has the fence'] : []),
    ...stages
      .filter(({ deploymentId }) => own.includes(deploymentId))
      .map(({ stageName }) => `stage ${stageName} still serves the deployment of this execution`),
    ...(stages.some(({ stageName }) => stageName === previewStage(record)) ? ['the preview stage is still there'] : []),
    ...own.map((deployment) => `deployment ${deployment} is still there`),
  ];
}
