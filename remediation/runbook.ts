/**
 * The runbook `PrivateApiGuard-RestrictToVpc` as a typed value: which steps there are, and which leads where. A step that a function
 * carries out ends with an explicit status, and the branch after it goes on only for the one that means success: AWS does not say
 * whether a function's error fails its step, and both ways end right. Whatever fails from the first write on leads to RollBack.
 */
import type { AutomationDocument } from './document.ts';
import { runbookParameters } from './parameters.ts';
import { endings } from './runbook-endings.ts';
import { afterTheWrite, beforeTheWrite, theWrite } from './runbook-forward.ts';

export const runbookName = 'PrivateApiGuard-RestrictToVpc';

export interface RunbookOptions {
  /** Name or ARN of the function behind the steps. */
  readonly functionName: string;
}

export const defaultOptions: RunbookOptions = { functionName: 'PrivateApiGuard-Remediation' };

export function buildRunbook({ functionName }: RunbookOptions = defaultOptions): AutomationDocument {
  return {
    schemaVersion: '0.3',
    description,
    assumeRole: '{{ AutomationAssumeRole }}',
    parameters: runbookParameters,
    mainSteps: [...beforeTheWrite, ...theWrite, ...afterTheWrite, ...endings].map((step) => step(functionName)),
    outputs,
  };
}

const description = [
  '# Restrict a private REST API to trusted networks',
  'Adds one Deny statement (`PrivateApiGuardFence`) to the resource policy of a private API Gateway REST API, so that only requests from trusted VPCs or VPC endpoints get in; deploys it to the stages that need it; and verifies what is deployed.',
  'Before anything is written it is proved that outsiders are kept out and that nobody inside loses access. Whatever fails after the first write is rolled back, and the execution fails. Run it with DryRun set to true to see the change and who would lose access.',
].join('\n\n');

/**
 * The story of an execution: before, after, what was deployed, the verdict; and the record, whatever becomes of it. What a second attempt
 * came to counts, so it is told beside the first.
 */
const outputs = [
  'ReadParameters.Message',
  'Snapshot.ApiName',
  'Snapshot.Policy',
  'SnapshotAgain.ApiName',
  'SnapshotAgain.Policy',
  'SnapshotAgain.Message',
  'Plan.Status',
  'Plan.Message',
  'Plan.Diff',
  'Plan.After',
  'Plan.AccessLost',
  'Plan.WouldPublish',
  'Plan.Notes',
  'Plan.Record',
  'CheckUnchanged.Message',
  'PatchPolicyAgain.Message',
  'Redeploy.Message',
  'Redeploy.Deployment',
  'Redeploy.Moved',
  'Redeploy.Published',
  'RedeployAgain.Message',
  'RedeployAgain.Deployment',
  'RedeployAgain.Moved',
  'RedeployAgain.Published',
  'Verify.Verdict',
  'Verify.Message',
  'RollBack.Status',
  'RollBack.Message',
  'RollBack.Problems',
  'RollBackAgain.Status',
  'RollBackAgain.Message',
  'RollBackAgain.Problems',
];
