/** What `rollback` refuses, by name and before it touches anything. */
import { CreateDocumentCommand, StartAutomationExecutionCommand } from '@aws-sdk/client-ssm';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Aws } from '../../cli/aws.ts';
import { hashPolicy } from '../../remediation/canonical.ts';
import { awsOf, isRead, startCliBench, type CliBench } from '../support/cli-bench.ts';
import { outputOf } from '../support/runbook-bench.ts';
import { runCli, type Files, type Ran } from '../support/terminal.ts';

let bench: CliBench;
let record: string;

beforeAll(async () => {
  bench = await startCliBench();
  record = outputOf(await bench.run(await bench.openApi()), 'Plan.Record');
});
afterEach(() => {
  bench.sandbox.world.faults.clear();
});
afterAll(() => bench.sandbox.close());

async function refused(args: readonly string[], files: Files = {}, aws?: Aws): Promise<Ran> {
  const calls = bench.callsSince();
  const ran = await bench.cli(['rollback', ...args], files, aws);
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(calls().filter((call) => !isRead(call))).toEqual([]);
  return ran;
}

/** A record of an API without a policy, in a Region of that name. */
function recordElsewhere(region: string): string {
  const known = z.looseObject({ place: z.looseObject({}) }).parse(JSON.parse(record));
  const before = { policyText: null, hash: hashPolicy(null, '') };
  return JSON.stringify({ ...known, place: { ...known.place, region }, before });
}

const nowhere = '00000000-0000-4000-8000-000000000000';

test('an execution that there is not', async () => {
  const { err } = await refused(['--execution', nowhere]);
  expect(err).toContain('ssm:GetAutomationExecution: AutomationExecutionNotFoundException');
  expect(err).toContain('check the id, the account of the credentials, and the Region, which is eu-west-1');
});

test('an execution that planned nothing', async () => {
  const { AutomationExecutionId: id = '' } = await bench.run(await bench.openApi(), { StageNames: ['beta'] });
  const { err } = await refused(['--execution', id]);
  expect(err).toContain(`execution ${id} has no record in its output Plan.Record: it planned no change`);
});

test('an execution that has undone itself, and a dry run', async () => {
  bench.sandbox.world.faults.inject({ kind: 'deny', service: 'apigateway', operation: 'UpdateStage' });
  const { AutomationExecutionId: failed = '' } = await bench.run(await bench.openApi());
  bench.sandbox.world.faults.clear();
  expect((await refused(['--execution', failed])).err).toContain(`execution ${failed} has undone itself already`);
  const { AutomationExecutionId: dry = '' } = await bench.run(await bench.openApi(), { DryRun: ['true'] });
  expect((await refused(['--execution', dry])).err).toContain('has no record in its output Plan.Record');
});

test('an execution of another document, whatever it puts out', async () => {
  const content = {
    schemaVersion: '0.3',
    mainSteps: [{ name: 'Wait', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }],
  };
  const document = { Name: 'Forged', DocumentType: 'Automation', Content: JSON.stringify(content) } as const;
  await bench.ssm.send(new CreateDocumentCommand(document));
  const started = await bench.ssm.send(new StartAutomationExecutionCommand({ DocumentName: 'Forged' }));
  const id = started.AutomationExecutionId ?? '';
  const { err } = await refused(['--execution', id]);
  expect(err).toContain(`execution ${id} is of \`Forged\`, not of the runbook PrivateApiGuard-RestrictToVpc`);
});

test.each([
  ['ssm', 'GetAutomationExecution'],
  ['sts', 'GetCallerIdentity'],
] as const)('AWS denies %s:%s', async (service, operation) => {
  bench.sandbox.world.faults.inject({ kind: 'deny', service, operation });
  const { err } = await refused(['--execution', nowhere]);
  expect(err).toContain(`${service}:${operation}: AccessDenied`);
  expect(err).toContain('use credentials that may make this call');
});

test('AWS denies to read the API', async () => {
  bench.sandbox.world.faults.inject({ kind: 'deny', service: 'apigateway', operation: 'GetRestApi' });
  expect((await refused(['--record', 'r'], { r: record })).err).toContain('apigateway:GetRestApi: AccessDenied');
});

test('a record of another account, which is not touched', async () => {
  const other = awsOf(bench.sandbox, '999988887777');
  const calls = bench.callsSince();
  const { err } = await refused(['--record', 'r'], { r: record }, other);
  expect(err).toContain(`the record is of ${bench.apis.accountId} in eu-west-1, and this is 999988887777 in eu-west-1`);
  expect(calls().map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
});

test.each([
  ['neither an execution nor a record', [], 'name what to undo: --execution ID, or --record FILE'],
  ['both', ['--execution', nowhere, '--record', 'r'], 'name an execution or a record, not both'],
  ['a file that cannot be read', ['--record', 'missing'], 'missing: cannot be read'],
  ['a file that is no JSON', ['--record', 'text'], 'text: the record is no JSON text'],
  ['a file that is no record', ['--record', 'policy'], 'policy: record.version: '],
  ['a record that was tampered with', ['--record', 'tampered'], 'the policy text and its hash do not belong together'],
  ['a record of no Region', ['--record', 'odd'], 'odd: record.place.region: '],
  ['another Region', ['--record', 'r', '--region', 'us-east-1'], '--region: `us-east-1` is not the Region'],
  ['an execution id that is none', ['--execution', 'nope'], '--execution: `nope` is no id of an Automation execution'],
  ['an execution id and more', ['--execution', `${nowhere}0`], 'expected a UUID, such as 0f1e2d3c-'],
  ['a malformed Region', ['--execution', nowhere, '--region', 'x'], '--region: `x` is no Region'],
  ['an unknown format', ['--record', 'r', '--format', 'xml'], 'Allowed choices are text, json'],
])('%s, and nobody is called', async (_what, args, told) => {
  const files = {
    r: record,
    text: 'hello',
    policy: '{"Statement": []}',
    tampered: record.replace('execute-api:Invoke', 'execute-api:*'),
    odd: recordElsewhere('odd.test/'),
  };
  const calls = bench.callsSince();
  const { err } = await refused(args, files);
  expect(err).toContain(told);
  expect(calls()).toEqual([]);
});

test('no Region', async () => {
  const { err } = await refused(['--execution', nowhere], {}, awsOf(bench.sandbox, bench.apis.accountId, null));
  expect(err).toContain('no Region: name it with --region, or set AWS_REGION');
});

test('a record on standard input is announced to whoever is to type it', async () => {
  const ran = await runCli(['rollback', '--record', '-'], { '-': 'hello' }, { isTypedIn: true });
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toMatch(/^reading a record from standard input; end with Ctrl-D\nerror: standard input: /);
});
