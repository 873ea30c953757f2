/** The runbook over HTTP: struck by the sandbox's own faults at every call, killed before every step, beside others at work. */
import type { AutomationExecution } from '@aws-sdk/client-ssm';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { FaultKind } from '../../account/sandbox/core/faults.ts';
import { operateIn } from '../../account/sandbox/core/operate.ts';
import type { Call } from '../../account/sandbox/core/world.ts';
import { automationSettings, dieBefore, type StepMoment } from '../../account/sandbox/ssm/automation/settings.ts';
import { defaultOptions, runbookName } from '../../remediation/runbook.ts';
import { policyOf, statement, type Api } from '../support/apis.ts';
import { outputOf, pathOf, startRunbookBench, type RunbookBench } from '../support/runbook-bench.ts';

let bench: RunbookBench;
beforeAll(async () => {
  bench = await startRunbookBench();
});
afterEach(() => {
  bench.sandbox.world.faults.clear();
  automationSettings(bench.apis.region).beforeStep = () => 'go-on';
});
afterAll(() => bench.sandbox.close());

const stateForm = z.object({ policy: z.string(), stages: z.array(z.string()) });
const servedAlike = /^prod (\w+),test \1$/;

/** The fence is saved, and both stages serve the same deployment; nothing else is served. */
function isFixed(state: unknown): boolean {
  const { policy, stages } = stateForm.parse(state);
  return policy.includes('PrivateApiGuardFence') && servedAlike.test([...stages].sort().join());
}

/** Fixed and verified, or exactly as before: and the execution says which. */
async function endOf(api: Api, before: unknown, execution: AutomationExecution): Promise<string> {
  const state = await bench.stateOf(api);
  const status = execution.AutomationExecutionStatus ?? '';
  if (status === 'Success') return isFixed(state) ? 'fixed' : 'a success that is none';
  return JSON.stringify(state) === JSON.stringify(before) ? 'as before' : `${status}, neither fixed nor as before`;
}

const [silent, lost] = [{ kind: 'timeout' }, { kind: 'timeout-after-effect' }] as const;
const all: readonly FaultKind[] = [silent, lost, { kind: 'deny' }, { kind: 'fail' }, { kind: 'throttle' }];

/** What changes something is struck before and after its effect, and denied; what does not, by one kind of fault after the other. */
const kindsFor = ({ operation }: Call, index: number): readonly FaultKind[] =>
  /^(?:Get|Describe|Invoke)/.test(operation)
    ? all.slice(index % all.length, (index % all.length) + 1)
    : all.slice(0, 3);

/** The calls of an execution that goes well, each with how many of its kind came before it. */
async function callsOfOne(): Promise<readonly (readonly [Call, number])[]> {
  const { calls } = bench.sandbox.world;
  const api = await bench.openApi();
  await bench.stateOf(api);
  const start = calls.length;
  await bench.run(api);
  const made = calls.slice(start).filter(({ service }) => service !== 'ssm');
  return made.map((call, index) => [
    call,
    made.slice(0, index).filter(({ service, operation }) => service === call.service && operation === call.operation)
      .length,
  ]);
}

test('w) every call of an execution is struck in turn, and the API ends fixed or as before', async () => {
  const calls = await callsOfOne();
  const ends: Record<string, string[]> = {};
  for (const [index, [call, after]] of calls.entries())
    for (const kind of kindsFor(call, index)) {
      const api = await bench.openApi();
      const before = await bench.stateOf(api);
      bench.sandbox.world.faults.inject({ ...kind, service: call.service, operation: call.operation, after, times: 1 });
      const execution = await bench.run(api);
      bench.sandbox.world.faults.clear();
      (ends[await endOf(api, before, execution)] ??= []).push(`${String(after)} ${call.operation} ${kind.kind}`);
    }
  const { fixed = [], 'as before': asBefore = [], ...neither } = ends;
  expect(neither).toEqual({});
  expect([fixed.length > 30, asBefore.length > 5]).toEqual([true, true]);
}, 120_000);

const payload = z.object({ Payload: z.instanceof(Uint8Array) });
const result = z.object({ status: z.string() });

/** As a person does it: the function alone, with the record of the execution's outputs. */
async function rollBackFrom(execution: AutomationExecution): Promise<string> {
  const event = JSON.stringify({ step: 'RollBack', record: outputOf(execution, 'Plan.Record') });
  const Payload = Buffer.from(event).toString('base64');
  const invoke = operateIn(bench.apis.region)('lambda', 'Invoke', {
    FunctionName: defaultOptions.functionName,
    Payload,
  });
  const answer = await bench.sandbox.clock.drive(invoke);
  return result.parse(JSON.parse(Buffer.from(payload.parse(answer).Payload).toString())).status;
}

test.each(['CheckUnchanged', 'PatchPolicy', 'Redeploy', 'IsRedeployed', 'Verify', 'IsVerified', 'AskConfig'])(
  'x) an execution that dies before %s is rolled back from its record',
  async (step) => {
    automationSettings(bench.apis.region).beforeStep = dieBefore(runbookName, step);
    const api = await bench.openApi();
    const before = await bench.stateOf(api);
    const execution = await bench.run(api);
    expect([execution.AutomationExecutionStatus, pathOf(execution).includes('RollBack')]).toEqual(['Failed', false]);
    expect(await rollBackFrom(execution)).toBe('rolled-back');
    expect(await bench.stateOf(api)).toEqual(before);
  },
);

test.each(['CheckUnchanged', 'Redeploy'])('y) an edit of somebody else just before %s is not lost', async (step) => {
  const edited = JSON.stringify(policyOf(statement(), statement({ Sid: 'edit', Resource: 'execute-api:/prod/*' })));
  const api = await bench.openApi();
  const editing = async ({ stepName }: StepMoment): Promise<'go-on'> => {
    const patchOperations = [{ op: 'replace', path: '/policy', value: edited }];
    if (stepName === step) await bench.apis.seed('UpdateRestApi', { restApiId: api.restApiId, patchOperations });
    return 'go-on';
  };
  automationSettings(bench.apis.region).beforeStep = editing;
  const before = stateForm.parse(await bench.stateOf(api));
  const execution = await bench.run(api);
  const state = stateForm.parse(await bench.stateOf(api));
  expect(execution.AutomationExecutionStatus).toBe('Failed');
  expect([state.policy.includes('edit'), state.stages]).toEqual([true, before.stages]);
});

test('z) of two executions at once a success stays one, and without a success all is as before', async () => {
  const api = await bench.openApi();
  const before = await bench.stateOf(api);
  const ids = [await bench.start(api), await bench.start(api)];
  await bench.sandbox.clock.drive(bench.sandbox.world.idle());
  const executions = await Promise.all(ids.map(bench.execution));
  const state = await bench.stateOf(api);
  const isAnyGood = executions.some(({ AutomationExecutionStatus: status }) => status === 'Success');
  expect(isAnyGood ? isFixed(state) : state).toEqual(isAnyGood ? true : before);
});
