/** Where an adapter works, as whom, and when it asks. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { connect } from '../../../account/live/connect.ts';
import type { Call } from '../../../account/sandbox/core/world.ts';
import { putRole } from '../../../account/sandbox/sts/roles.ts';
import { collect } from '../../support/collect.ts';
import { homeAccount, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import { connectTo } from './account.ts';

const member = '444455556666';
const role = { roleArn: `arn:aws:iam::${member}:role/Auditor`, sessionName: 'private-api-guard' };
let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  const trusted = { accountId: member, partition: 'aws', roleName: 'Auditor', trustedAccounts: [homeAccount] };
  putRole(sandbox.world, trusted);
});
beforeEach(() => {
  sandbox.world.calls.length = 0;
});
afterAll(() => sandbox.close());

const called = (): readonly string[] =>
  sandbox.world.calls.map(({ service, operation }: Call) => `${service}:${operation}`);

test.each([
  ['eu-west-1', 'aws'],
  ['cn-northwest-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['us-isob-east-1', 'aws-iso-b'],
  ['eusc-de-east-1', 'aws-eusc'],
])('%s lies in the partition %s', async (region, partition) => {
  const { place } = await connectTo(sandbox, { region });
  expect(place).toEqual({ region, partition, accountId: homeAccount });
});

test('an account that is not named is asked for once, and nothing else is asked', async () => {
  const { endpoint } = sandbox;
  const credentials = { accessKeyId: homeAccount, secretAccessKey: 'sandbox' };
  const { place } = await connect({ region: 'eu-west-1', endpoint, credentials });
  expect(place.accountId).toBe(homeAccount);
  expect(called()).toEqual(['sts:GetCallerIdentity']);
});

test('an account that is named is not asked for', async () => {
  await connectTo(sandbox);
  expect(called()).toEqual([]);
});

test('all services use one session of the role, which tells the account', async () => {
  const account = await connect({
    region: 'eu-west-1',
    endpoint: sandbox.endpoint,
    credentials: { accessKeyId: homeAccount, secretAccessKey: 'sandbox' },
    assumeRole: role,
    clock: sandbox.clock,
  });
  expect(account.place.accountId).toBe(member);
  await Promise.all([collect(account.restApis()), account.vpcIds(), account.vpcEndpoints()]);
  expect(called().filter((call) => call === 'sts:AssumeRole')).toHaveLength(1);
  const session = `arn:aws:sts::${member}:assumed-role/Auditor/private-api-guard`;
  const others = sandbox.world.calls.filter(({ service }) => service !== 'sts');
  expect(others.map(({ principal }) => principal.arn)).toEqual(others.map(() => session));
  expect(others).toHaveLength(3);
});

test('a session is taken up anew before it ends', async () => {
  const account = await connectTo(sandbox, { assumeRole: role, clock: sandbox.clock });
  const sessions = async (minutes: number): Promise<number> => {
    await sandbox.clock.advance(minutes * 60_000);
    await account.vpcIds();
    return called().filter((call) => call === 'sts:AssumeRole').length;
  };
  expect([await sessions(0), await sessions(54), await sessions(2), await sessions(0)]).toEqual([1, 1, 2, 2]);
});

test('an external id is handed on', async () => {
  const account = await connectTo(sandbox, { assumeRole: { ...role, externalId: 'ours' } });
  await account.vpcIds().catch(() => null);
  expect(sandbox.world.calls[0]?.input).toMatchObject({ ExternalId: 'ours', RoleSessionName: 'private-api-guard' });
});

test('a role that may not be assumed is a fault of the call that needed it, and is asked for again by the next', async () => {
  const other = { ...role, roleArn: `arn:aws:iam::${member}:role/Nobody` };
  const account = await connectTo(sandbox, { assumeRole: other, clock: sandbox.clock });
  const denied = { name: 'AccountFault', reason: 'denied', operation: 'sts:AssumeRole', code: 'AccessDenied' };
  await expect(account.vpcIds()).rejects.toMatchObject(denied);
  await expect(account.vpcIds()).rejects.toMatchObject(denied);
  expect(called()).toEqual(['sts:AssumeRole', 'sts:AssumeRole']);
});
