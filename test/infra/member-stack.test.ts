import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { namesOf } from '../../conformance-pack/names.ts';
import { codesIn } from '../../infra/code.ts';
import { readSettings } from '../../infra/settings.ts';
import { addStacks } from '../../infra/stacks.ts';
import { previewStage } from '../../remediation/record.ts';
import { defaultOptions } from '../../remediation/runbook.ts';
import { appOf, propertiesOf, root } from './synthesised.ts';

/** With the real bundles, as it is handed out. */
const { inline } = codesIn(root);
const app = new App({ analyticsReporting: false });
const member = Template.fromStack(addStacks(app, readSettings({}), { inline, asset: inline }).member);
const text = JSON.stringify(member.toJSON(), null, 1);

test('the template carries its code: no asset, no bucket, no bootstrap', () => {
  const code = z.strictObject({ ZipFile: z.string().min(1000) });
  expect(propertiesOf(member, 'AWS::Lambda::Function').map(({ Code }) => code.parse(Code))).toHaveLength(3);
  const { Parameters } = z.object({ Parameters: z.record(z.string(), z.unknown()) }).parse(member.toJSON());
  expect(Object.keys(Parameters)).toEqual([
    'ReserveConcurrency',
    'LogRetentionInDays',
    'PermissionsBoundaryArn',
    'AlarmTopicArn',
    'ExemptTag',
    'RolesRegion',
  ]);
  expect(text.match(/.{0,20}(S3Bucket|cdk-hnb).{0,20}/)).toBeNull();
});

test('CloudFormation takes it: a megabyte at most, and nothing in the code that it would resolve', () => {
  expect(Buffer.byteLength(text)).toBeLessThan(1_000_000);
  expect(text.match(/.{0,20}\{\{resolve:.{0,20}/)).toBeNull();
});

test('functions, role and runbook have the names that the pack and the runbook know them by', () => {
  const names = namesOf('');
  expect(propertiesOf(member, 'AWS::Lambda::Function').map(({ FunctionName }) => FunctionName)).toEqual([
    names.ruleFunction,
    names.reevaluateFunction,
    names.remediationFunction,
  ]);
  expect(names.remediationFunction).toBe(defaultOptions.functionName);
  member.hasResourceProperties('AWS::IAM::Role', { RoleName: names.automationRole });
  member.hasResourceProperties('AWS::SSM::Document', { Name: names.document });
  member.hasOutput('RuleFunctionArn', {
    Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('RuleGuardFunction'), 'Arn'] },
    Export: { Name: names.ruleFunctionExport },
  });
});

test('the rule and its remediation are left to the pack', () => {
  for (const type of ['AWS::Config::ConfigRule', 'AWS::Config::RemediationConfiguration', 'AWS::CloudWatch::Dashboard'])
    member.resourceCountIs(type, 0);
});

test('one Region of an account makes the role of the runbook, and it works in all of them', () => {
  member.hasResource('AWS::IAM::Role', {
    Condition: 'MakesRole',
    Properties: {
      Policies: [
        Match.objectLike({
          PolicyDocument: Match.objectLike({
            Statement: Match.arrayWith([
              Match.objectLike({
                Sid: 'RunSteps',
                Resource: {
                  'Fn::Join': ['', Match.arrayWith([':lambda:*:', ':function:PrivateApiGuard-Remediation'])],
                },
              }),
            ]),
          }),
        }),
      ],
    },
  });
  const { Conditions } = z.object({ Conditions: z.record(z.string(), z.unknown()) }).parse(member.toJSON());
  expect(Conditions['MakesRole']).toEqual({
    'Fn::Or': [
      { 'Fn::Equals': [{ Ref: 'RolesRegion' }, ''] },
      { 'Fn::Equals': [{ Ref: 'RolesRegion' }, { Ref: 'AWS::Region' }] },
    ],
  });
});

test('parameters that are left empty are left out', () => {
  const ifGiven = (parameter: string): object => ({
    'Fn::If': [`Has${parameter}`, { Ref: parameter }, { Ref: 'AWS::NoValue' }],
  });
  member.allResourcesProperties('AWS::IAM::Role', { PermissionsBoundary: ifGiven('PermissionsBoundaryArn') });
  member.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [ifGiven('AlarmTopicArn')] });
  member.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: { Ref: 'LogRetentionInDays' } });
  member.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'PrivateApiGuard-Rule',
    ReservedConcurrentExecutions: { 'Fn::If': ['ReservesConcurrency', 3, { Ref: 'AWS::NoValue' }] },
  });
  member.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'PrivateApiGuard-Remediation',
    Environment: { Variables: { EXEMPT_TAG: ifGiven('ExemptTag') } },
  });
});

test('of stages, only the remediation’s own may be deleted', () => {
  const [deletable] = /private-api-guard-[a-z]+-\*/.exec(text) ?? [];
  const own: string = previewStage({ executionId: '0a1b2c3d-0000-4000-8000-000000000000' });
  expect(own.startsWith(String(deletable).slice(0, -1))).toBe(true);
});

test('a name suffix reaches every name', () => {
  const suffixed = Template.fromStack(appOf({ nameSuffix: 'team' }).stacks.member);
  const named = JSON.stringify(suffixed.toJSON()).match(/PrivateApiGuard-[A-Za-z]+(?!-team|[A-Za-z])/g);
  expect(named?.filter((name) => name !== 'PrivateApiGuard-team')).toEqual([]);
});
