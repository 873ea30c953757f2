import {
  DeleteConformancePackCommand,
  DeleteOrganizationConformancePackCommand,
  DescribeConfigRulesCommand,
  DescribeConformancePacksCommand,
  DescribeOrganizationConformancePacksCommand,
  DescribeOrganizationConformancePackStatusesCommand,
  DescribeRemediationConfigurationsCommand,
  GetOrganizationConformancePackDetailedStatusCommand,
  PutOrganizationConformancePackCommand,
  type ConfigServiceClient,
  type PutOrganizationConformancePackCommandInput,
} from '@aws-sdk/client-config-service';
import { CreateDocumentCommand } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { exportsOf } from '../../../account/sandbox/config/pack/imports.ts';
import { setOrganisation } from '../../../account/sandbox/config/pack/organisation.ts';
import type { Json } from '../../../account/sandbox/core/values.ts';
import { putFunction } from '../../../account/sandbox/lambda/functions.ts';
import { configClients, readEvent, switchOn, type ConfigClients } from '../../support/config.ts';
import { packTemplate } from '../../support/pack.ts';
import { mendingDocument, startRemediationBench, type RemediationBench } from '../../support/remediation.ts';

const management = '111122223333';
const [ready, bare] = ['222233334444', '333344445555'] as const;
const pack = { OrganizationConformancePackName: 'guard' };
let bench: RemediationBench;
let member: ConfigClients;
let accounts: string[];

beforeEach(async () => {
  bench = await startRemediationBench();
  accounts = [];
  defineFor(ready, bare);
  member = configClients(bench.sandbox, ready);
  await member.ssm.send(new CreateDocumentCommand({ ...mendingDocument, DocumentType: 'Automation' }));
  await switchOn(member.config, `arn:aws:iam::${ready}:role/config`);
  setOrganisation(bench.sandbox.world, { managementAccountId: management, memberAccountIds: [ready, bare] });
});
afterEach(() => bench.sandbox.close());

function defineFor(...permittedAccounts: readonly string[]): void {
  const handler = (event: Json): Promise<unknown> => {
    accounts.push(readEvent(event).accountId);
    return Promise.resolve(null);
  };
  putFunction(bench.home, { name: 'judge', handler, timeout: 3, permittedAccounts });
}

async function put(more: Partial<PutOrganizationConformancePackCommandInput> = {}): Promise<void> {
  const command = new PutOrganizationConformancePackCommand({ ...pack, TemplateBody: packTemplate(), ...more });
  await bench.config.send(command);
}

async function status(): Promise<unknown> {
  const command = new DescribeOrganizationConformancePackStatusesCommand({});
  return (await bench.config.send(command)).OrganizationConformancePackStatuses?.[0];
}

async function detailed(): Promise<unknown> {
  const command = new GetOrganizationConformancePackDetailedStatusCommand(pack);
  const { OrganizationConformancePackDetailedStatuses: all = [] } = await bench.config.send(command);
  return all.map(({ AccountId, Status }) => [AccountId, Status]);
}

const packNames = async (config: ConfigServiceClient): Promise<readonly unknown[]> => {
  const { ConformancePackDetails = [] } = await config.send(new DescribeConformancePacksCommand({}));
  return ConformancePackDetails.map(({ ConformancePackName }) => ConformancePackName);
};

test('a pack is deployed in every account, with the role of that account', async () => {
  await put({ ExcludedAccounts: [bare] });
  expect(await status()).toMatchObject({ ...pack, Status: 'CREATE_IN_PROGRESS' });
  await bench.settle();
  expect(await status()).toMatchObject({ Status: 'CREATE_SUCCESSFUL' });
  expect(await detailed()).toEqual([
    [management, 'CREATE_SUCCESSFUL'],
    [ready, 'CREATE_SUCCESSFUL'],
  ]);
  expect(await packNames(member.config)).toEqual([expect.stringMatching(/^OrgConformsPack-guard-[a-z0-9]{8}$/)]);
  const { ConfigRules: [rule] = [] } = await member.config.send(new DescribeConfigRulesCommand({}));
  expect(rule?.ConfigRuleName).toMatch(/^private-apis-conformance-pack-[a-z0-9]{9}$/);
  const command = new DescribeRemediationConfigurationsCommand({ ConfigRuleNames: [rule?.ConfigRuleName ?? ''] });
  const { RemediationConfigurations: [remediation] = [] } = await member.config.send(command);
  expect(remediation?.Parameters?.['AutomationAssumeRole']?.StaticValue?.Values).toEqual([
    `arn:aws:iam::${ready}:role/automation`,
  ]);
  expect(new Set(accounts)).toEqual(new Set([management, ready]));
  const { OrganizationConformancePacks } = await bench.config.send(new DescribeOrganizationConformancePacksCommand({}));
  expect(OrganizationConformancePacks).toMatchObject([{ ...pack, ExcludedAccounts: [bare] }]);
});

test('an import is what a stack of the account exports; an account without it fails, and says so', async () => {
  const SourceDetails = [{ EventSource: 'aws.config', MessageType: 'ScheduledNotification' }];
  const SourceIdentifier = { 'Fn::ImportValue': 'JudgeArn' };
  const TemplateBody = packTemplate({ rule: { Source: { Owner: 'CUSTOM_LAMBDA', SourceIdentifier, SourceDetails } } });
  const region = bench.sandbox.world.region(ready, 'eu-west-1');
  const arn = putFunction(region, { name: 'own', handler: () => Promise.resolve(null), timeout: 3 });
  exportsOf(region).set('JudgeArn', arn);
  await put({ TemplateBody, ExcludedAccounts: [bare] });
  await bench.settle();
  const { ConfigRules: [rule] = [] } = await member.config.send(new DescribeConfigRulesCommand({}));
  expect(rule?.Source?.SourceIdentifier).toBe(arn);
  expect(await detailed()).toEqual([
    [management, 'CREATE_FAILED'],
    [ready, 'CREATE_SUCCESSFUL'],
  ]);
  expect(await status()).toMatchObject({ ErrorMessage: 'No export named JudgeArn found' });
});

test('an account that lacks what the pack needs fails, and so does the whole; once excluded, it does not', async () => {
  await put();
  await bench.settle();
  expect(await status()).toMatchObject({ Status: 'CREATE_FAILED', ErrorMessage: expect.stringContaining('Mend') });
  expect(await detailed()).toContainEqual([bare, 'CREATE_FAILED']);
  expect(await detailed()).toContainEqual([ready, 'CREATE_SUCCESSFUL']);
  await put({ ExcludedAccounts: [bare] });
  await bench.settle();
  expect(await status()).toMatchObject({ Status: 'UPDATE_SUCCESSFUL' });
  expect(await packNames(configClients(bench.sandbox, bare).config)).toEqual([]);
});

test('a pack of the organisation cannot be deleted by a member, and goes everywhere with its end', async () => {
  await put({ ExcludedAccounts: [bare] });
  await bench.settle();
  const [name] = await packNames(member.config);
  const own = new DeleteConformancePackCommand({ ConformancePackName: String(name) });
  await expect(member.config.send(own)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  const deletion = new DeleteOrganizationConformancePackCommand(pack);
  await bench.config.send(deletion);
  await expect(bench.config.send(deletion)).rejects.toMatchObject({ name: 'ResourceInUseException' });
  await bench.settle();
  expect([await packNames(member.config), await packNames(bench.config), await status()]).toEqual([[], [], undefined]);
  await expect(bench.config.send(deletion)).rejects.toMatchObject({
    name: 'NoSuchOrganizationConformancePackException',
  });
});

test('an account that the function does not permit cannot have the rule', async () => {
  defineFor();
  await put({ ExcludedAccounts: [bare] });
  await bench.settle();
  expect(await status()).toMatchObject({ Status: 'CREATE_FAILED', ErrorCode: 'InsufficientPermissionsException' });
  expect(await detailed()).toEqual([
    [management, 'CREATE_SUCCESSFUL'],
    [ready, 'CREATE_FAILED'],
  ]);
});

test('only the management account of an organisation can put one', async () => {
  const command = new PutOrganizationConformancePackCommand({ ...pack, TemplateBody: packTemplate() });
  await expect(member.config.send(command)).rejects.toMatchObject({ name: 'OrganizationAccessDeniedException' });
  await expect(put({ DeliveryS3Bucket: 'other' })).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(put({ TemplateBody: 'Resources: {}' })).rejects.toMatchObject({
    name: 'OrganizationConformancePackTemplateValidationException',
  });
  const alone = await startRemediationBench();
  await expect(alone.config.send(command)).rejects.toMatchObject({ name: 'NoAvailableOrganizationException' });
  await alone.sandbox.close();
});
