/**
 * The three messages that start a rule, as the function gets them, and the event around them.
 * https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html
 * In an event four members of an item have other names than in the API's answers, and the configuration is an object.
 */
import type { Json, JsonRecord } from '../../core/values.ts';
import type { Region } from '../../core/world.ts';
import { itemVersion, type ConfigurationItem } from '../recorder/item.ts';
import { recorderOf } from '../recorder/recorder.ts';
import type { MessageType } from './definition.ts';
import type { Rule } from './rules.ts';

export interface Message {
  readonly messageType: MessageType;
  readonly body: JsonRecord;
}

/**
 * The difference from the item before is always null here; AWS fills it in when the resource was known before.
 * @param mostBytes of the message with the whole item; above it the item is left out and a summary takes its place
 */
export function changeMessage(item: ConfigurationItem, now: number, mostBytes: number): Message {
  const whole = {
    configurationItemDiff: null,
    configurationItem: eventForm(item),
    ...tailOf('ConfigurationItemChangeNotification', now, itemVersion),
  };
  if (Buffer.byteLength(JSON.stringify(whole)) <= mostBytes)
    return { messageType: 'ConfigurationItemChangeNotification', body: whole };
  const messageType = 'OversizedConfigurationItemChangeNotification';
  return { messageType, body: { configurationItemSummary: summaryOf(item), ...tailOf(messageType, now, itemVersion) } };
}

export function scheduledMessage({ accountId }: Region, now: number): Message {
  const messageType = 'ScheduledNotification';
  return { messageType, body: { awsAccountId: accountId, ...tailOf(messageType, now, '1.0') } };
}

/** @param resultToken what `PutEvaluations` knows the run by */
export function eventOf(region: Region, rule: Rule, { body }: Message, leftScope: boolean, resultToken: string): Json {
  return {
    version: '1.0',
    invokingEvent: JSON.stringify(body),
    ruleParameters: rule.definition.inputParameters,
    resultToken,
    eventLeftScope: leftScope,
    executionRoleArn: recorderOf(region).settings?.roleARN ?? serviceLinkedRole(region),
    configRuleArn: rule.arn,
    configRuleName: rule.name,
    configRuleId: rule.id,
    accountId: region.accountId,
  };
}

function serviceLinkedRole({ partition, accountId }: Region): string {
  return `arn:${partition}:iam::${accountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;
}

function tailOf(messageType: MessageType, now: number, recordVersion: string): JsonRecord {
  return { notificationCreationTime: new Date(now).toISOString(), messageType, recordVersion };
}

function eventForm(item: ConfigurationItem): JsonRecord {
  return {
    relatedEvents: [],
    relationships: item.relationships.map(({ relationshipName: name, ...rest }) => ({ ...rest, name })),
    configuration: item.configuration,
    supplementaryConfiguration: {},
    tags: item.tags,
    ...identityOf(item),
  };
}

const changeTypes = { OK: 'UPDATE', ResourceDiscovered: 'CREATE', ResourceDeleted: 'DELETE' } as const;

function summaryOf(item: ConfigurationItem): JsonRecord {
  return { changeType: changeTypes[item.status], ...identityOf(item) };
}

function identityOf(item: ConfigurationItem): JsonRecord {
  return {
    configurationItemVersion: itemVersion,
    configurationItemCaptureTime: new Date(item.capturedAt).toISOString(),
    configurationStateId: item.capturedAt,
    awsAccountId: item.accountId,
    configurationItemStatus: item.status,
    resourceType: item.resourceType,
    resourceId: item.resourceId,
    resourceName: item.resourceName,
    ARN: item.resourceId,
    awsRegion: item.awsRegion,
    availabilityZone: 'Not Applicable',
    configurationStateMd5Hash: '',
    resourceCreationTime: item.createdAt === null ? null : new Date(item.createdAt).toISOString(),
  };
}
