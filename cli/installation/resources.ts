/** What an administrator puts beside the functions, each as its service's operation takes it: the runbook, the rule, the button. */
import type { Region } from '../../account/sandbox/core/world.ts';
import type { ParameterName as RunbookParameter } from '../../remediation/parameters.ts';
import { buildRunbook, runbookName } from '../../remediation/runbook.ts';
import { restApiType, stageType } from '../../rule/arn.ts';
import type { ParameterName as RuleParameter } from '../../rule/parameters.ts';

/** Whom to trust, as the parameters of the rule and of the runbook list them. Both empty: they do as they do by default. */
export interface TrustedIds {
  readonly vpcIds: readonly string[];
  readonly vpcEndpointIds: readonly string[];
}

export const ruleName = 'PrivateApiGuard';

/** The sandbox asks of a role that an execution assumes no more than that its ARN is one of the account. */
export const automationRoleIn = ({ partition, accountId }: Region): string =>
  `arn:${partition}:iam::${accountId}:role/PrivateApiGuard-Automation`;

/** As CreateDocument takes it. */
export const document = (): object => ({
  Name: runbookName,
  DocumentType: 'Automation',
  Content: JSON.stringify(buildRunbook()),
});

const triggers = [
  { MessageType: 'ConfigurationItemChangeNotification' },
  { MessageType: 'OversizedConfigurationItemChangeNotification' },
  { MessageType: 'ScheduledNotification', MaximumExecutionFrequency: 'One_Hour' },
];

/** JSON text. */
export function inputParametersOf({ vpcIds, vpcEndpointIds }: TrustedIds): string {
  const parameters: Partial<Record<RuleParameter, string>> = {
    ...(vpcIds.length === 0 ? {} : { trustedVpcIds: vpcIds.join() }),
    ...(vpcEndpointIds.length === 0 ? {} : { trustedVpcEndpointIds: vpcEndpointIds.join() }),
  };
  return JSON.stringify(parameters);
}

/** As PutConfigRule takes it. */
export const ruleOf = (functionArn: string, trusted: TrustedIds): object => ({
  ConfigRuleName: ruleName,
  InputParameters: inputParametersOf(trusted),
  Scope: { ComplianceResourceTypes: [restApiType, stageType] },
  Source: {
    Owner: 'CUSTOM_LAMBDA',
    SourceIdentifier: functionArn,
    SourceDetails: triggers.map((trigger) => ({ EventSource: 'aws.config', ...trigger })),
  },
});

const fixed = (values: readonly string[]): object => ({ StaticValue: { Values: values } });

/** A value of Config's has at most 256 characters, and a parameter 25 values: as many ids as the rule takes find room. */
const idsOfValue = 6;

const listed = (name: RunbookParameter, ids: readonly string[]): Readonly<Record<string, object>> => {
  const values = ids.flatMap((_, at) => (at % idsOfValue === 0 ? [ids.slice(at, at + idsOfValue).join()] : []));
  return values.length === 0 ? {} : { [name]: fixed(values) };
};

/** As PutRemediationConfigurations takes it. */
export const buttonOf = (automationRole: string, { vpcIds, vpcEndpointIds }: TrustedIds): object => ({
  ConfigRuleName: ruleName,
  ResourceType: restApiType,
  TargetType: 'SSM_DOCUMENT',
  TargetId: runbookName,
  Parameters: {
    AutomationAssumeRole: fixed([automationRole]),
    RestApiId: { ResourceValue: { Value: 'RESOURCE_ID' } },
    ...listed('TrustedVpcIds', vpcIds),
    ...listed('TrustedVpcEndpointIds', vpcEndpointIds),
  },
});
