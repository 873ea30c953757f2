/**
 * The conformance pack: the rule and its remediation, for accounts in which the functions, roles and the runbook are installed already.
 * Built of `Parameters`, `Conditions`, `Ref`, `Fn::If`, `Fn::Not` and `Fn::Equals` alone, as AWS's own sample packs are. Rule and role
 * are spelt out, since Config takes no function there. An organisation's pack imports the ARN of the rule's function, which AWS documents too.
 * https://docs.aws.amazon.com/config/latest/developerguide/cpack-prerequisites.html
 */
import type { ParameterName } from '../rule/parameters.ts';
import type { Names } from './names.ts';
import { packParameter, packParameters, ruleParameterNames, type PackParameter } from './parameters.ts';
import { configRule, fixed, remediationConfiguration, resourceId } from './resources.ts';
import type { TemplateObject, TemplateResource, TemplateValue } from './template-value.ts';

export interface PackOptions {
  readonly names: Names;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** The account of the pack; for an organisation's pack its management account, which Config replaces by each member. */
  readonly accountId: string;
  /**
   * `parameter`: named on deployment. `own`: the one that a stack of the account and Region exports, which may be another in each
   * account that the pack is deployed to (docs/decisions/0011).
   */
  readonly ruleFunction: 'parameter' | 'own';
  /** How often Config tries in automatic mode, and within how many seconds; the runbook may run for some minutes. */
  readonly maximumAutomaticAttempts: number;
  readonly retryAttemptSeconds: number;
}

/** What a pack has that nobody asked for anything else. */
export const attempts = { maximumAutomaticAttempts: 5, retryAttemptSeconds: 3600 } as const;

export interface PackTemplate {
  readonly Parameters: Readonly<Record<string, PackParameter>>;
  readonly Conditions: TemplateObject;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

const ref = (name: string): TemplateObject => ({ Ref: name });
const given = (name: ParameterName): string => `Has${packParameter(name)}`;
const when = (condition: string, then: TemplateValue, otherwise: TemplateValue): TemplateObject => ({
  'Fn::If': [condition, then, otherwise],
});
const isGiven = (name: ParameterName): TemplateObject => ({
  'Fn::Not': [{ 'Fn::Equals': [ref(packParameter(name)), ''] }],
});
const nothing = ref('AWS::NoValue');

export function packTemplate(options: PackOptions): PackTemplate {
  return {
    Parameters: packParameters(options.ruleFunction),
    Conditions: {
      ...Object.fromEntries(ruleParameterNames.map((name) => [given(name), isGiven(name)])),
      IsAutomatic: { 'Fn::Equals': [ref('Automatic'), 'true'] },
    },
    Resources: {
      ConfigRule: rule(options),
      Remediation: { ...remediation(options), DependsOn: 'ConfigRule' },
    },
  };
}

function rule({ names, ruleFunction }: PackOptions): TemplateResource {
  const input = (name: ParameterName): TemplateObject => when(given(name), ref(packParameter(name)), nothing);
  return configRule({
    configRuleName: names.configRule,
    functionArn:
      ruleFunction === 'parameter' ? ref('RuleFunctionArn') : { 'Fn::ImportValue': names.ruleFunctionExport },
    schedule: ref('Schedule'),
    inputParameters: Object.fromEntries(ruleParameterNames.map((name) => [name, input(name)])),
  });
}

function remediation(options: PackOptions): TemplateResource {
  const { names, partition, accountId, maximumAutomaticAttempts, retryAttemptSeconds } = options;
  const trusted = (name: ParameterName): TemplateObject =>
    when(given(name), fixed([ref(packParameter(name))]), nothing);
  return remediationConfiguration({
    configRuleName: names.configRule,
    document: names.document,
    parameters: {
      AutomationAssumeRole: fixed([`arn:${partition}:iam::${accountId}:role/${names.automationRole}`]),
      RestApiId: resourceId,
      TrustedVpcIds: trusted('trustedVpcIds'),
      TrustedVpcEndpointIds: trusted('trustedVpcEndpointIds'),
    },
    automatic: when('IsAutomatic', true, false),
    maximumAutomaticAttempts: when('IsAutomatic', maximumAutomaticAttempts, nothing),
    retryAttemptSeconds: when('IsAutomatic', retryAttemptSeconds, nothing),
  });
}
