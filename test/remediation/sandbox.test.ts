/** The runbook as Systems Manager runs it: what is tried here is what the walk in memory takes for granted. */
import { StopAutomationExecutionCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { automationSettings } from '../../account/sandbox/ssm/automation/settings.ts';
import { outputOf, pathOf, startRunbookBench, type RunbookBench } from '../support/runbook-bench.ts';

let bench: RunbookBench;
/** What the function does instead of its work, for the steps that a test names. */
const instead = new Map<string, () => Promise<never>>();

beforeAll(async () => {
  bench = await startRunbookBench((handler) => async (event, context) => {
    const step = typeof event === 'object' && event !== null && 'step' in event ? String(event.step) : '';
    await instead.get(step)?.();
    return handler(event, context);
  });
});
afterAll(() => bench.sandbox.close());

const forward = ['ReadParameters', 'Snapshot', 'Plan', 'Decide', 'CheckUnchanged', 'PatchPolicy', 'Redeploy'];

test('t) an open API ends fixed and verified, with a story', async () => {
  const api = await bench.openApi();
  const execution = await bench.run(api);
  expect(execution.AutomationExecutionStatus).toBe('Success');
  expect(pathOf(execution)).toEqual([...forward, 'Verify', 'AskConfig']);
  expect(outputOf(execution, 'Snapshot.Policy')).not.toContain('PrivateApiGuardFence');
  expect(outputOf(execution, 'Plan.Record')).toContain(execution.AutomationExecutionId);
  expect(outputOf(execution, 'Redeploy.Moved')).toBe('prod\ntest');
  expect(outputOf(execution, 'Verify.Verdict')).toBe('COMPLIANT');
});

test('f) an API without a policy, which the answer leaves out, ends fixed too', async () => {
  const execution = await bench.run(await bench.apis.privateApi(null));
  expect(execution.AutomationExecutionStatus).toBe('Success');
  expect(outputOf(execution, 'Plan.Notes')).toContain('the fence alone grants nobody anything');
});

test('r) a refusal fails the execution, and nothing is changed', async () => {
  const api = await bench.openApi();
  const before = await bench.stateOf(api);
  const execution = await bench.run(api, { StageNames: ['beta'] });
  expect(execution.AutomationExecutionStatus).toBe('Failed');
  expect(pathOf(execution)).toEqual(['ReadParameters', 'Snapshot', 'Plan', 'Decide', 'Refused']);
  expect(outputOf(execution, 'Plan.Message')).toContain('the API has no stage `beta`');
  expect(await bench.stateOf(api)).toEqual(before);
});

test('v) a setting of the endpoint that was saved and not deployed is not published', async () => {
  const api = await bench.openApi();
  const patchOperations = [{ op: 'replace', path: '/disableExecuteApiEndpoint', value: 'true' }];
  await bench.apis.seed('UpdateRestApi', { restApiId: api.restApiId, patchOperations });
  const before = await bench.stateOf(api);
  const execution = await bench.run(api);
  expect(execution.AutomationExecutionStatus).toBe('Failed');
  expect(outputOf(execution, 'Redeploy.Published')).toContain('x-amazon-apigateway-endpoint-configuration');
  expect(await bench.stateOf(api)).toEqual(before);
});

test('u) a dry run succeeds, and nothing is changed', async () => {
  const api = await bench.openApi();
  const before = await bench.stateOf(api);
  const execution = await bench.run(api, { DryRun: ['true'] });
  expect(execution.AutomationExecutionStatus).toBe('Success');
  expect(pathOf(execution).at(-1)).toBe('DryRunEnds');
  expect(outputOf(execution, 'Plan.AccessLost')).toMatch(/^GET \/prod\//);
  expect(await bench.stateOf(api)).toEqual(before);
});

test.each([true, false])(
  'w) a function that throws ends rolled back, its error failing the step: %s',
  async (fails) => {
    automationSettings(bench.apis.region).functionErrorFailsStep = fails;
    instead.set('Verify', () => Promise.reject(new Error('out of memory')));
    const api = await bench.openApi();
    const before = await bench.stateOf(api);
    const execution = await bench.run(api);
    instead.clear();
    expect(execution.AutomationExecutionStatus).toBe('Failed');
    expect(pathOf(execution)).toEqual([...forward, 'Verify', 'RollBack', 'Failed']);
    expect(outputOf(execution, 'RollBack.Status')).toBe('rolled-back');
    expect(await bench.stateOf(api)).toEqual(before);
  },
);

test('w) an execution that is cancelled after the write is rolled back', async () => {
  const { sandbox, ssm, start, execution } = bench;
  const api = await bench.openApi();
  const before = await bench.stateOf(api);
  const id = await start(api);
  instead.set('Verify', async () => {
    await ssm.send(new StopAutomationExecutionCommand({ AutomationExecutionId: id, Type: 'Cancel' }));
    return new Promise<never>(() => undefined);
  });
  await sandbox.clock.drive(sandbox.world.idle());
  instead.clear();
  const ended = await execution(id);
  expect(ended.AutomationExecutionStatus).toBe('Cancelled');
  expect(pathOf(ended)).toEqual([...forward, 'Verify', 'RollBack', 'Failed']);
  expect(await bench.stateOf(api)).toEqual(before);
});
