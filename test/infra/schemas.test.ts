/** Templates against CloudFormation's published resource schemas and its own rules, by the validation that the CDK brings along. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { App, CloudFormationValidatePlugin } from 'aws-cdk-lib';
import { afterAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { generatedFiles } from '../../infra/generated.ts';
import { templatesOf } from './synthesised.ts';

const folder = mkdtempSync(join(tmpdir(), 'private-api-guard-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const { account, member, pack, organizationPack } = templatesOf({ automatic: true, trustedVpcIds: 'vpc-0a1b2c3d' });

/** Whatever else can be set. */
const set = templatesOf({
  kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000',
  permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/Boundary',
  alarmTopicArn: 'arn:aws:sns:eu-west-1:111122223333:alarms',
  excludedAccounts: '333344445555',
  managementAccountId: '999900001111',
  reserveConcurrency: false,
  exemptTag: 'exposure=public',
  nameSuffix: 'a'.repeat(20),
});

const templates: Readonly<Record<string, unknown>> = {
  accountSet: set.account.toJSON(),
  memberSet: set.member.toJSON(),
  organizationPackSet: set.organizationPack.toJSON(),
  account: account.toJSON(),
  member: member.toJSON(),
  pack: pack.toJSON(),
  organizationPack: organizationPack.toJSON(),
  ...Object.fromEntries(
    Object.entries(generatedFiles())
      .filter(([path]) => path.startsWith('conformance-pack/'))
      .map(([path, text]) => [basename(path), parse(text)]),
  ),
  broken: {
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue', Properties: { Delay: 1, DelaySeconds: 'soon', VisibilityTimeout: 99_999 } },
      Rule: { Type: 'AWS::Config::ConfigRule', Properties: {} },
    },
  },
};

/** All at once, because the validation takes its time to begin. By the templates' names. */
const problems = ((): Readonly<Record<string, readonly string[]>> => {
  const stackTemplates = Object.entries(templates).map(([name, template]) => {
    const templatePath = join(folder, `${name}.json`);
    writeFileSync(templatePath, JSON.stringify(template));
    return { stackConstructPath: name, templatePath, accountId: undefined, region: undefined };
  });
  const templatePaths = stackTemplates.map(({ templatePath }) => templatePath);
  const context = { templatePaths, stackTemplates, appConstruct: new App() };
  const { violations } = new CloudFormationValidatePlugin().validate(context);
  const found = violations.flatMap(({ ruleName, description, violatingResources }) =>
    violatingResources.map(({ templatePath }) => [templatePath, `${ruleName} ${description}`] as const),
  );
  return Object.fromEntries(
    stackTemplates.map(({ stackConstructPath, templatePath }) => [
      stackConstructPath,
      found.filter(([path]) => path === templatePath).map(([, problem]) => problem),
    ]),
  );
})();

const sound = [
  'account',
  'accountSet',
  'pack',
  'organizationPack',
  'organizationPackSet',
  'template.yaml',
  'organization.yaml',
];

test.each(sound)('%s is sound', (name) => {
  expect(problems[name]).toEqual([]);
});

test.each(['member', 'memberSet'])('%s is sound; that a parameter may be left empty is answered', (name) => {
  expect(problems[name]?.filter((problem) => !problem.startsWith('W1030 '))).toEqual([]);
});

test('the validation can fail: unknown, missing, of the wrong type, too large', () => {
  expect(problems['broken']?.map((problem) => problem.slice(0, 5))).toEqual(['F3002', 'F3003', 'F3012', 'F3034']);
});
