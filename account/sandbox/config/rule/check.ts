/**
 * What `PutConfigRule` refuses beyond its model. In, a rule as it came; out, its definition, or AWS Config's error.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html
 */
import { notModelled, ServiceError } from '../../core/errors.ts';
import { parseJson } from '../../core/json.ts';
import { isJsonRecord } from '../../core/values.ts';
import type { Region } from '../../core/world.ts';
import { findFunction } from '../../lambda/functions.ts';
import { insufficientPermissions, invalidParameterValue, noAvailableConfigurationRecorder } from '../errors.ts';
import { recorderOf } from '../recorder/recorder.ts';
import {
  isChangeTriggered,
  type ConfigRuleInput,
  type Frequency,
  type MessageType,
  type RuleDefinition,
  type Scope,
} from './definition.ts';

/** @throws ServiceError InvalidParameterValueException, InsufficientPermissionsException, NoAvailableConfigurationRecorderException */
export function checkedDefinition(region: Region, input: ConfigRuleInput): RuleDefinition {
  refuseForeignMembers(input);
  const functionArn = checkedFunction(region, input.Source);
  const triggers = checkedTriggers(input.Source.SourceDetails ?? []);
  checkScope(input.Scope, isChangeTriggered(triggers));
  if (isChangeTriggered(triggers) && recorderOf(region).settings === null) throw noAvailableConfigurationRecorder();
  return {
    description: input.Description,
    scope: input.Scope,
    functionArn,
    ...triggers,
    ruleFrequency: input.MaximumExecutionFrequency,
    inputParameters: checkedParameters(input.InputParameters ?? '{}'),
  };
}

function refuseForeignMembers({
  Source,
  ConfigRuleState: state,
  CreatedBy,
  EvaluationModes = [],
}: ConfigRuleInput): void {
  if (Source.Owner !== 'CUSTOM_LAMBDA') throw notModelled(`config:PutConfigRule with the owner ${Source.Owner}`);
  if (EvaluationModes.some(({ Mode }) => Mode === 'PROACTIVE'))
    throw notModelled('config:PutConfigRule with the evaluation mode PROACTIVE');
  if (state !== undefined && state !== 'ACTIVE')
    throw invalidParameterValue(
      `The ConfigRuleState ${state} is invalid.  Only the following values are permitted: ACTIVE`,
    );
  if (CreatedBy !== undefined)
    throw invalidParameterValue(
      'AWS Config populates the CreatedBy field for ServiceLinkedConfigRule. Try again without populating the CreatedBy field',
    );
}

/** The function has to exist, in this Region. Another account's has to permit this account to invoke it. */
function checkedFunction(region: Region, { SourceIdentifier: arn = '' }: ConfigRuleInput['Source']): string {
  const isHere = arn.startsWith(`arn:${region.partition}:lambda:${region.name}:`);
  if (isHere && isInvocable(region, arn)) return arn;
  throw insufficientPermissions(
    `The AWS Lambda function ${arn} cannot be invoked. Check the specified function ARN, and check the function's permissions.`,
  );
}

function isInvocable(region: Region, arn: string): boolean {
  try {
    const { definition, home } = findFunction(region, arn);
    return home === region || definition.permittedAccounts?.includes(region.accountId) === true;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return false;
  }
}

interface Triggers {
  readonly messageTypes: readonly MessageType[];
  readonly frequency: Frequency | null;
}

/** One of the two change messages alone is taken, as AWS Config does, and only that one is sent then. */
function checkedTriggers(details: NonNullable<ConfigRuleInput['Source']['SourceDetails']>): Triggers {
  if (details.length === 0)
    throw invalidParameterValue(
      'SourceDetails should be null/empty if the owner is AWS. SourceDetails should be provided if the owner is CUSTOM_LAMBDA',
    );
  const messageTypes: MessageType[] = [];
  let frequency: Frequency | null = null;
  for (const { MessageType: type, MaximumExecutionFrequency: often } of details) {
    if (type === undefined) throw invalidParameterValue('SourceDetails: MessageType is missing');
    if (type === 'ConfigurationSnapshotDeliveryCompleted') throw notModelled(`config:PutConfigRule with ${type}`);
    if (type === 'ScheduledNotification') frequency = often ?? 'TwentyFour_Hours';
    else if (often !== undefined)
      throw invalidParameterValue(
        'A maximum execution frequency is not allowed if MessageType is ConfigurationItemChangeNotification or OversizedConfigurationItemChangeNotification',
      );
    messageTypes.push(type);
  }
  return { messageTypes, frequency };
}

/**
 * Since 2025 AWS Config refuses a scope on a rule that runs on a schedule alone:
 * https://github.com/cloud-custodian/cloud-custodian/pull/10008
 */
function checkScope(scope: Scope | undefined, hasChanges: boolean): void {
  if (scope === undefined) return;
  const { ComplianceResourceTypes: types = [], ComplianceResourceId: id, TagKey, TagValue } = scope;
  if (!hasChanges) throw invalidParameterValue('A scope is not allowed for a rule that only runs periodically');
  if (TagValue !== undefined && TagKey === undefined)
    throw invalidParameterValue('Tag key should not be empty when tag value is provided in scope');
  if (TagKey !== undefined && (types.length > 0 || id !== undefined))
    throw invalidParameterValue('Scope cannot be applied to both resource and tag');
  if (id !== undefined && types.length !== 1)
    throw invalidParameterValue('A single resourceType should be provided when resourceId is provided in scope');
}

function checkedParameters(text: string): string {
  if (!isJsonRecord(parseJson(text)))
    throw invalidParameterValue(`Invalid json ${text} passed in the InputParameters field`);
  return text;
}
