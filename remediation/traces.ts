/** What a remediation leaves in an API besides the policy, and how each of it is made and taken away once and for all. */
import {
  AccountFault,
  type ChangeApis,
  type Deployment,
  type DeploymentId,
  type ReadApis,
  type Stage,
  type StageName,
} from '../account/ports.ts';
import { isPlannedSaved } from './apply.ts';
import { bringAbout, patiently, type Patience } from './patience.ts';
import { deploymentDescription, isOfAnExecution, previewStage, type RemediationRecord } from './record.ts';

export type TraceAccount = Pick<
  ReadApis & ChangeApis,
  'stages' | 'deployments' | 'createDeployment' | 'deleteDeployment' | 'moveStage' | 'createStage' | 'deleteStage'
>;

/** One remediation at work. */
export interface Work<Account> {
  readonly account: Account;
  readonly record: RemediationRecord;
  readonly patience: Patience;
}

/**
 * The same account, which makes nothing any more once the saved policy is not the planned one: somebody else has changed it, or the way
 * back has begun while this step, cancelled, was still running.
 */
export function whilePlanned<Account extends TraceAccount & Pick<ReadApis, 'restApi'>>(
  work: Work<Account>,
): Work<Account> {
  const { account, record, patience } = work;
  const check = async (operation: string): Promise<void> => {
    if (!(await isPlannedSaved(account, record, patience))) throw refusal(operation);
  };
  const guarded: Account = {
    ...account,
    createDeployment: async (...given) => {
      await check('apigateway:CreateDeployment');
      return account.createDeployment(...given);
    },
    createStage: async (...given) => {
      await check('apigateway:CreateStage');
      await account.createStage(...given);
    },
    moveStage: async (...given) => {
      await check('apigateway:UpdateStage');
      await account.moveStage(...given);
    },
  };
  return { ...work, account: guarded };
}

/** The code of the refusal to go on; no service has it. */
export const policyChanged = 'PolicyChanged';

const refusal = (operation: string): AccountFault =>
  new AccountFault('refused', operation, policyChanged, 'the saved policy is not the planned one any more');

export const stagesOf = ({ account, record, patience }: Work<Pick<ReadApis, 'stages'>>): Promise<readonly Stage[]> =>
  patiently(() => account.stages(record.restApiId), patience);

type Listing = Work<Pick<ChangeApis, 'deployments'>>;

const deploymentsOf = ({ account, record, patience }: Listing): Promise<readonly Deployment[]> =>
  patiently(() => account.deployments(record.restApiId), patience);

/** The deployments that this execution made: one, or more when an answer was lost. */
export async function ownDeployments(work: Listing): Promise<readonly DeploymentId[]> {
  const description = deploymentDescription(work.record);
  const own = (await deploymentsOf(work)).filter((one) => one.description === description);
  return own.map(({ deploymentId }) => deploymentId);
}

/** The deployments that executions beside this one have made since its plan. */
export async function otherDeployments(work: Listing): Promise<readonly DeploymentId[]> {
  const { record } = work;
  const description = deploymentDescription(record);
  const others = (await deploymentsOf(work)).filter((one) => isOfAnExecution(one) && one.description !== description);
  return others.map(({ deploymentId }) => deploymentId).filter((id) => !record.earlierDeployments.includes(id));
}

/** @returns the deployment of this remediation, made anew only when there is none yet */
export async function ensureDeployment(work: Work<TraceAccount>): Promise<DeploymentId> {
  const { account, record, patience } = work;
  const found = async (): Promise<DeploymentId | null> => (await ownDeployments(work))[0] ?? null;
  let own = await found();
  const make = async (): Promise<void> => {
    own = await account.createDeployment(record.restApiId, deploymentDescription(record));
  };
  const isMade = async (): Promise<boolean> => {
    own = await found();
    return own !== null;
  };
  if (own === null) await bringAbout({ make, isMade }, patience);
  if (own === null) throw new Error('a deployment was created without an id: report this as a bug');
  return own;
}

export async function deleteDeployment(work: Work<TraceAccount>, deployment: DeploymentId): Promise<void> {
  const { account, record, patience } = work;
  const make = (): Promise<void> => account.deleteDeployment(record.restApiId, deployment);
  const isMade = async (): Promise<boolean> => !(await ownDeployments(work)).includes(deployment);
  await bringAbout({ make, isMade }, patience);
}

export async function moveStage(work: Work<TraceAccount>, stage: StageName, to: DeploymentId): Promise<void> {
  const { account, record, patience } = work;
  const make = (): Promise<void> => account.moveStage(record.restApiId, stage, to);
  const isMade = async (): Promise<boolean> => (await deploymentOf(work, stage)) === to;
  await bringAbout({ make, isMade }, patience);
}

/** Null: there is no such stage. */
export async function deploymentOf(
  work: Work<Pick<ReadApis, 'stages'>>,
  stage: StageName,
): Promise<DeploymentId | null> {
  return (await stagesOf(work)).find(({ stageName }) => stageName === stage)?.deploymentId ?? null;
}

export async function ensurePreview(work: Work<TraceAccount>, deployment: DeploymentId): Promise<StageName> {
  const { account, record, patience } = work;
  const preview = previewStage(record);
  const isMade = async (): Promise<boolean> => (await deploymentOf(work, preview)) !== null;
  const make = (): Promise<void> => account.createStage(record.restApiId, preview, deployment);
  if (!(await isMade())) await bringAbout({ make, isMade }, patience);
  if ((await deploymentOf(work, preview)) !== deployment) await moveStage(work, preview, deployment);
  return preview;
}

export async function removePreview(work: Work<TraceAccount>): Promise<void> {
  const { account, record, patience } = work;
  const preview = previewStage(record);
  const isMade = async (): Promise<boolean> => (await deploymentOf(work, preview)) === null;
  const make = (): Promise<void> => account.deleteStage(record.restApiId, preview);
  if (!(await isMade())) await bringAbout({ make, isMade }, patience);
}
