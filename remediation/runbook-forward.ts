/** The runbook's way forward: from the parameters to the verification. */
import { call, goOn, text, texts, work, type StepOf } from './runbook-parts.ts';

const rollBack = 'step:RollBack';
const toRollBack = { onFailure: rollBack, onCancel: rollBack } as const;
export const restApiId = '{{ ReadParameters.RestApiId }}';
export const record = { record: '{{ Plan.Record }}' };

const given = {
  RestApiId: '{{ RestApiId }}',
  TrustedVpcIds: '{{ TrustedVpcIds }}',
  TrustedVpcEndpointIds: '{{ TrustedVpcEndpointIds }}',
  StageNames: '{{ StageNames }}',
  PendingChanges: '{{ PendingChanges }}',
  DryRun: '{{ DryRun }}',
};

const snapshotting = 'Reads the API as it is before anything is changed.';

/** Nothing is changed by these. */
export const beforeTheWrite: readonly StepOf[] = [
  work(
    {
      name: 'ReadParameters',
      description: 'Reads the parameters, and finds the id of the API in its ARN.',
      payload: given,
      outputs: [text('RestApiId', 'restApiId')],
    },
    { maxAttempts: 3, onFailure: 'step:WrongParameters', nextStep: 'AreParametersRight' },
  ),
  goOn('AreParametersRight', 'Stops when they are not.', 'ReadParameters', { read: 'Snapshot' }, 'WrongParameters'),
  call({
    name: 'Snapshot',
    action: 'aws:executeAwsApi',
    description: `${snapshotting} Its policy stays readable in the output of this step.`,
    onFailure: 'step:SnapshotAgain',
    isCritical: false,
    inputs: { Service: 'apigateway', Api: 'GetRestApi', restApiId },
    outputs: [
      { Name: 'ApiName', Selector: '$.name', Type: 'String' },
      { Name: 'Policy', Selector: '$.policy', Type: 'String' },
    ],
    nextStep: 'Plan',
  }),
  work(
    {
      name: 'SnapshotAgain',
      description: `${snapshotting} Waits for its turn when API Gateway is busy.`,
      payload: { RestApiId: restApiId },
      outputs: [text('ApiName', 'apiName'), text('Policy', 'policy')],
    },
    { onFailure: 'step:Refused', nextStep: 'IsThereASnapshot' },
  ),
  goOn('IsThereASnapshot', 'Stops when there is none.', 'SnapshotAgain', { read: 'Plan' }, 'Refused'),
  work(
    {
      name: 'Plan',
      description:
        'Works out the least change and proves it. Changes nothing. Its record is all that a roll-back needs.',
      payload: { executionId: '{{ automation:EXECUTION_ID }}', ...given },
      outputs: [
        text('After', 'after'),
        text('Record', 'record'),
        text('Diff', 'diff'),
        texts('Stages', 'stages'),
        texts('AccessLost', 'accessLost'),
        texts('WouldPublish', 'wouldPublish'),
        texts('Notes', 'notes'),
      ],
    },
    { maxAttempts: 2, onFailure: 'step:Refused', nextStep: 'Decide' },
  ),
  goOn(
    'Decide',
    'Nothing to do, a dry run, a change of the policy, or only stages that have to follow; anything else is a refusal.',
    'Plan',
    { change: 'CheckUnchanged', redeploy: 'Redeploy', nothing: 'AskConfig', 'dry-run': 'DryRunEnds' },
    'Refused',
  ),
];

export const theWrite: readonly StepOf[] = [
  work(
    {
      name: 'CheckUnchanged',
      description: 'Reads the policy once more: it must still be the one that the plan was made for.',
      payload: record,
    },
    { maxAttempts: 2, onFailure: 'step:Refused', nextStep: 'IsUnchanged' },
  ),
  goOn(
    'IsUnchanged',
    'Stops when somebody else changed it.',
    'CheckUnchanged',
    { unchanged: 'PatchPolicy' },
    'Refused',
  ),
  call({
    name: 'PatchPolicy',
    action: 'aws:executeAwsApi',
    description: 'Saves the policy with the fence. It has no effect on callers before it is deployed.',
    onFailure: 'step:PatchPolicyAgain',
    onCancel: rollBack,
    isCritical: false,
    inputs: {
      Service: 'apigateway',
      Api: 'UpdateRestApi',
      restApiId,
      patchOperations: [{ op: 'replace', path: '/policy', value: '{{ Plan.After }}' }],
    },
    outputs: [{ Name: 'Policy', Selector: '$.policy', Type: 'String' }],
    nextStep: 'Redeploy',
  }),
  work(
    {
      name: 'PatchPolicyAgain',
      description: 'Finds out whether the policy was saved after all, and saves it if not, unless somebody else did.',
      payload: { ...record, after: '{{ Plan.After }}' },
    },
    { ...toRollBack, nextStep: 'IsPatched' },
  ),
  goOn('IsPatched', 'Gives up when it is not saved.', 'PatchPolicyAgain', { saved: 'Redeploy' }, 'RollBack'),
];

const redeployment = [text('Deployment', 'deployment'), texts('Moved', 'moved'), texts('Published', 'published')];
const redeploying = 'Deploys the API without a stage, looks at what that would change, and makes the stages serve it.';

export const afterTheWrite: readonly StepOf[] = [
  work(
    { name: 'Redeploy', description: redeploying, payload: record, outputs: redeployment },
    {
      onFailure: 'step:RedeployAgain',
      onCancel: rollBack,
      isCritical: false,
      nextStep: 'IsRedeployed',
    },
  ),
  goOn(
    'IsRedeployed',
    'Goes on, or gives up; or tries again, when other deployments of the account came first or the function crashed.',
    'Redeploy',
    { done: 'Verify', 'pending-changes': 'RollBack', conflict: 'RollBack', failed: 'RollBack' },
    'RedeployAgain',
  ),
  work(
    { name: 'RedeployAgain', description: redeploying, payload: record, outputs: redeployment },
    { ...toRollBack, nextStep: 'IsRedeployedAtLast' },
  ),
  goOn('IsRedeployedAtLast', 'Gives up when it is not.', 'RedeployAgain', { done: 'Verify' }, 'RollBack'),
  work(
    {
      name: 'Verify',
      description: 'Reads what is saved and what every stage serves, and asks the rule itself.',
      payload: record,
      outputs: [text('Verdict', 'verdict'), texts('Notes', 'notes')],
    },
    { maxAttempts: 2, ...toRollBack, nextStep: 'IsVerified' },
  ),
  goOn('IsVerified', 'Only a compliant API is a success.', 'Verify', { verified: 'AskConfig' }, 'RollBack'),
];
