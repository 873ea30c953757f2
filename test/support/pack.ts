/** Templates of conformance packs, as text, with one rule and its remediation. */
import { stringify } from 'yaml';

interface Section {
  readonly [member: string]: unknown;
}

export const automationRole = 'arn:aws:iam::111122223333:role/automation';

export interface PackParts {
  readonly rule?: Section;
  readonly remediation?: Section | null;
  /** More members of the template, or others. */
  readonly more?: Section;
}

export const functionArnOf = (account: string): string => `arn:aws:lambda:eu-west-1:${account}:function:judge`;

/** @returns YAML */
export function packTemplate({ rule = {}, remediation = {}, more = {} }: PackParts = {}): string {
  const scheduled = {
    EventSource: 'aws.config',
    MessageType: 'ScheduledNotification',
    MaximumExecutionFrequency: 'One_Hour',
  };
  const Rule = {
    Type: 'AWS::Config::ConfigRule',
    Properties: {
      ConfigRuleName: 'private-apis',
      Source: {
        Owner: 'CUSTOM_LAMBDA',
        SourceIdentifier: { Ref: 'FunctionArn' },
        SourceDetails: [scheduled],
      },
      ...rule,
    },
  };
  const Remediation = {
    Type: 'AWS::Config::RemediationConfiguration',
    DependsOn: 'Rule',
    Properties: {
      ConfigRuleName: 'private-apis',
      TargetType: 'SSM_DOCUMENT',
      TargetId: 'Mend',
      TargetVersion: 1,
      Automatic: false,
      MaximumAutomaticAttempts: '5',
      Parameters: {
        AutomationAssumeRole: { StaticValue: { Values: [automationRole] } },
        RestApiId: { ResourceValue: { Value: 'RESOURCE_ID' } },
      },
      ...remediation,
    },
  };
  const template = {
    Parameters: { FunctionArn: { Type: 'String', Default: functionArnOf('111122223333') } },
    Resources: { Rule, ...(remediation === null ? {} : { Remediation }) },
    ...more,
  };
  return stringify(template, { aliasDuplicateObjects: false });
}
