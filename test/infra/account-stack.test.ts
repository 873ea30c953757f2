import { Match, Template } from 'aws-cdk-lib/assertions';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { appOf, propertiesOf } from './synthesised.ts';

const plain = Template.fromStack(appOf({}).stacks.account);
const automatic = Template.fromStack(
  appOf({
    automatic: 'true',
    maximumAutomaticAttempts: 3,
    retryAttemptSeconds: 1800,
    trustedVpcIds: 'vpc-0a1b2c3d4e5f60718',
    trustedVpcEndpointIds: Array.from({ length: 30 }, (_, index) => `vpce-${String(index + 10)}`),
    exemptTag: 'private-api-guard=exempt',
    schedule: 'TwentyFour_Hours',
    fastPathDelaySeconds: 300,
    nameSuffix: 'team',
  }).stacks.account,
);

test('all functions run on nodejs22.x and arm64, are traced and log into groups of their own', () => {
  const functions = propertiesOf(plain, 'AWS::Lambda::Function');
  expect(functions.map(({ FunctionName }) => FunctionName)).toEqual([
    'PrivateApiGuard-Rule',
    'PrivateApiGuard-Reevaluate',
    'PrivateApiGuard-Remediation',
  ]);
  for (const found of functions)
    expect(found).toMatchObject({
      Runtime: 'nodejs22.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogGroup: { Ref: expect.anything() } },
    });
  expect(propertiesOf(plain, 'AWS::Logs::LogGroup').map(({ RetentionInDays }) => RetentionInDays)).toEqual([
    30, 30, 30,
  ]);
});

test('the rule’s function has concurrency kept back, and keeps what it fails on', () => {
  plain.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'PrivateApiGuard-Rule',
    ReservedConcurrentExecutions: 3,
    Timeout: 900,
  });
  plain.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    DestinationConfig: {
      OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('RuleFailures'), 'Arn'] } },
    },
  });
});

test('Config of this account alone may call the rule’s function, and the rule comes after that', () => {
  plain.hasResourceProperties('AWS::Lambda::Permission', {
    Principal: 'config.amazonaws.com',
    SourceAccount: { Ref: 'AWS::AccountId' },
  });
  const [permission] = Object.keys(plain.findResources('AWS::Lambda::Permission'));
  plain.hasResource('AWS::Config::ConfigRule', { DependsOn: [permission] });
});

test('the rule is triggered by changes of APIs and stages, and on schedule', () => {
  const source = (MessageType: string, more = {}): object => ({ EventSource: 'aws.config', MessageType, ...more });
  automatic.hasResourceProperties('AWS::Config::ConfigRule', {
    ConfigRuleName: 'PrivateApiGuard-team',
    Scope: { ComplianceResourceTypes: ['AWS::ApiGateway::RestApi', 'AWS::ApiGateway::Stage'] },
    InputParameters: { trustedVpcIds: 'vpc-0a1b2c3d4e5f60718', exemptTag: 'private-api-guard=exempt' },
    Source: {
      Owner: 'CUSTOM_LAMBDA',
      SourceDetails: [
        source('ConfigurationItemChangeNotification'),
        source('OversizedConfigurationItemChangeNotification'),
        source('ScheduledNotification', { MaximumExecutionFrequency: 'TwentyFour_Hours' }),
      ],
    },
  });
});

test('nothing set: the rule gets no parameters, and the remediation waits for a person', () => {
  plain.hasResourceProperties('AWS::Config::ConfigRule', { InputParameters: Match.absent() });
  plain.hasResourceProperties('AWS::Config::RemediationConfiguration', {
    Automatic: false,
    MaximumAutomaticAttempts: Match.absent(),
    RetryAttemptSeconds: Match.absent(),
    ResourceType: 'AWS::ApiGateway::RestApi',
    TargetId: { Ref: Match.stringLikeRegexp('Document') },
    Parameters: {
      AutomationAssumeRole: { StaticValue: { Values: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('Role'), 'Arn'] }] } },
      RestApiId: { ResourceValue: { Value: 'RESOURCE_ID' } },
      TrustedVpcIds: Match.absent(),
      TrustedVpcEndpointIds: Match.absent(),
    },
  });
});

test('automatic: attempts and their window are set; the ids fit into 25 values', () => {
  automatic.hasResourceProperties('AWS::Config::RemediationConfiguration', {
    Automatic: true,
    MaximumAutomaticAttempts: 3,
    RetryAttemptSeconds: 1800,
    Parameters: { TrustedVpcIds: { StaticValue: { Values: ['vpc-0a1b2c3d4e5f60718'] } } },
  });
  const [{ Parameters }] = z
    .tuple([
      z.object({
        Parameters: z.object({
          TrustedVpcEndpointIds: z.object({ StaticValue: z.object({ Values: z.array(z.string()) }) }),
        }),
      }),
    ])
    .parse(propertiesOf(automatic, 'AWS::Config::RemediationConfiguration'));
  const { Values } = Parameters.TrustedVpcEndpointIds.StaticValue;
  expect(Values).toHaveLength(15);
  expect(Values.join()).toBe(Array.from({ length: 30 }, (_, index) => `vpce-${String(index + 10)}`).join());
});

test('a new version of the runbook becomes the default', () => {
  plain.hasResourceProperties('AWS::SSM::Document', {
    Name: 'PrivateApiGuard-RestrictToVpc',
    DocumentType: 'Automation',
    UpdateMethod: 'NewVersion',
  });
  automatic.hasResourceProperties('AWS::SSM::Document', {
    Name: 'PrivateApiGuard-RestrictToVpc-team',
    Content: Match.objectLike({
      mainSteps: Match.arrayWith([
        Match.objectLike({
          name: 'Plan',
          inputs: Match.objectLike({ FunctionName: 'PrivateApiGuard-Remediation-team' }),
        }),
      ]),
    }),
  });
});

test('changes of APIs that succeeded gather for a minute and become one call', () => {
  plain.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.apigateway'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: {
        eventName: ['Create', 'Delete', 'Import', 'Put', 'Tag', 'Untag', 'Update'].map((prefix) => ({ prefix })),
        errorCode: [{ exists: false }],
      },
    },
  });
  plain.hasResourceProperties('AWS::SQS::Queue', {
    DelaySeconds: 60,
    RedrivePolicy: { maxReceiveCount: 10 },
    VisibilityTimeout: 240,
  });
  automatic.hasResourceProperties('AWS::SQS::Queue', { DelaySeconds: 300 });
  plain.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    MaximumBatchingWindowInSeconds: 60,
  });
});
