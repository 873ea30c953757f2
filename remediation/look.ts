/**
 * A look at a deployment before any stage serves it, through a stage that lives only as long. In: the deployment, and the stages that are
 * to serve it. Out: whether it holds the planned policy, and what else it would change for them.
 */
import { AccountFault, type DeploymentId, type ReadApis } from '../account/ports.ts';
import { patiently } from './patience.ts';
import { pendingChanges } from './pending.ts';
import { isPlannedPolicy } from './served.ts';
import type { StageMove } from './stages.ts';
import { ensurePreview, policyChanged, removePreview, type TraceAccount, type Work } from './traces.ts';

export type Look =
  | { readonly kind: 'seen'; readonly isPlanned: boolean; readonly differences: readonly string[] }
  /** It cannot be told what the deployment would change. */
  | { readonly kind: 'unseen'; readonly why: string };

export type LookAccount = TraceAccount & Pick<ReadApis, 'servedBy'>;

/** @throws AccountFault when the account does not answer in time; the stage may be left then */
export async function lookAt(
  work: Work<LookAccount>,
  deployment: DeploymentId,
  moves: readonly StageMove[],
): Promise<Look> {
  const { account, record, patience } = work;
  try {
    const preview = await ensurePreview(work, deployment);
    const next = await patiently(() => account.servedBy(record.restApiId, preview), patience);
    return await compare(work, next, moves);
  } catch (error) {
    if (!isRefused(error)) throw error;
    return { kind: 'unseen', why: error.message };
  } finally {
    await removePreview(work);
  }
}

async function compare(work: Work<LookAccount>, next: string, moves: readonly StageMove[]): Promise<Look> {
  const { account, record, patience } = work;
  const onePerDeployment = moves.filter(({ from }, index) => moves.findIndex((one) => one.from === from) === index);
  const differences: string[] = [];
  for (const { stageName } of onePerDeployment) {
    const pending = pendingChanges(
      await patiently(() => account.servedBy(record.restApiId, stageName), patience),
      next,
    );
    if (pending.kind === 'unreadable') return { kind: 'unseen', why: pending.why };
    differences.push(...pending.differences.map((one) => `${stageName}: ${one}`));
  }
  return { kind: 'seen', isPlanned: isPlannedPolicy(next, record), differences };
}

/** An API has at most ten stages, and API Gateway exports some APIs for nobody. */
const isRefused = (error: unknown): error is AccountFault =>
  error instanceof AccountFault && error.reason === 'refused' && error.code !== policyChanged;
