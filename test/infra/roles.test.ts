/**
 * The synthesised roles against what is called: stories with the real handlers over HTTP, in which everything that a role allows is
 * needed once. Every call of a story is allowed by the role that made it, and no role allows what none of the stories needs.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { deliveriesOf } from '../../account/sandbox/config/rule/deliveries.ts';
import { notificationLimitOf } from '../../account/sandbox/config/rule/trigger.ts';
import { putVpc, putVpcEndpoint } from '../../account/sandbox/ec2/network.ts';
import { invokeFunction } from '../../account/sandbox/lambda/functions.ts';
import { packFor } from '../../conformance-pack/print.ts';
import { everyone, policyOf, statement, type Api } from '../support/apis.ts';
import { homeAccount, homeRegion, startTestSandbox } from '../support/bare-sandbox.ts';
import { fenced, insider, stranger } from '../support/guard.ts';
import { install, roles, type Installed } from '../support/installed.ts';
import { compareInstalled } from '../support/permissions/installed.ts';
import { templatesOf } from './synthesised.ts';

const pack = packFor(['--account-id', homeAccount]);
let installed: Installed;

beforeAll(async () => {
  installed = await install(await startTestSandbox(), { accountId: homeAccount, region: homeRegion });
  const { home, sandbox } = installed;
  const { vpcId, vpcEndpointId } = insider;
  putVpc(home, { vpcId, cidrBlock: '10.0.0.0/16', isDefault: false, tags: {} });
  putVpcEndpoint(home, {
    vpcEndpointId,
    vpcId,
    serviceName: `com.amazonaws.${homeRegion}.execute-api`,
    vpcEndpointType: 'Interface',
    privateDnsEnabled: true,
    createdAt: sandbox.clock.now(),
    tags: {},
  });
});
afterAll(() => installed.sandbox.close());

const trusting = (more: Readonly<Record<string, string>> = {}): Promise<void> =>
  installed.putPack(pack, {
    RuleFunctionArn: installed.ruleFunctionArn,
    TrustedVpcEndpointIds: insider.vpcEndpointId,
    ...more,
  });

/** Stages `prod` and `test` serve it. */
async function deployed(policy: object): Promise<Api> {
  const { apis, settle } = installed;
  const api = await apis.privateApi(policy);
  for (const stage of ['prod', 'test']) await apis.deploy(api, stage);
  await settle();
  return api;
}

test('the own account is trusted: EC2 tells of its network', async () => {
  await installed.putPack(pack, { RuleFunctionArn: installed.ruleFunctionArn });
  const [ours, open] = [await deployed(fenced), await deployed(everyone)];
  expect([await installed.verdict(ours), await installed.verdict(open)]).toEqual(['COMPLIANT', 'NON_COMPLIANT']);
});

const oversized = z.object({
  invokingEvent: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.looseObject({ configurationItemSummary: z.record(z.string(), z.json()) })),
});

test('a summary of an oversized item that tells no status: Config is asked for the item', async () => {
  const { home, apis, settle } = installed;
  await trusting();
  notificationLimitOf(home).bytes = 100;
  const api = await apis.privateApi(everyone);
  await settle();
  notificationLimitOf(home).bytes = 256 * 1024;
  const delivered = deliveriesOf(home).of(await installed.ruleName());
  const event = z.record(z.string(), z.json()).parse(delivered.at(-1)?.event);
  const { invokingEvent: message } = oversized.parse(event);
  const { configurationItemStatus, ...configurationItemSummary } = message.configurationItemSummary;
  expect(configurationItemStatus).toBe('ResourceDiscovered');
  const invokingEvent = JSON.stringify({ ...message, configurationItemSummary });
  const { names, sandbox } = installed;
  const invoked = invokeFunction(home, names.ruleFunction, { ...event, invokingEvent });
  expect(await sandbox.clock.drive(invoked)).toMatchObject({ functionError: null });
  expect(await installed.verdict(api)).toBe('NON_COMPLIANT');
});

test('methods are read where the verdict depends on them', async () => {
  const api = await deployed(
    policyOf(statement({ Condition: { StringEquals: { 'aws:SourceVpce': insider.vpcEndpointId } } })),
  );
  expect(await installed.verdict(api)).toBe('COMPLIANT');
});

test('one click closes an open API on all its stages', async () => {
  const api = await deployed(everyone);
  expect([await installed.verdict(api), await installed.call(stranger, api)]).toEqual(['NON_COMPLIANT', 200]);
  await installed.remediate(api);
  expect([await installed.verdict(api), await installed.call(stranger, api)]).toEqual(['COMPLIANT', 403]);
  expect(await installed.call(insider, api)).toBe(200);
});

test('a stage that cannot be moved: policy, deployment and stages are put back', async () => {
  const { sandbox } = installed;
  const api = await deployed(everyone);
  const isTest = (input: unknown): boolean => z.looseObject({ stageName: z.literal('test') }).safeParse(input).success;
  const refused = { service: 'apigateway', operation: 'UpdateStage', kind: 'deny', when: isTest } as const;
  sandbox.world.faults.inject({ ...refused, times: 2 });
  await installed.remediate(api);
  sandbox.world.faults.clear();
  expect([await installed.verdict(api), await installed.call(stranger, api)]).toEqual(['NON_COMPLIANT', 200]);
});

test('automatic: an execution that fails is followed by another', async () => {
  const { sandbox, settle } = installed;
  await trusting({ Automatic: 'true' });
  const ofRunbook = (input: unknown): boolean => !JSON.stringify(input).includes('stageName');
  const denied = { service: 'apigateway', operation: 'CreateDeployment', kind: 'deny', when: ofRunbook } as const;
  sandbox.world.faults.inject({ ...denied, times: 2 });
  const api = await deployed(everyone);
  sandbox.world.faults.clear();
  await settle();
  expect([await installed.verdict(api), await installed.call(stranger, api)]).toEqual(['COMPLIANT', 403]);
  const started = sandbox.world.calls.filter(
    ({ operation, input }) =>
      operation === 'StartAutomationExecution' && JSON.stringify(input).includes(`/restapis/${api.restApiId}"`),
  );
  expect(started.length).toBeGreaterThan(1);
});

test('the fast path and the hour', async () => {
  const { apis, sandbox, settle } = installed;
  await trusting();
  const api = await deployed(fenced);
  await apis.seed('UpdateRestApi', {
    restApiId: api.restApiId,
    patchOperations: [{ op: 'replace', path: '/policy', value: JSON.stringify(everyone) }],
  });
  await settle();
  expect(await installed.verdict(api)).toBe('COMPLIANT');
  expect(await installed.fastPath('one', 'two')).toEqual({ batchItemFailures: [] });
  expect(await installed.verdict(api)).toBe('NON_COMPLIANT');
  await apis.seed('DeleteRestApi', { restApiId: api.restApiId });
  await sandbox.clock.advance(3_600_000);
  await settle();
  expect(await installed.verdict(api)).toBe('NOT_APPLICABLE');
});

const plain = templatesOf({});
const encrypted = templatesOf({
  kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000',
});
const stacks = {
  account: plain.account.toJSON(),
  member: plain.member.toJSON(),
  'account with a key of its own': encrypted.account.toJSON(),
} as const;

const pairs = (['account', 'member', 'account with a key of its own'] as const).flatMap((stack) =>
  roles.map((role) => [stack, role] as const),
);

test.each(pairs)('%s: the role of %s allows what the stories call, and nothing else', (stack, role) => {
  expect(compareInstalled(role, installed, stacks[stack])).toEqual({ denied: [], unused: [] });
});
