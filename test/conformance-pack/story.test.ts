/**
 * The pack in the sandbox, end to end, in every partition and as an organisation's: the rule finds an open API, one click runs the real
 * runbook, the API is closed; under the name that Config gives the rule, and with no call that the synthesised roles would not allow.
 */
import { readFileSync } from 'node:fs';
import {
  ConfigServiceClient,
  DescribeConformancePacksCommand,
  PutOrganizationConformancePackCommand,
} from '@aws-sdk/client-config-service';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setOrganisation } from '../../account/sandbox/config/pack/organisation.ts';
import { partitionOf } from '../../account/sandbox/core/world.ts';
import { packFor } from '../../conformance-pack/print.ts';
import { everyone } from '../support/apis.ts';
import { clientOptions, homeAccount, homeRegion, startTestSandbox, type TestSandbox } from '../support/bare-sandbox.ts';
import { insider, stranger } from '../support/guard.ts';
import { asInput, install, roles, type Installed } from '../support/installed.ts';
import { compareInstalled } from '../support/permissions/installed.ts';
import { templatesOf } from '../infra/synthesised.ts';

const committed = (name: string): string =>
  readFileSync(new URL(`../../conformance-pack/${name}`, import.meta.url), 'utf8');

const member = '222233334444';
const trusted = { TrustedVpcEndpointIds: insider.vpcEndpointId };
let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const putAlone =
  (text: string) =>
  ({ putPack, ruleFunctionArn }: Installed): Promise<void> =>
    putPack(text, { RuleFunctionArn: ruleFunctionArn, ...trusted });

/** From the management account, whose role the committed text spells out. */
async function putForAll({ settle }: Installed): Promise<void> {
  setOrganisation(sandbox.world, { managementAccountId: homeAccount, memberAccountIds: [member] });
  await new ConfigServiceClient(clientOptions(sandbox)).send(
    new PutOrganizationConformancePackCommand({
      OrganizationConformancePackName: 'PrivateApiGuard',
      TemplateBody: committed('organization.yaml'),
      ConformancePackInputParameters: asInput(trusted),
      ExcludedAccounts: [homeAccount],
    }),
  );
  await settle();
}

const own = (accountId: string, region: string): string =>
  packFor(['--account-id', accountId, '--partition', partitionOf(region), '--name-suffix', 'team']);

const china = { accountId: '333344445555', region: 'cn-north-1', nameSuffix: 'team' };
const government = { accountId: '444455556666', region: 'us-gov-west-1', nameSuffix: 'team' };

test.each([
  ['the committed pack', { accountId: homeAccount, region: homeRegion }, putAlone(committed('template.yaml'))],
  ['the organisation’s pack, in a member,', { accountId: member, region: homeRegion }, putForAll],
  ['a pack under another name, in China,', china, putAlone(own(china.accountId, china.region))],
  ['a pack under another name, in GovCloud,', government, putAlone(own(government.accountId, government.region))],
] as const)('%s finds an open API, closes it, and sees it opened again', async (_, place, put) => {
  const installed = await install(sandbox, place);
  const { apis, settle, verdict, call, names } = installed;
  await put(installed);
  expect(await installed.ruleName()).toMatch(new RegExp(`^${names.configRule}-conformance-pack-[a-z0-9]{9}$`));
  const api = await apis.privateApi(everyone);
  await apis.deploy(api, 'prod');
  await settle();
  expect([await verdict(api), await call(stranger, api), await call(insider, api)]).toEqual([
    'NON_COMPLIANT',
    200,
    200,
  ]);
  await installed.remediate(api);
  expect([await verdict(api), await call(stranger, api), await call(insider, api)]).toEqual(['COMPLIANT', 403, 200]);

  const patchOperations = [{ op: 'replace', path: '/policy', value: JSON.stringify(everyone) }];
  await apis.seed('UpdateRestApi', { restApiId: api.restApiId, patchOperations });
  await settle();
  expect(await verdict(api)).toBe('COMPLIANT');
  const asked = startsIn(installed);
  expect(await installed.fastPath('one', 'two', 'three')).toEqual({ batchItemFailures: [] });
  expect([await verdict(api), startsIn(installed) - asked]).toEqual(['NON_COMPLIANT', 1]);

  await sandbox.clock.advance(3_600_000);
  await settle();
  expect(await verdict(api)).toBe('NON_COMPLIANT');
  const template = members[names.configRule];
  for (const role of roles) expect([role, ...compareInstalled(role, installed, template).denied]).toEqual([role]);
});

/** By the name of the rule. */
const members: Readonly<Record<string, unknown>> = {
  PrivateApiGuard: templatesOf({}).member.toJSON(),
  'PrivateApiGuard-team': templatesOf({ nameSuffix: 'team' }).member.toJSON(),
};

const startsIn = ({ callsAs }: Installed): number =>
  callsAs('reevaluate').filter(({ operation }) => operation === 'StartConfigRulesEvaluation').length;

test('an organisation’s member has the pack under the name that Config gives it', async () => {
  const config = new ConfigServiceClient(clientOptions(sandbox, member));
  const { ConformancePackDetails = [] } = await config.send(new DescribeConformancePacksCommand({}));
  expect(ConformancePackDetails.map(({ ConformancePackName }) => ConformancePackName)).toEqual([
    expect.stringMatching(/^OrgConformsPack-PrivateApiGuard-[a-z0-9]{8}$/),
  ]);
});
