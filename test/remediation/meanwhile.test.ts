import { expect, test } from '@jest/globals';
import type { StepResult } from '../../remediation/event.ts';
import type { FakeApi } from '../support/fake-api.ts';
import { changesOf, hasFence, openApi } from '../support/open-api.ts';
import { planFor, step, type Given } from '../support/remediate.ts';
import { allow, open, policy } from '../support/statements.ts';
import { messageOf, walk } from '../support/walk.ts';

const edited = policy(allow, { ...allow, Sid: 'edit', Resource: 'execute-api:/prod/*' });

/** Somebody saves the edit just before the first call of that name in a step. */
function editBefore(api: FakeApi, stepName: string): (step: string) => undefined {
  return (name) => {
    if (name === stepName) api.save(edited);
  };
}

test('y) an edit between plan and write stays, and nothing of ours is written', async () => {
  const api = openApi();
  const walked = await walk(api, { before: editBefore(api, 'CheckUnchanged') });
  expect(walked).toMatchObject({ status: 'Failed', path: expect.arrayContaining(['CheckUnchanged', 'Refused']) });
  expect(messageOf(walked, 'CheckUnchanged')).toMatch(/changed by somebody else/);
  expect(changesOf(api)).toEqual([]);
});

test.each(['Redeploy', 'Verify'])(
  'y) an edit before %s stays, the stages are put back, and a person is called',
  async (stepName) => {
    const api = openApi();
    const walked = await walk(api, { before: editBefore(api, stepName) });
    expect(walked.status).toBe('Failed');
    expect(messageOf(walked, 'RollBack')).toMatch(/^a person has to look: somebody else has changed the saved policy/);
    expect(JSON.stringify(api.policy)).toContain('"edit"');
    expect(api.stage('prod')?.deploymentId).toBe('dep001');
    expect(api.deployments.size).toBe(2);
  },
);

test('y) a deployment of somebody else stays', async () => {
  const api = openApi();
  const walked = await walk(api, {
    before: (name) => {
      if (name !== 'Redeploy') return;
      const saved = api.policy;
      api.save(open);
      api.deploy('test');
      api.save(saved);
    },
  });
  expect(walked.status).toBe('Failed');
  expect(messageOf(walked, 'Redeploy')).toBe('somebody else has deployed to stage test meanwhile');
  expect(walked.outputs.get('RollBack.Problems')).toEqual([
    'somebody else has deployed to stage test meanwhile, and it is left there',
  ]);
  expect(api.stage('prod')?.deploymentId).toBe('dep001');
  expect(api.stage('test')?.deploymentId).toBe('dep003');
});

test('y) an API that went meanwhile needs no way back', async () => {
  const api = openApi();
  const walked = await walk(api, {
    before: (name) => {
      if (name === 'Redeploy') api.exists = false;
    },
  });
  expect(messageOf(walked, 'RollBack')).toBe(
    'everything that this execution did is undone; the API is there no longer',
  );
});

test.each([
  'Decide',
  'CheckUnchanged',
  'IsUnchanged',
  'PatchPolicy',
  'Redeploy',
  'IsRedeployed',
  'Verify',
  'IsVerified',
])('x) an execution that dies before %s is rolled back from its record', async (stepName) => {
  const api = openApi();
  const state = api.state();
  const { outputs } = await walk(api, { before: (name) => (name === stepName ? 'die' : undefined) });
  const result = await step(api, { step: 'RollBack', record: outputs.get('Plan.Record') });
  expect(result.status).toBe('rolled-back');
  expect(api.state()).toEqual(state);
  expect((await step(api, { step: 'RollBack', record: outputs.get('Plan.Record') })).status).toBe('rolled-back');
});

/** Both have planned, and have saved the policy, before either deploys. */
async function twoPlans(
  api: FakeApi,
  one: Partial<Given>,
  other: Partial<Given>,
): Promise<readonly [StepResult, StepResult]> {
  const plans = [await planFor(api, one, '1'), await planFor(api, other, '2')] as const;
  for (const { record, after } of plans)
    if (record !== undefined) await step(api, { step: 'PatchPolicy', record, after });
  return plans;
}

test.each([
  ['has other stages to move', { StageNames: ['test'] }],
  ['has the same', { StageNames: ['prod'] }],
])('z) a roll-back leaves the fence that an execution beside it has deployed, where it %s', async (_what, other) => {
  const api = openApi();
  const [{ record: first }, { record: second }] = await twoPlans(api, { StageNames: ['prod'] }, other);
  expect(await step(api, { step: 'Redeploy', record: first })).toMatchObject({ status: 'done' });
  expect(await step(api, { step: 'Verify', record: first })).toMatchObject({
    status: 'verified',
    message: expect.stringContaining('left open, since they were not named: test'),
  });
  expect(await step(api, { step: 'RollBack', record: second })).toMatchObject({
    status: 'rolled-back',
    notes: expect.arrayContaining(['the saved policy keeps the fence, because stage prod serves it']),
  });
  expect([hasFence(api.policy), hasFence(api.servedPolicy('prod'))]).toEqual([true, true]);
});

test('u) a dry run has no record, by which the work of another execution could be undone', async () => {
  const { status, record } = await planFor(openApi(), { DryRun: 'true' });
  expect([status, record]).toEqual(['dry-run', undefined]);
});
