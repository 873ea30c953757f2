/** The command `rollback`: over HTTP, in the sandbox, after executions of the real runbook that died on the way. */
import { EventEmitter, once } from 'node:events';
import { UpdateRestApiCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { automationSettings, dieBefore, type BeforeStep } from '../../account/sandbox/ssm/automation/settings.ts';
import { runbookName } from '../../remediation/runbook.ts';
import { policyOf, statement, type Api } from '../support/apis.ts';
import { awsOf, isRead, startCliBench, type CliBench } from '../support/cli-bench.ts';
import { outputOf } from '../support/runbook-bench.ts';

let bench: CliBench;

beforeAll(async () => {
  bench = await startCliBench();
});
afterEach(() => {
  beforeSteps(() => 'go-on');
  bench.sandbox.world.faults.clear();
});
afterAll(() => bench.sandbox.close());

const beforeSteps = (beforeStep: BeforeStep): void => {
  automationSettings(bench.apis.region).beforeStep = beforeStep;
};

interface Died {
  readonly api: Api;
  readonly before: unknown;
  readonly id: string;
  readonly record: string;
}

/** An API whose remediation died just before a step. */
async function diedBefore(step: string): Promise<Died> {
  const api = await bench.openApi();
  const before = await bench.stateOf(api);
  beforeSteps(dieBefore(runbookName, step));
  const execution = await bench.run(api);
  expect(execution.AutomationExecutionStatus).toBe('Failed');
  return { api, before, id: execution.AutomationExecutionId ?? '', record: outputOf(execution, 'Plan.Record') };
}

test.each(['Redeploy', 'Verify', 'AskConfig'])(
  'an execution that died before %s is undone from its outputs, and may be undone again',
  async (step) => {
    const { api, before, id } = await diedBefore(step);
    expect(await bench.stateOf(api)).not.toEqual(before);
    for (let turn = 1; turn <= 2; turn += 1) {
      expect(await bench.cli(['rollback', '--execution', id])).toEqual({
        code: 0,
        err: '',
        out: `ROLLED BACK  ${api.restApiId}\n  everything that execution ${id} did is undone, and was read again\n`,
      });
      expect(await bench.stateOf(api)).toEqual(before);
    }
  },
);

test('a record is enough, from a file or from standard input; its Region counts', async () => {
  for (const file of ['record.json', '-']) {
    const { api, before, id, record } = await diedBefore('Verify');
    const nowhere = awsOf(bench.sandbox, bench.apis.accountId, null);
    const args = ['rollback', '--record', file, '--format', 'json'];
    const ran = await bench.cli(args, { [file]: record }, nowhere);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(ran.out)).toEqual({
      status: 'rolled-back',
      executionId: id,
      restApiId: api.restApiId,
      problems: [],
      notes: [],
    });
    expect(await bench.stateOf(api)).toEqual(before);
  }
});

test('an execution that succeeded is undone too, and that is said', async () => {
  const api = await bench.openApi();
  const before = await bench.stateOf(api);
  const { AutomationExecutionId: id = '' } = await bench.run(api);
  const ran = await bench.cli(['rollback', '--execution', id]);
  expect(ran).toMatchObject({ code: 0, err: '' });
  expect(ran.out).toContain('note: the execution had succeeded: the API is as it was before, without its fence');
  expect(await bench.stateOf(api)).toEqual(before);
});

test('1 when somebody else has changed the policy meanwhile: their edit stays, a person has to look', async () => {
  const { api, id } = await diedBefore('Verify');
  const value = JSON.stringify(policyOf(statement({ Sid: 'theirs' })));
  const { client } = bench.apis;
  await client.send(new UpdateRestApiCommand({ ...api, patchOperations: [{ op: 'replace', path: '/policy', value }] }));
  const ran = await bench.cli(['rollback', '--execution', id]);
  expect(ran).toMatchObject({ code: 1, err: '' });
  expect(ran.out).toMatch(/^INCOMPLETE {2}\w+\n {2}a person has to look: /);
  expect(ran.out).toContain('problem: somebody else has changed the saved policy meanwhile');
  expect(await bench.stateOf(api)).toMatchObject({ policy: expect.stringContaining('theirs') });
});

test('1 when AWS denies a part, with the call; 0 once it is allowed', async () => {
  const { api, before, id } = await diedBefore('Verify');
  bench.sandbox.world.faults.inject({ kind: 'deny', service: 'apigateway', operation: 'UpdateStage' });
  const ran = await bench.cli(['rollback', '--execution', id]);
  expect(ran).toMatchObject({ code: 1, out: expect.stringContaining('problem: apigateway:UpdateStage: AccessDenied') });
  bench.sandbox.world.faults.clear();
  expect(await bench.cli(['rollback', '--execution', id])).toMatchObject({ code: 0 });
  expect(await bench.stateOf(api)).toEqual(before);
});

test('an API that is there no longer needs nothing undone', async () => {
  const { api, id } = await diedBefore('Verify');
  await bench.apis.seed('DeleteRestApi', { restApiId: api.restApiId });
  const ran = await bench.cli(['rollback', '--execution', id]);
  expect(ran).toMatchObject({ code: 0, err: '', out: expect.stringContaining('note: the API is there no longer') });
});

test('throttling is waited for', async () => {
  const { api, before, id } = await diedBefore('Verify');
  const busy = { kind: 'throttle', service: 'apigateway', times: 7 } as const;
  for (const operation of ['GetRestApi', 'UpdateStage', 'DeleteDeployment'])
    bench.sandbox.world.faults.inject({ ...busy, operation });
  expect(await bench.cli(['rollback', '--execution', id])).toMatchObject({ code: 0, err: '' });
  expect(await bench.stateOf(api)).toEqual(before);
});

test('2 while the execution is still running: nothing is touched', async () => {
  const api = await bench.openApi();
  const gate = new EventEmitter();
  beforeSteps(async (): Promise<'go-on'> => {
    await once(gate, 'open');
    return 'go-on';
  });
  const id = await bench.start(api);
  const calls = bench.callsSince();
  const ran = await bench.cli(['rollback', '--execution', id]);
  expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`execution ${id} is still running`) });
  expect(calls().filter((call) => !isRead(call))).toEqual([]);
  beforeSteps(() => 'go-on');
  gate.emit('open');
  await bench.sandbox.clock.drive(bench.sandbox.world.idle());
});
