/**
 * The redeployment: one deployment without a stage, looked at before any stage serves it, then stage by stage. It publishes whatever
 * anyone has saved, so what that is beside the policy is found out first. Run again after any crash, it goes on where it was.
 */
import { AccountFault, type DeploymentId, type ReadApis, type StageName } from '../account/ports.ts';
import { isPlannedSaved } from './apply.ts';
import { lookAt, type LookAccount } from './look.ts';
import { servesPlanned } from './served.ts';
import type { StageMove } from './stages.ts';
import {
  deleteDeployment,
  deploymentOf,
  ensureDeployment,
  moveStage,
  otherDeployments,
  ownDeployments,
  whilePlanned,
  type Work,
} from './traces.ts';

export type Redeployed =
  | {
      readonly status: 'done';
      /** Null: no stage had to follow. */
      readonly deploymentId: DeploymentId | null;
      readonly moved: readonly StageName[];
      /** What was published besides the policy. */
      readonly published: readonly string[];
      readonly notes: readonly string[];
    }
  | Stopped
  /** API Gateway takes so many calls at a time, one deployment in five seconds, and others came first: the step is to be run again. */
  | { readonly status: 'again'; readonly message: string };

export type Stopped =
  /** The deployment would publish edits of others, and may not. */
  | { readonly status: 'pending-changes'; readonly message: string; readonly differences: readonly string[] }
  /** Somebody else is changing the API. */
  | { readonly status: 'conflict'; readonly message: string };

export type DeployAccount = LookAccount & Pick<ReadApis, 'restApi'>;

/** @throws AccountFault when the account refuses, or does not answer in time */
export async function redeploy(work: Work<DeployAccount>): Promise<Redeployed> {
  try {
    return await goOn(work);
  } catch (error) {
    if (!(error instanceof AccountFault) || error.reason !== 'throttled') throw error;
    return { status: 'again', message: `others came first: ${error.message}` };
  }
}

async function goOn(unguarded: Work<DeployAccount>): Promise<Redeployed> {
  const work = whilePlanned(unguarded);
  const { account, record, patience } = work;
  if (!(await isPlannedSaved(account, record, patience))) return conflict('the saved policy was changed meanwhile');
  const movable = record.stages.filter(({ hasCanary }) => !hasCanary);
  const left = record.stages.filter(({ hasCanary }) => hasCanary).map(({ stageName }) => canaryNote(stageName));
  if (movable.length === 0) return { status: 'done', deploymentId: null, moved: [], published: [], notes: left };
  const deploymentId = await ensureDeployment(work);
  const looked = await look(work, deploymentId, movable);
  if ('status' in looked) return looked;
  const moved = await moveAll(work, deploymentId, movable);
  if ('status' in moved) return moved;
  for (const extra of await ownDeployments(work)) if (extra !== deploymentId) await deleteDeployment(work, extra);
  const notes = [...left, ...looked.notes, ...moved.notes];
  return { status: 'done', deploymentId, moved: moved.moved, published: looked.published, notes };
}

const conflict = (message: string): Stopped => ({ status: 'conflict', message });

const canaryNote = (stage: StageName): string => `stage ${stage} has a canary and was left where it is`;

interface Looked {
  readonly published: readonly string[];
  readonly notes: readonly string[];
}

async function look(
  work: Work<DeployAccount>,
  deployment: DeploymentId,
  movable: readonly StageMove[],
): Promise<Looked | Stopped> {
  const waiting: StageMove[] = [];
  for (const move of movable) if ((await standing(work, deployment, move)) === 'waiting') waiting.push(move);
  const seen = await lookAt(work, deployment, waiting);
  const refuses = work.record.pendingChanges === 'Refuse';
  if (seen.kind === 'unseen') {
    const message = `what the deployment would publish cannot be told: ${seen.why}`;
    return refuses ? { status: 'pending-changes', message, differences: [] } : { published: [], notes: [message] };
  }
  if (!seen.isPlanned) return conflict('the policy was changed while it was being deployed');
  if (seen.differences.length === 0 || !refuses) return { published: seen.differences, notes: [] };
  const message = `the deployment would publish edits that are not ours: ${seen.differences.join('; ')}`;
  return { status: 'pending-changes', message, differences: seen.differences };
}

/**
 * `waiting` is also a stage that an execution beside this one has moved: it is taken over, so that the other's way back does not undo
 * what this one verifies. `fixed`: somebody else made it serve the planned policy. `foreign`: something else.
 */
type Standing = 'waiting' | 'moved' | 'fixed' | 'gone' | 'foreign';

async function standing(
  work: Work<DeployAccount>,
  own: DeploymentId,
  { stageName, from }: StageMove,
): Promise<Standing> {
  const current = await deploymentOf(work, stageName);
  if (current === null) return 'gone';
  if (current === own) return 'moved';
  if (current === from) return 'waiting';
  if (!(await servesPlanned(work, stageName))) return 'foreign';
  return (await otherDeployments(work)).includes(current) ? 'waiting' : 'fixed';
}

interface Moved {
  readonly moved: readonly StageName[];
  readonly notes: readonly string[];
}

async function moveAll(
  work: Work<DeployAccount>,
  own: DeploymentId,
  movable: readonly StageMove[],
): Promise<Moved | Stopped> {
  const moved: StageName[] = [];
  const notes: string[] = [];
  for (const move of movable) {
    const { stageName } = move;
    const state = await standing(work, own, move);
    if (state === 'foreign') return conflict(`somebody else has deployed to stage ${stageName} meanwhile`);
    if (state === 'waiting') await moveStage(work, stageName, own);
    if (state === 'waiting' || state === 'moved') moved.push(stageName);
    if (state === 'fixed') notes.push(`stage ${stageName} serves the same fence by a deployment of somebody else`);
    if (state === 'gone') notes.push(`stage ${stageName} is there no longer`);
  }
  return { moved, notes };
}
