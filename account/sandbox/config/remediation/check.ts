/**
 * What `PutRemediationConfigurations` refuses beyond its model. In, a configuration as it came; out, one that is ready to be kept.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_PutRemediationConfigurations.html
 */
import { ConnectionLost, ServiceError } from '../../core/errors.ts';
import type { Region } from '../../core/world.ts';
import { invalidParameterValue } from '../errors.ts';
import { remediationPrincipal } from './automation.ts';
import { configurationsOf, type RemediationConfiguration, type RemediationInput } from './configuration.ts';

/** @throws ServiceError InvalidParameterValueException; what Systems Manager answers when it cannot tell of the document */
export async function checkedConfiguration(
  region: Region,
  input: RemediationInput,
  createdBy: string | null,
): Promise<RemediationConfiguration> {
  checkParameters(input);
  const automatic = checkedAutomatic(input);
  await checkDocument(region, input);
  const { ConcurrentExecutionRatePercentage = 10, ErrorPercentage = 50 } = input.ExecutionControls?.SsmControls ?? {};
  return {
    arn: configurationsOf(region).get(input.ConfigRuleName)?.arn ?? newArn(region, input.ConfigRuleName),
    ruleName: input.ConfigRuleName,
    documentName: input.TargetId,
    documentVersion: input.TargetVersion,
    parameters: input.Parameters ?? {},
    resourceType: input.ResourceType,
    automatic,
    concurrencyPercentage: ConcurrentExecutionRatePercentage,
    errorPercentage: ErrorPercentage,
    input,
    createdBy,
  };
}

/** A value is either the resource's id or static, never both and never neither. */
function checkParameters({ Parameters = {}, ConfigRuleName: rule }: RemediationInput): void {
  for (const [name, { ResourceValue, StaticValue }] of Object.entries(Parameters))
    if ((ResourceValue === undefined) === (StaticValue === undefined))
      throw invalidParameterValue(
        `There were invalid RemediationParameterValues for configurations for AWS Config Rules: ${rule}, parameter ${name}: give either ResourceValue or StaticValue`,
      );
}

/** The API's text gives defaults for the two numbers, yet AWS is reported to refuse a configuration that lacks one. */
function checkedAutomatic(input: RemediationInput): RemediationConfiguration['automatic'] {
  if (input.Automatic !== true) return null;
  const { ConfigRuleName: rule, MaximumAutomaticAttempts: mostAttempts, RetryAttemptSeconds: windowSeconds } = input;
  if (mostAttempts === undefined || windowSeconds === undefined)
    throw invalidParameterValue(
      `MaximumAutomaticAttempts and RetryAttemptSeconds are required for the automatic remediation of ${rule}`,
    );
  if (input.Parameters?.['AutomationAssumeRole']?.StaticValue?.Values.length !== 1)
    throw invalidParameterValue(
      `The automatic remediation of ${rule} needs the parameter AutomationAssumeRole with one static value, the ARN of a role`,
    );
  return { mostAttempts, windowSeconds };
}

async function checkDocument(region: Region, { TargetId, TargetVersion }: RemediationInput): Promise<void> {
  try {
    await region.world.call({
      service: 'ssm',
      operation: 'DescribeDocument',
      input: { Name: TargetId, ...(TargetVersion === undefined ? {} : { DocumentVersion: TargetVersion }) },
      principal: remediationPrincipal(region),
      region,
    });
  } catch (error) {
    if (error instanceof ConnectionLost) throw new ServiceError('InternalFailure', 500, error.message);
    if (!(error instanceof ServiceError) || !error.code.startsWith('InvalidDocument')) throw error;
    throw invalidParameterValue(
      `The SSM document ${TargetId} does not exist in this version, or AWS Config has no permission to use it: ${error.message}`,
    );
  }
}

function newArn({ partition, name, accountId, world }: Region, rule: string): string {
  return `arn:${partition}:config:${name}:${accountId}:remediation-configuration/${rule}/${world.ids.uuid()}`;
}
