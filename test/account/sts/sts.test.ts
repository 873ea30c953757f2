/** Identities and assumed roles as the SDK's clients see them. */
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { APIGatewayClient, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { ConfigServiceClient, DescribeConfigRulesCommand } from '@aws-sdk/client-config-service';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient, type Credentials } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { putRole } from '../../../account/sandbox/sts/roles.ts';
import { clientsOf, homeAccount, homeRegion, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

const otherAccount = '444455556666';
const strangeAccount = '999988887777';
const auditor = `arn:aws:iam::${homeAccount}:role/audit/Auditor`;
const open = `arn:aws:iam::${homeAccount}:role/Open`;

let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  const role = { accountId: homeAccount, partition: 'aws' };
  putRole(sandbox.world, { ...role, roleName: 'Auditor', path: '/audit/', trustedAccounts: [otherAccount] });
  putRole(sandbox.world, { ...role, roleName: 'Open', trustedAccounts: '*' });
});
afterAll(() => sandbox.close());

const assume = async (accountId: string, RoleArn: string, more: object = {}): Promise<Credentials | undefined> =>
  (
    await clientsOf(sandbox, accountId).sts.send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'night-watch', ...more }),
    )
  ).Credentials;

function optionsOf(credentials: Credentials | undefined): {
  readonly [option: string]: unknown;
} {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = credentials ?? {};
  return {
    endpoint: sandbox.endpoint,
    region: homeRegion,
    maxAttempts: 1,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  };
}

test("an account's twelve digits are its root", async () => {
  await expect(clientsOf(sandbox).sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
    Account: homeAccount,
    Arn: `arn:aws:iam::${homeAccount}:root`,
    UserId: homeAccount,
  });
});

test('in China and in GovCloud, ARNs are of those partitions', async () => {
  const arnIn = async (region: string): Promise<string | undefined> =>
    (await clientsOf(sandbox, homeAccount, region).sts.send(new GetCallerIdentityCommand({}))).Arn;
  await expect(arnIn('cn-north-1')).resolves.toBe(`arn:aws-cn:iam::${homeAccount}:root`);
  await expect(arnIn('us-gov-west-1')).resolves.toBe(`arn:aws-us-gov:iam::${homeAccount}:root`);
});

test('a trusted account assumes a role, and acts as its session in the account of the role', async () => {
  const command = new AssumeRoleCommand({ RoleArn: auditor, RoleSessionName: 'night-watch' });
  const { Credentials: credentials, AssumedRoleUser } = await clientsOf(sandbox, otherAccount).sts.send(command);
  expect(credentials).toMatchObject({
    AccessKeyId: expect.stringMatching(/^ASIA[0-9A-Z]{16}$/),
    Expiration: new Date('2026-03-01T13:00:00Z'),
  });
  const arn = `arn:aws:sts::${homeAccount}:assumed-role/Auditor/night-watch`;
  expect(AssumedRoleUser).toEqual({ Arn: arn, AssumedRoleId: expect.stringMatching(/^AROA[0-9A-Z]{17}:night-watch$/) });
  const identity = await new STSClient(optionsOf(credentials)).send(new GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({ Account: homeAccount, Arn: arn, UserId: AssumedRoleUser?.AssumedRoleId });
  await new EC2Client(optionsOf(credentials)).send(new DescribeVpcsCommand({}));
  expect(sandbox.world.calls.at(-1)).toMatchObject({ service: 'ec2', principal: { accountId: homeAccount, arn } });
});

test('a role that trusts everybody is open to everybody', async () => {
  await expect(assume(strangeAccount, open)).resolves.toBeDefined();
});

test.each([
  ['is not trusted', strangeAccount, auditor],
  ['trusts others alone', homeAccount, auditor],
  ['asks for a role that does not exist', otherAccount, `arn:aws:iam::${homeAccount}:role/Nobody`],
  ['leaves the path out', otherAccount, `arn:aws:iam::${homeAccount}:role/Auditor`],
])('who %s is denied, in the same words', async (_, caller, role) => {
  await expect(assume(caller, role)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: arn:aws:iam::${caller}:root is not authorized to perform: sts:AssumeRole on resource: ${role}`,
    $metadata: { httpStatusCode: 403 },
  });
});

test.each([
  [{ DurationSeconds: 899 }, 'ValidationError', 'DurationSeconds'],
  [{ RoleSessionName: 'a b' }, 'ValidationError', 'RoleSessionName'],
  [{ ExternalId: 'secret' }, 'NotModelledBySandbox', 'ExternalId'],
  [{ Tags: [{ Key: 'a', Value: 'b' }] }, 'NotModelledBySandbox', 'Tags'],
])('AssumeRole with %j is refused with %s', async (more, name, told) => {
  await expect(assume(homeAccount, open, more)).rejects.toMatchObject({ name, message: expect.stringContaining(told) });
});

test('credentials end when their time is over, and every service says so in its own words', async () => {
  const credentials = await assume(homeAccount, open, { DurationSeconds: 900 });
  const options = optionsOf(credentials);
  const sts = new STSClient(options);
  await sandbox.clock.advance(899_999);
  await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Account: homeAccount });
  await sandbox.clock.advance(1);
  const message = 'The security token included in the request is expired';
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'ExpiredToken', message });
  await expect(new EC2Client(options).send(new DescribeVpcsCommand({}))).rejects.toMatchObject({
    name: 'RequestExpired',
    message,
  });
  await expect(new APIGatewayClient(options).send(new GetRestApisCommand({}))).rejects.toMatchObject({
    name: 'ExpiredTokenException',
    message,
    $metadata: { httpStatusCode: 403 },
  });
  await expect(new ConfigServiceClient(options).send(new DescribeConfigRulesCommand({}))).rejects.toMatchObject({
    name: 'ExpiredTokenException',
    message,
    $metadata: { httpStatusCode: 400 },
  });
});

test('an account has one role of a name', () => {
  const again = { accountId: homeAccount, partition: 'aws', roleName: 'Open', path: '/x/', trustedAccounts: [] };
  expect(() => putRole(sandbox.world, again)).toThrow(`${homeAccount} has a role Open already`);
});
