/** The accounts of the demo when something is wrong with them: nothing goes on in them, and nothing is kept quiet. */
import { Server } from 'node:net';
import { beforeEach, expect, jest, test } from '@jest/globals';
import type { Fault } from '../../../account/sandbox/core/faults.ts';
import { startDemo, type Demo } from '../../../cli/demo/world.ts';
import type { LoggedFailure } from '../../../cli/installation/functions.ts';

const listen = jest.spyOn(Server.prototype, 'listen');

beforeEach(() => {
  listen.mockClear();
});

/** Of each server that was started in a test: whether it still listens. */
const servers = (): readonly boolean[] =>
  listen.mock.contexts.map((server) => server instanceof Server && server.listening);

const seedOf = (region: object): unknown => ({ accounts: { 111122223333: { regions: { 'eu-west-1': region } } } });
const undeployable = { name: 'open', afterwards: [{ deploy: { stageName: 'prod' } }] };

test.each([
  ['a seed that is none', {}, /organisation\.json:1:\d+: accounts: /, []],
  ['a seed that is refused', seedOf({ restApis: [undeployable] }), /Private REST API doesn't have a resource/, [false]],
  ['an installation that is refused', seedOf({}), /config:PutConfigRule: .*NoAvailableConfigurationRecorder/, [false]],
])('%s leaves no server behind', async (_, seed, told, left) => {
  await expect(startDemo({ seed })).rejects.toThrow(told);
  expect(servers()).toEqual(left);
});

test('a demo that starts has a server until it is closed', async () => {
  const { close } = await startDemo();
  const meanwhile = servers();
  await close();
  expect([meanwhile, servers()]).toEqual([[true], [false]]);
});

/** What the functions log as failed while something goes wrong. */
async function failuresUnder(fault: Fault, act: (demo: Demo) => Promise<unknown>): Promise<readonly LoggedFailure[]> {
  const failures: LoggedFailure[] = [];
  const { demo, close } = await startDemo({ failed: (failure) => failures.push(failure) });
  try {
    await demo.evaluate();
    expect(failures).toEqual([]);
    demo.world.faults.inject(fault);
    await act(demo);
    return failures;
  } finally {
    await close();
  }
}

test('what the rule fails at is told', async () => {
  const failures = await failuresUnder({ kind: 'deny', service: 'apigateway', operation: 'GetRestApis' }, (demo) =>
    demo.evaluate(),
  );
  expect(failures).toContainEqual({
    functionName: 'PrivateApiGuard-Rule',
    during: 'an event of the kind `scheduled`',
    message: expect.stringMatching(/^apigateway:GetRestApis: AccessDeniedException: User: .*PrivateApiGuard-Rule/),
  });
});

test('what a step of the runbook fails at is told', async () => {
  const failures = await failuresUnder({ kind: 'deny', service: 'apigateway', operation: 'GetStages' }, (demo) =>
    demo.remediate('open'),
  );
  expect(failures).toContainEqual({
    functionName: 'PrivateApiGuard-Remediation',
    during: 'step Plan',
    message: expect.stringMatching(/^apigateway:GetStages: AccessDeniedException: /),
  });
});
