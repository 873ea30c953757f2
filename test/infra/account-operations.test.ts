import { Match, Template } from 'aws-cdk-lib/assertions';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { expectGolden } from '../support/golden.ts';
import { rendered } from './rendered.ts';
import { appOf, propertiesOf } from './synthesised.ts';

const plain = Template.fromStack(appOf({}).stacks.account);
const set = Template.fromStack(
  appOf({
    logRetentionInDays: 90,
    kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000',
    permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/Boundary',
    alarmTopicArn: 'arn:aws:sns:eu-west-1:111122223333:alarms',
    reserveConcurrency: false,
    nameSuffix: 'team',
  }).stacks.account,
);

test('every function, every failure queue and the undecided have an alarm', () => {
  expect(propertiesOf(set, 'AWS::CloudWatch::Alarm').map(({ AlarmName }) => AlarmName)).toEqual([
    'PrivateApiGuard-team-RuleErrors',
    'PrivateApiGuard-team-ReevaluateErrors',
    'PrivateApiGuard-team-RemediationErrors',
    'PrivateApiGuard-team-RuleFailuresKept',
    'PrivateApiGuard-team-FastPathFailuresKept',
    'PrivateApiGuard-team-FailedRemediationsKept',
    'PrivateApiGuard-team-Undecided',
  ]);
  set.allResourcesProperties('AWS::CloudWatch::Alarm', {
    AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:alarms'],
  });
  plain.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: Match.absent() });
  plain.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
});

test('executions of this runbook that fail are kept', () => {
  set.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.ssm'],
      detail: { Definition: ['PrivateApiGuard-RestrictToVpc-team'], Status: ['Failed', 'TimedOut', 'Cancelled'] },
    },
  });
});

test('settings reach logs, keys, roles and concurrency', () => {
  const KmsKeyId = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000';
  set.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90, KmsKeyId });
  set.allResourcesProperties('AWS::SQS::Queue', { KmsMasterKeyId: KmsKeyId });
  set.allResourcesProperties('AWS::IAM::Role', {
    PermissionsBoundary: 'arn:aws:iam::111122223333:policy/Boundary',
  });
  set.allResourcesProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: Match.absent() });
});

test('queues are encrypted and take messages over TLS alone', () => {
  plain.allResourcesProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true });
  expect(propertiesOf(plain, 'AWS::SQS::QueuePolicy')).toHaveLength(propertiesOf(plain, 'AWS::SQS::Queue').length);
  plain.allResourcesProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ]),
    },
  });
});

test('permissions stand in the roles alone, each with its purpose; no construct adds any', () => {
  for (const type of ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']) plain.resourceCountIs(type, 0);
  const statement = z.looseObject({ Sid: z.string().regex(/^[A-Z][A-Za-z]+$/), Effect: z.literal('Allow') });
  for (const found of propertiesOf(plain, 'AWS::IAM::Role'))
    z.object({
      ManagedPolicyArns: z.never().optional(),
      Policies: z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(statement).min(1) }) })).length(1),
    }).parse(found);
});

test('Automation of this account alone takes on the role of the runbook', () => {
  plain.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [
        Match.objectLike({
          Principal: { Service: 'ssm.amazonaws.com' },
          Condition: Match.objectLike({ StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }),
        }),
      ],
    },
  });
});

test('the whole stack, in short', () => {
  expectGolden('account-stack.yaml', rendered(plain.toJSON()));
});
