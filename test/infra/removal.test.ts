/** What is left when a stack goes: nothing that costs money, on any of the four stacks. */
import type { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { propertiesOf, templatesOf } from './synthesised.ts';

const plain = templatesOf({});
const set = templatesOf({
  kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000',
  automatic: true,
});

const both = (['account', 'member', 'pack', 'organizationPack'] as const).flatMap((stack): [string, Template][] => [
  [stack, plain[stack]],
  [`${stack} with a key, automatic`, set[stack]],
]);

/** CloudFormation deletes all of these unless it is told otherwise. A type that is new here has to be looked at. */
const deleted: ReadonlySet<string> = new Set([
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::Config::ConfigRule',
  'AWS::Config::ConformancePack',
  'AWS::Config::OrganizationConformancePack',
  'AWS::Config::RemediationConfiguration',
  'AWS::Events::Rule',
  'AWS::IAM::Role',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::SSM::Document',
]);

const resources = z.object({
  Resources: z.record(
    z.string(),
    z.looseObject({
      Type: z.string(),
      DeletionPolicy: z.string().default('Delete'),
      UpdateReplacePolicy: z.string().default('Delete'),
    }),
  ),
});

test.each(both)('%s: every resource is deleted with the stack, or when another takes its place', (_, template) => {
  const kept = Object.entries(resources.parse(template.toJSON()).Resources).filter(
    ([, { Type, DeletionPolicy, UpdateReplacePolicy }]) =>
      !deleted.has(Type) || DeletionPolicy !== 'Delete' || UpdateReplacePolicy !== 'Delete',
  );
  expect(kept).toEqual([]);
});

test.each(['account', 'member'] as const)('%s: what holds data says so itself', (stack) => {
  for (const type of ['AWS::Logs::LogGroup', 'AWS::SQS::Queue'])
    plain[stack].allResources(type, { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
});

const logging = z.object({
  FunctionName: z.string(),
  LoggingConfig: z.object({ LogGroup: z.object({ Ref: z.string() }) }),
});

test.each(['account', 'member'] as const)('%s: Lambda makes no log group that nobody deletes', (stack) => {
  const template = plain[stack];
  const groups = template.findResources('AWS::Logs::LogGroup');
  const functions = propertiesOf(template, 'AWS::Lambda::Function').map((found) => logging.parse(found));
  expect(functions).toHaveLength(3);
  for (const { FunctionName, LoggingConfig } of functions)
    expect(groups[LoggingConfig.LogGroup.Ref]).toMatchObject({
      Properties: { LogGroupName: `/aws/lambda/${FunctionName}`, RetentionInDays: expect.anything() },
    });
  expect(JSON.stringify(template.toJSON())).not.toContain('logs:CreateLogGroup');
});
