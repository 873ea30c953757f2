/** The command `plan` for a live API: over HTTP, in the sandbox. Whatever it is told, it only reads. */
import { UpdateRestApiCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { FaultKind } from '../../account/sandbox/core/faults.ts';
import { policyOf, statement, type Api } from '../support/apis.ts';
import { awsOf, isRead, startCliBench, type CliBench } from '../support/cli-bench.ts';
import { expectGolden } from '../support/golden.ts';
import type { Ran } from '../support/terminal.ts';

let bench: CliBench;

beforeAll(async () => {
  bench = await startCliBench();
});
afterEach(() => {
  bench.sandbox.world.faults.clear();
});
afterAll(() => bench.sandbox.close());

/** `plan` for the API, which is to read and nothing else. */
async function plan({ restApiId }: Api, ...args: readonly string[]): Promise<Ran> {
  const calls = bench.callsSince();
  const ran = await bench.cli(['plan', '--rest-api', restApiId, ...args]);
  expect(calls().length).toBeGreaterThan(0);
  expect(calls().filter((call) => !isRead(call))).toEqual([]);
  return ran;
}

const trusting = (): readonly string[] => ['--trusted-vpce', bench.endpoint];

/** An open API, with a route that is saved and not deployed. */
async function editedApi(): Promise<Api> {
  const api = await bench.openApi();
  await bench.apis.addMethod(api, 'orders', { httpMethod: 'POST' });
  return api;
}

const planJson = z.looseObject({
  kind: z.literal('plan'),
  message: z.string(),
  diff: z.string(),
  after: z.object({ policyText: z.string() }),
  stages: z.array(z.object({ stageName: z.string(), from: z.string(), hasCanary: z.boolean() })),
  accessLost: z.array(z.object({ sentence: z.string() })),
  wouldPublish: z.array(z.string()),
  notes: z.array(z.string()),
});

test('text for people: the difference, the stages, who loses access, what would be published, how to do it', async () => {
  const api = await editedApi();
  const ran = await plan(api, ...trusting());
  expect(ran).toMatchObject({ code: 1, err: '' });
  const { stages } = planJson.parse(JSON.parse((await plan(api, ...trusting(), '--format', 'json')).out));
  const [prod = '', testing = ''] = stages.map(({ from }) => from);
  const text = ran.out
    .replaceAll(api.restApiId, 'a1b2c3d4e5')
    .replaceAll(prod, 'dep001')
    .replaceAll(testing, 'dep002')
    .replaceAll(bench.apis.accountId, '111122223333');
  expectGolden('plan-live.txt', text.replaceAll(bench.endpoint, 'vpce-0a1b2c3d4e5f60718'));
});

test.each([
  ['trusted by name', trusting, {}],
  ['the stages named', (): readonly string[] => [...trusting(), '--stage', 'prod'], { StageNames: ['prod'] }],
])('the plan is that of a dry run of the real runbook: %s', async (_what, args, parameters) => {
  const api = await editedApi();
  const execution = await bench.run(api, { DryRun: ['true'], ...parameters });
  const { Outputs: dryRun = {} } = (execution.StepExecutions ?? []).find(({ StepName }) => StepName === 'Plan') ?? {};
  const shown = planJson.parse(JSON.parse((await plan(api, ...args(), '--format', 'json')).out));
  expect({
    Message: [shown.message],
    Diff: [shown.diff],
    After: [shown.after.policyText],
    Stages: shown.stages.map(({ stageName, from }) => `${stageName} (now ${from})`),
    AccessLost: shown.accessLost.map(({ sentence }) => sentence),
    WouldPublish: shown.wouldPublish,
    Notes: shown.notes,
  }).toEqual({
    Message: dryRun['Message'],
    Diff: dryRun['Diff'],
    After: dryRun['After'],
    Stages: dryRun['Stages'],
    AccessLost: dryRun['AccessLost'],
    WouldPublish: dryRun['WouldPublish'],
    Notes: dryRun['Notes'] ?? [],
  });
  expect(shown.wouldPublish).toContain('prod: POST /orders is new');
});

test('once it is carried out, there is nothing to do', async () => {
  const api = await bench.openApi();
  expect((await bench.run(api)).AutomationExecutionStatus).toBe('Success');
  const ran = await plan(api, ...trusting());
  expect(ran).toMatchObject({ code: 0, err: '' });
  expect(ran.out).toMatch(/^NOTHING TO DO {2}arn:aws:apigateway:eu-west-1::\/restapis\//);
});

test('nobody trusted by name: the VPC endpoints set on the API, if the account owns them', async () => {
  const owned = { types: ['PRIVATE'], vpcEndpointIds: [bench.endpoint] };
  const ran = await plan(await bench.apis.privateApi(undefined, { endpointConfiguration: owned }));
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.out).toContain(`no trusted network was given, so the VPC endpoints set on the API are trusted`);
  const refused = await plan(await bench.openApi());
  expect(refused).toMatchObject({ code: 1, err: '' });
  expect(refused.out).toContain('what to do: name whom to trust with --trusted-vpc or --trusted-vpce');
});

test('an edit of the policy that is not deployed is refused, and published when that is asked for', async () => {
  const api = await bench.openApi();
  const value = JSON.stringify(policyOf(statement(), statement({ Sid: 'more', Resource: 'execute-api:/prod/*' })));
  const patchOperations = [{ op: 'replace', path: '/policy', value }] as const;
  await bench.apis.client.send(
    new UpdateRestApiCommand({ restApiId: api.restApiId, patchOperations: [...patchOperations] }),
  );
  const refused = await plan(api, ...trusting());
  expect(refused).toMatchObject({ code: 1, err: '' });
  expect(refused.out).toContain('or say --pending-changes Publish');
  const published = await plan(api, ...trusting(), '--pending-changes', 'Publish');
  expect(published.out).toMatch(/^PLAN /);
});

test.each([
  ['a stage that does not exist', ['--stage', 'beta'], 'the API has no stage `beta`'],
  ['a tag that exempts it', ['--exempt-tag', 'team=orders'], 'the API is exempt'],
])('%s is refused', async (_what, args, told) => {
  const api = await bench.apis.privateApi(undefined, { tags: { team: 'orders' } });
  const ran = await plan(api, ...trusting(), ...args);
  expect(ran).toMatchObject({ code: 1, err: '' });
  expect(ran.out).toMatch(/^REFUSED /);
  expect(ran.out).toContain(told);
});

test('the API may be named by its ARN, whose Region counts', async () => {
  const { restApiId } = await bench.openApi();
  const args = ['plan', ...trusting(), '--rest-api', `arn:aws:apigateway:eu-west-1::/restapis/${restApiId}`];
  const elsewhere = awsOf(bench.sandbox, bench.apis.accountId, 'us-east-1');
  expect(await bench.cli(args, {}, elsewhere)).toMatchObject({ code: 1, err: '' });
});

const faults: readonly (readonly [FaultKind['kind'] & ('deny' | 'throttle' | 'timeout'), string, string])[] = [
  ['deny', 'AccessDeniedException', 'use credentials that may make this call'],
  ['throttle', 'TooManyRequestsException', 'try again in a minute'],
  ['timeout', '', 'check the network'],
];

test.each(
  ['GetRestApi', 'GetStages', 'GetResources', 'GetExport'].flatMap((operation) =>
    faults.map((fault) => [operation, ...fault] as const),
  ),
)('2 when %s meets the fault %s, with the call and what to do', async (operation, kind, code, told) => {
  const api = await bench.openApi();
  bench.sandbox.world.faults.inject({ kind, service: 'apigateway', operation });
  const ran = await plan(api, ...trusting());
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toContain(`apigateway:${operation}: ${code}`);
  expect(ran.err).toContain(told);
});

test('2 when there is no such API', async () => {
  const ran = await plan({ restApiId: 'nosuchapi1', rootResourceId: '' }, ...trusting());
  expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringContaining('apigateway:GetRestApi: NotFound') });
  expect(ran.err).toContain('check the id, the account of the credentials, and the Region, which is eu-west-1');
});

test('2 when it cannot be found out whose the credentials are', async () => {
  bench.sandbox.world.faults.inject({ kind: 'deny', service: 'sts', operation: 'GetCallerIdentity' });
  const ran = await bench.cli(['plan', '--rest-api', 'abcde12345']);
  expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringContaining('sts:GetCallerIdentity: AccessDenied') });
});

test.each([
  ['no id', ['--rest-api', 'A/b'], '--rest-api: `A/b` is neither the id of a REST API'],
  [
    'a Region of another partition',
    ['--rest-api', 'arn:aws:apigateway:cn-north-1::/restapis/a'],
    'no Region cn-north-1 in the partition aws',
  ],
  [
    'two Regions',
    ['--rest-api', 'arn:aws:apigateway:eu-west-1::/restapis/a', '--region', 'us-east-1'],
    '--region: `us-east-1` is not the Region of what is asked for, which is `eu-west-1`',
  ],
  ['a malformed Region', ['--rest-api', 'a', '--region', 'Ireland'], '--region: `Ireland` is no Region'],
  [
    'a malformed stage',
    ['--rest-api', 'a', '--region', 'eu-west-1', '--stage', 'a,b'],
    '--stage: `a,b` is no name of a stage',
  ],
  ['no Region', ['--rest-api', 'a'], 'no Region: name it with --region, or set AWS_REGION'],
])('2 on %s, and nobody is called', async (_what, args, told) => {
  const calls = bench.callsSince();
  const ran = await bench.cli(['plan', ...args], {}, awsOf(bench.sandbox, bench.apis.accountId, null));
  expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringContaining(told) });
  expect(calls()).toEqual([]);
});
