import { Annotations, Match, type Template } from 'aws-cdk-lib/assertions';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { appOf, propertiesOf, templatesOf } from './synthesised.ts';

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

const resolved: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws-cn',
  'AWS::Region': 'cn-north-1',
  'AWS::AccountId': '222233334444',
};

/** As CloudFormation hands a text to Config. */
function joined(text: unknown): string {
  const {
    'Fn::Join': [, parts],
  } = z
    .object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.union([z.string(), z.object({ Ref: z.string() })]))]) })
    .parse(text);
  return parts.map((part) => (typeof part === 'string' ? part : (resolved[part.Ref] ?? part.Ref))).join('');
}

const body = (template: Template, type: string): unknown => {
  const [properties] = propertiesOf(template, type);
  return parse(joined(properties?.['TemplateBody']));
};

const parameters = z.array(z.object({ ParameterName: z.string(), ParameterValue: z.unknown() }));

function parametersOf(template: Template, type: string): Readonly<Record<string, unknown>> {
  const [properties] = propertiesOf(template, type);
  const read = parameters.parse(properties?.['ConformancePackInputParameters']);
  return Object.fromEntries(read.map(({ ParameterName, ParameterValue }) => [ParameterName, ParameterValue]));
}

const set = {
  TrustedVpcIds: 'vpc-0a1b2c3d4e5f60718,vpc-0a1b2c3d4e5f60719',
  CheckDeployedPolicy: 'false',
  Schedule: 'TwentyFour_Hours',
  Automatic: 'true',
};

test('the pack of one account gets its settings, and the function of that account and Region', () => {
  const { RuleFunctionArn, ...others } = parametersOf(pack, 'AWS::Config::ConformancePack');
  expect(joined(RuleFunctionArn)).toBe('arn:aws-cn:lambda:cn-north-1:222233334444:function:PrivateApiGuard-Rule-team');
  expect(others).toEqual(set);
});

test('an organisation’s pack gets its settings; every member has a function of its own', () => {
  expect(parametersOf(organizationPack, 'AWS::Config::OrganizationConformancePack')).toEqual(set);
  organizationPack.hasResourceProperties('AWS::Config::OrganizationConformancePack', {
    OrganizationConformancePackName: 'PrivateApiGuard-team',
    ExcludedAccounts: ['333344445555', '444455556666'],
  });
});

test('what Config reads has a literal role in it, of any partition and account', () => {
  for (const template of [
    body(pack, 'AWS::Config::ConformancePack'),
    body(organizationPack, 'AWS::Config::OrganizationConformancePack'),
  ])
    expect(template).toMatchObject({
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
