/**
 * The rule and its remediation as CloudFormation resources: the one place that says what they are. A conformance pack holds these two,
 * and so does the stack of a single account.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-configrule.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-remediationconfiguration.html
 */
import { restApiType, stageType } from '../rule/arn.ts';
import type { ParameterName } from '../remediation/parameters.ts';
import type { TemplateObject, TemplateResource, TemplateValue } from './template-value.ts';

export interface RuleProps {
  readonly configRuleName: string;
  readonly functionArn: TemplateValue;
  /** One of Config's five, such as `One_Hour`. */
  readonly schedule: TemplateValue;
  /** By the names of the rule's parameters. */
  readonly inputParameters: TemplateObject;
}

/**
 * Both triggers in one rule: changes of APIs and of stages, whose deployment Config records, and the schedule. Config wants the frequency
 * at the schedule's own entry, and the entry for oversized items beside that for changes.
 */
export function configRule({ configRuleName, functionArn, schedule, inputParameters }: RuleProps): TemplateResource {
  const source = 'aws.config';
  return {
    Type: 'AWS::Config::ConfigRule',
    Properties: {
      ConfigRuleName: configRuleName,
      Description: 'Private REST APIs of API Gateway let in nobody from outside the trusted network.',
      ...(Object.keys(inputParameters).length === 0 ? {} : { InputParameters: inputParameters }),
      Scope: { ComplianceResourceTypes: [restApiType, stageType] },
      Source: {
        Owner: 'CUSTOM_LAMBDA',
        SourceIdentifier: functionArn,
        SourceDetails: [
          { EventSource: source, MessageType: 'ConfigurationItemChangeNotification' },
          { EventSource: source, MessageType: 'OversizedConfigurationItemChangeNotification' },
          { EventSource: source, MessageType: 'ScheduledNotification', MaximumExecutionFrequency: schedule },
        ],
      },
    },
  };
}

export interface RemediationProps {
  readonly configRuleName: TemplateValue;
  readonly document: TemplateValue;
  /** Each made by `fixed` or `resourceId`. */
  readonly parameters: Readonly<Partial<Record<ParameterName, TemplateValue>>>;
  readonly automatic: TemplateValue;
  /** Only where it is automatic. */
  readonly maximumAutomaticAttempts?: TemplateValue;
  /** The attempts have to fall into this window for Config to give up. */
  readonly retryAttemptSeconds?: TemplateValue;
}

/** @param values 1–25, each of 1–256 characters once it is resolved */
export const fixed = (values: readonly TemplateValue[]): TemplateObject => ({ StaticValue: { Values: values } });

/** The id of the resource as the rule reported it: the API's ARN. */
export const resourceId: TemplateObject = { ResourceValue: { Value: 'RESOURCE_ID' } };

/**
 * An API that cannot be remediated is refused, which counts as an error: it must not stop the remediation of the others, hence 100 %.
 * API Gateway deploys once in five seconds in a whole account, so a tenth at a time is more than enough.
 */
export function remediationConfiguration(props: RemediationProps): TemplateResource {
  const { configRuleName, document, parameters, automatic, maximumAutomaticAttempts, retryAttemptSeconds } = props;
  return {
    Type: 'AWS::Config::RemediationConfiguration',
    Properties: {
      ConfigRuleName: configRuleName,
      ResourceType: restApiType,
      TargetType: 'SSM_DOCUMENT',
      TargetId: document,
      Parameters: parameters,
      Automatic: automatic,
      ...(maximumAutomaticAttempts === undefined ? {} : { MaximumAutomaticAttempts: maximumAutomaticAttempts }),
      ...(retryAttemptSeconds === undefined ? {} : { RetryAttemptSeconds: retryAttemptSeconds }),
      ExecutionControls: { SsmControls: { ConcurrentExecutionRatePercentage: 10, ErrorPercentage: 100 } },
    },
  };
}
