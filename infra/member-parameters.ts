/** The parameters of the template for an organisation's members, with the settings of the synthesis as their defaults. */
import { Aws, CfnCondition, CfnParameter, Fn, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { retentions, type Settings } from './settings.ts';

export interface MemberParameters {
  readonly logRetentionInDays: number;
  readonly concurrency: (most: number) => number;
  /** Resolve to nothing when they are left empty. */
  readonly permissionsBoundaryArn: string;
  readonly alarmTopicArn: string;
  readonly exemptTag: string;
  /** Holds in the Region that makes the role, which all Regions of an account share. */
  readonly makesRole: CfnCondition;
}

export function memberParameters(scope: Construct, settings: Settings): MemberParameters {
  const reserves = new CfnCondition(scope, 'ReservesConcurrency', {
    expression: Fn.conditionEquals(reserveConcurrency(scope, settings), 'true'),
  });
  return {
    logRetentionInDays: logRetention(scope, settings),
    concurrency: (most) => Token.asNumber(Fn.conditionIf(reserves.logicalId, most, Aws.NO_VALUE)),
    permissionsBoundaryArn: optional(scope, 'PermissionsBoundaryArn', settings.permissionsBoundaryArn),
    alarmTopicArn: optional(scope, 'AlarmTopicArn', settings.alarmTopicArn),
    exemptTag: optional(scope, 'ExemptTag', settings.inputParameters.exemptTag),
    makesRole: rolesRegion(scope),
  };
}

/** What is left out when it is left empty. */
const optionals = {
  PermissionsBoundaryArn: 'The ARN of the IAM policy that limits all roles. Empty: none does.',
  AlarmTopicArn:
    'The ARN of the SNS topic, in the Region of the stack, that alarms report to. Empty: they report to nobody.',
  ExemptTag: 'As the conformance pack has it. Empty: no API is exempt.',
} as const;

function logRetention(scope: Construct, { logRetentionInDays }: Settings): number {
  const parameter = new CfnParameter(scope, 'LogRetentionInDays', {
    type: 'Number',
    default: logRetentionInDays,
    allowedValues: retentions.map(String),
    description: 'How many days logs are kept.',
  });
  return parameter.valueAsNumber;
}

function reserveConcurrency(scope: Construct, settings: Settings): string {
  const parameter = new CfnParameter(scope, 'ReserveConcurrency', {
    default: String(settings.reserveConcurrency),
    allowedValues: ['true', 'false'],
    description:
      'false: for an account whose quota of concurrent executions is too small to keep some back for the rule.',
  });
  return parameter.valueAsString;
}

function optional(scope: Construct, id: keyof typeof optionals, value: string | undefined): string {
  const parameter = new CfnParameter(scope, id, { default: value ?? '', description: optionals[id] });
  const isGiven = new CfnCondition(scope, `Has${id}`, {
    expression: Fn.conditionNot(Fn.conditionEquals(parameter.valueAsString, '')),
  });
  return Fn.conditionIf(isGiven.logicalId, parameter.valueAsString, Aws.NO_VALUE).toString();
}

function rolesRegion(scope: Construct): CfnCondition {
  const { valueAsString } = new CfnParameter(scope, 'RolesRegion', {
    default: '',
    description:
      'When the StackSet has several Regions: the first of them. The role of the runbook has one name in an account, so one Region makes it. Empty: there is one Region.',
  });
  return new CfnCondition(scope, 'MakesRole', {
    expression: Fn.conditionOr(Fn.conditionEquals(valueAsString, ''), Fn.conditionEquals(valueAsString, Aws.REGION)),
  });
}
