/** All that runs in an account, save what AWS Config is told of it: functions, roles, runbook, fast path, failure queues, alarms. */
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Installation } from '../installation.ts';
import { Alarms } from './alarms.ts';
import { Automation, type AutomationRole } from './automation.ts';
import { failedExecutions } from './failed-executions.ts';
import { FastPath } from './fast-path.ts';
import { remediationFunction } from './remediation-function.ts';
import { RuleFunction } from './rule-function.ts';

export interface GuardProps {
  readonly installation: Installation;
  readonly role: AutomationRole;
  /** See RemediationFunctionProps. */
  readonly exemptTag: string | undefined;
  readonly alarmTopicArn: string | undefined;
}

export class Guard extends Construct {
  readonly rule: RuleFunction;
  readonly functions: readonly LambdaFunction[];
  readonly automation: Automation;
  readonly alarms: Alarms;

  constructor(scope: Construct, id: string, { installation, role, exemptTag, alarmTopicArn }: GuardProps) {
    super(scope, id);
    const { names } = installation;
    const rule = new RuleFunction(this, 'Rule', installation);
    const ruleFunctionArn = rule.function.functionArn;
    const fastPath = new FastPath(this, 'FastPath', installation, ruleFunctionArn);
    const remediation = remediationFunction(this, 'Remediation', { installation, ruleFunctionArn, exemptTag });
    this.automation = new Automation(this, 'Automation', { names, role });
    this.rule = rule;
    this.functions = [rule.function, fastPath.function, remediation.function];
    this.alarms = new Alarms(this, 'Alarms', {
      prefix: names.configRule,
      functions: { Rule: rule.function, Reevaluate: fastPath.function, Remediation: remediation.function },
      failures: {
        RuleFailures: rule.failures,
        FastPathFailures: fastPath.failures,
        FailedRemediations: failedExecutions(this, 'FailedRemediations', installation),
      },
      topicArn: alarmTopicArn,
    });
  }
}
