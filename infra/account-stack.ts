/** Everything for one account in one Region, with the rule and its remediation: `npx cdk deploy PrivateApiGuard`. */
import { Aws, CfnOutput, CfnResource, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Names } from '../conformance-pack/names.ts';
import { configRule, fixed, remediationConfiguration, resourceId } from '../conformance-pack/resources.ts';
import type { TemplateResource } from '../conformance-pack/template-value.ts';
import { dashboard } from './constructs/dashboard.ts';
import { Guard } from './constructs/guard.ts';
import { limitRoles } from './constructs/boundary.ts';
import { installationOf, type CodeOf } from './installation.ts';
import type { Settings } from './settings.ts';

export interface AccountStackProps extends StackProps {
  readonly settings: Settings;
  readonly codeOf: CodeOf;
}

export class AccountStack extends Stack {
  constructor(scope: Construct, id: string, { settings, codeOf, ...props }: AccountStackProps) {
    super(scope, id, props);
    const installation = installationOf(this, settings, codeOf);
    const { names } = installation;
    const guard = new Guard(this, 'Guard', {
      installation,
      role: { regions: Aws.REGION },
      exemptTag: settings.inputParameters.exemptTag,
      alarmTopicArn: settings.alarmTopicArn,
    });
    const rule = resource(this, 'ConfigRule', configRuleOf(settings, names, guard));
    rule.addResourceDependency(guard.rule.permission);
    resource(this, 'Remediation', remediationOf(settings, names, guard)).addResourceDependency(rule);
    const { dashboard: dashboardName } = names;
    dashboard(this, { dashboardName, functions: guard.functions, alarms: guard.alarms.alarms });
    limitRoles(this, settings.permissionsBoundaryArn);
    new CfnOutput(this, 'ConfigRuleName', { value: rule.ref });
    new CfnOutput(this, 'DocumentName', { value: guard.automation.document.ref });
  }
}

const resource = (scope: Construct, id: string, { Type, Properties }: TemplateResource): CfnResource =>
  new CfnResource(scope, id, { type: Type, properties: Properties });

const configRuleOf = ({ schedule, inputParameters }: Settings, names: Names, { rule }: Guard): TemplateResource =>
  configRule({
    configRuleName: names.configRule,
    functionArn: rule.function.functionArn,
    schedule,
    inputParameters,
  });

function remediationOf(settings: Settings, names: Names, { automation }: Guard): TemplateResource {
  const { trustedVpcIds, trustedVpcEndpointIds, automatic, maximumAutomaticAttempts, retryAttemptSeconds } = settings;
  return remediationConfiguration({
    configRuleName: names.configRule,
    document: automation.document.ref,
    parameters: {
      AutomationAssumeRole: fixed([automation.role.roleArn]),
      RestApiId: resourceId,
      ...(trustedVpcIds.length === 0 ? {} : { TrustedVpcIds: fixed(inValues(trustedVpcIds)) }),
      ...(trustedVpcEndpointIds.length === 0 ? {} : { TrustedVpcEndpointIds: fixed(inValues(trustedVpcEndpointIds)) }),
    },
    automatic,
    ...(automatic ? { maximumAutomaticAttempts, retryAttemptSeconds } : {}),
  });
}

/** Config takes 25 values for a parameter; the runbook takes several ids in a value. */
const mostValues = 25;

function inValues(ids: readonly string[]): readonly string[] {
  const perValue = Math.ceil(ids.length / mostValues);
  const starts = ids.map((_, index) => index).filter((index) => index % perValue === 0);
  return starts.map((start) => ids.slice(start, start + perValue).join(','));
}
