import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { bodyOf, parametersOf } from './packs.ts';
import { appOf, templatesOf } from './synthesised.ts';

const given = {
  trustedVpcIds: 'vpc-0a1b2c3d4e5f60718, vpc-0a1b2c3d4e5f60719',
  checkDeployedPolicy: false,
  schedule: 'TwentyFour_Hours',
  automatic: true,
  maximumAutomaticAttempts: 3,
  excludedAccounts: '333344445555, 444455556666',
  nameSuffix: 'team',
};
const { pack, organizationPack } = templatesOf(given);
const place = { partition: 'aws-cn', region: 'cn-north-1', accountId: '222233334444' };

const set = {
  TrustedVpcIds: 'vpc-0a1b2c3d4e5f60718,vpc-0a1b2c3d4e5f60719',
  CheckDeployedPolicy: 'false',
  Schedule: 'TwentyFour_Hours',
  Automatic: 'true',
};

test('the pack of one account gets its settings, and the function of that account and Region', () => {
  expect(parametersOf(pack, place)).toEqual({
    RuleFunctionArn: 'arn:aws-cn:lambda:cn-north-1:222233334444:function:PrivateApiGuard-Rule-team',
    ...set,
  });
});

test('an organisation’s pack gets its settings; every member has a function of its own', () => {
  expect(parametersOf(organizationPack, place)).toEqual(set);
  organizationPack.hasResourceProperties('AWS::Config::OrganizationConformancePack', {
    OrganizationConformancePackName: 'PrivateApiGuard-team',
    ExcludedAccounts: ['333344445555', '444455556666'],
  });
});

test('what Config reads has a literal role in it, of any partition and account', () => {
  for (const template of [pack, organizationPack])
    expect(parse(bodyOf(template, place))).toMatchObject({
      Resources: {
        Remediation: {
          Properties: {
            Parameters: {
              AutomationAssumeRole: {
                StaticValue: { Values: ['arn:aws-cn:iam::222233334444:role/PrivateApiGuard-Automation-team'] },
              },
            },
            MaximumAutomaticAttempts: { 'Fn::If': ['IsAutomatic', 3, { Ref: 'AWS::NoValue' }] },
          },
        },
      },
    });
});

test('put from a delegated administrator’s account, an organisation’s pack still carries the management account', () => {
  const stacks = templatesOf({ managementAccountId: '999900001111' });
  expect(bodyOf(stacks.organizationPack, place)).toContain(
    'arn:aws-cn:iam::999900001111:role/PrivateApiGuard-Automation',
  );
  expect(bodyOf(stacks.pack, place)).toContain('arn:aws-cn:iam::222233334444:role/PrivateApiGuard-Automation');
});

test('the stacks need no asset, so a StackSet can deploy them too', () => {
  for (const template of [pack, organizationPack])
    expect(Object.keys(template.toJSON())).toEqual(['Description', 'Resources']);
});

test('more ids than a pack can hand to its remediation are an error of the packs’ stacks, and of no other', () => {
  const trustedVpcEndpointIds = Array.from({ length: 12 }, (_, index) => `vpce-0a1b2c3d4e5f607${String(index + 10)}`);
  const { account, member, pack: onePack, organizationPack: allPacks } = appOf({ trustedVpcEndpointIds }).stacks;
  const message = Match.stringLikeRegexp('trustedVpcEndpointIds: 275 characters');
  const errors = [account, member, onePack, allPacks].map((stack) =>
    Annotations.fromStack(stack).findError('*', message),
  );
  expect(errors.map(({ length }) => length)).toEqual([0, 0, 1, 1]);
});
