/**
 * What every member account of an organisation needs before the conformance pack comes: functions, roles, runbook, fast path, alarms, all
 * under fixed names. The template is for a StackSet: the code is in it, so that a member needs neither the CDK's bootstrap nor a bucket
 * (docs/decisions/0010), and it takes parameters.
 */
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledge, inEveryFramework } from './constructs/acknowledge.ts';
import { limitRoles } from './constructs/boundary.ts';
import { Guard } from './constructs/guard.ts';
import { installationOf, type CodeOf } from './installation.ts';
import { memberParameters } from './member-parameters.ts';
import type { Settings } from './settings.ts';
import { withoutAssets } from './without-assets.ts';

export interface MemberStackProps extends StackProps {
  readonly settings: Settings;
  /** Inline code alone: the stack has no place for assets. */
  readonly codeOf: CodeOf;
}

export class MemberStack extends Stack {
  constructor(scope: Construct, id: string, { settings, codeOf, ...props }: MemberStackProps) {
    super(scope, id, withoutAssets({ ...props, suppressTemplateIndentation: true }));
    const { logRetentionInDays, concurrency, ...parameters } = memberParameters(this, settings);
    const installation = { ...installationOf(this, settings, codeOf), logRetentionInDays, concurrency };
    const guard = new Guard(this, 'Guard', {
      installation,
      role: { name: installation.names.automationRole, regions: '*', condition: parameters.makesRole },
      exemptTag: parameters.exemptTag,
      alarmTopicArn: parameters.alarmTopicArn,
    });
    limitRoles(this, parameters.permissionsBoundaryArn);
    acknowledge(
      guard.rule.function,
      inEveryFramework('LambdaConcurrency', 'Reserved, unless the parameter ReserveConcurrency says otherwise.'),
    );
    acknowledge(this, {
      'CloudFormation-Validate::W1030': 'A parameter that is left empty is left out, by the condition beside it.',
    });
    new CfnOutput(this, 'RuleFunctionArn', {
      value: guard.rule.function.functionArn,
      exportName: installation.names.ruleFunctionExport,
    });
    new CfnOutput(this, 'DocumentName', { value: guard.automation.document.ref });
  }
}
