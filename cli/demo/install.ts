/** What an administrator installs beside the functions: the runbook, the rule, and the button that joins them. */
import { buildRunbook, runbookName } from '../../remediation/runbook.ts';
import { restApiType, stageType } from '../../rule/arn.ts';
import type { ConsoleCall } from './console.ts';
import { insider } from './network.ts';

export const ruleName = 'PrivateApiGuard';

export const automationRole = `arn:aws:iam::${insider.accountId}:role/PrivateApiGuard-Automation`;

/** @param ruleFunctionArn of the function that judges */
export async function install(call: ConsoleCall, ruleFunctionArn: string): Promise<void> {
  await call('ssm', 'CreateDocument', {
    Name: runbookName,
    DocumentType: 'Automation',
    Content: JSON.stringify(buildRunbook()),
  });
  await call('config', 'PutConfigRule', { ConfigRule: ruleOf(ruleFunctionArn) });
  await call('config', 'PutRemediationConfigurations', { RemediationConfigurations: [button] });
}

const triggers = [
  { MessageType: 'ConfigurationItemChangeNotification' },
  { MessageType: 'OversizedConfigurationItemChangeNotification' },
  { MessageType: 'ScheduledNotification', MaximumExecutionFrequency: 'One_Hour' },
];

const ruleOf = (SourceIdentifier: string): object => ({
  ConfigRuleName: ruleName,
  InputParameters: JSON.stringify({ trustedVpcEndpointIds: insider.vpcEndpointId }),
  Scope: { ComplianceResourceTypes: [restApiType, stageType] },
  Source: {
    Owner: 'CUSTOM_LAMBDA',
    SourceIdentifier,
    SourceDetails: triggers.map((trigger) => ({ EventSource: 'aws.config', ...trigger })),
  },
});

const fixed = (value: string): object => ({ StaticValue: { Values: [value] } });

const button = {
  ConfigRuleName: ruleName,
  ResourceType: restApiType,
  TargetType: 'SSM_DOCUMENT',
  TargetId: runbookName,
  Parameters: {
    AutomationAssumeRole: fixed(automationRole),
    RestApiId: { ResourceValue: { Value: 'RESOURCE_ID' } },
    TrustedVpcEndpointIds: fixed(insider.vpcEndpointId),
  },
};
