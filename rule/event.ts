/**
 * Events of AWS Config, at the door, once. In: what Lambda hands to the function. Out: the event with what triggered it. Promises: what is
 * not understood is refused by name; members that are not needed here may be anything.
 * https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html
 */
import * as z from 'zod/mini';
import type { RestApiId } from '../account/ports.ts';
import { readRestApi, restApiArn, restApiType, stageType, type ApiPlace } from './arn.ts';
import { change, envelope, messageKind, oversizedChange, schedule, type Item } from './event-schema.ts';

/** Which API is to be judged, and as of when. */
interface OfApi {
  readonly restApiId: RestApiId;
  /** The id under which the API is reported, always. */
  readonly arn: string;
  readonly orderingTimestamp: Date;
}

export type Trigger =
  /** The API or one of its stages changed. */
  | (OfApi & { readonly kind: 'changed' })
  /** The same, but the event does not tell whether the API still exists: that stands in its configuration item. */
  | (OfApi & { readonly kind: 'oversized'; readonly resourceId: string })
  /** The API was deleted, or is no longer in the rule's scope. */
  | (OfApi & { readonly kind: 'gone'; readonly reason: string })
  /** The hour struck: all APIs are to be judged. */
  | { readonly kind: 'scheduled'; readonly orderingTimestamp: Date };

export interface RuleEvent {
  readonly configRuleName: string;
  readonly resultToken: string;
  /** The account that owns the rule, and where the rule is. */
  readonly accountId: string;
  readonly place: ApiPlace;
  /** JSON; `parseParameters` reads it. */
  readonly ruleParameters: string;
  readonly trigger: Trigger;
}

/** An event that is not understood. */
export class EventError extends Error {
  override readonly name = 'EventError';
}

/** @throws EventError, and nothing else */
export function parseEvent(value: unknown): RuleEvent {
  const event = read(envelope, value, 'the event');
  const place = readRuleArn(event.configRuleArn, event.accountId);
  return {
    configRuleName: event.configRuleName,
    resultToken: event.resultToken,
    accountId: event.accountId,
    place,
    ruleParameters: event.ruleParameters ?? '',
    trigger: readTrigger(readText(event.invokingEvent), event.eventLeftScope ?? false, place),
  };
}

function readRuleArn(arn: string, accountId: string): ApiPlace {
  const [, partition, region, account] = /^arn:(aws[a-z-]*):config:([a-z0-9-]+):(\d{12}):config-rule\//.exec(arn) ?? [];
  if (partition === undefined || region === undefined)
    throw new EventError(`the event's \`configRuleArn\` is \`${arn}\`, which is no ARN of a Config rule`);
  if (account !== accountId)
    throw new EventError(
      `the event's \`accountId\` is ${accountId}, but its rule belongs to ${String(account)}: ${arn}`,
    );
  return { partition, region };
}

function readText(invokingEvent: string): unknown {
  try {
    return JSON.parse(invokingEvent);
  } catch (error) {
    throw new EventError(`the event's \`invokingEvent\` is no JSON: ${String(error)}`);
  }
}

function readTrigger(message: unknown, leftScope: boolean, place: ApiPlace): Trigger {
  const { messageType } = read(messageKind, message, 'the invoking event');
  switch (messageType) {
    case 'ConfigurationItemChangeNotification':
      return ofItem(read(change, message, messageType).configurationItem, leftScope, place);
    case 'OversizedConfigurationItemChangeNotification':
      return ofItem(read(oversizedChange, message, messageType).configurationItemSummary, leftScope, place);
    case 'ScheduledNotification': {
      const { notificationCreationTime } = read(schedule, message, messageType);
      return { kind: 'scheduled', orderingTimestamp: new Date(notificationCreationTime) };
    }
    default:
      throw new EventError(`the invoking event's \`messageType\` is \`${messageType}\`, which this rule does not know`);
  }
}

/** A stage that is gone changes what its API serves; only an API that is gone ends the matter. */
function ofItem(changed: Item, leftScope: boolean, place: ApiPlace): Trigger {
  const { resourceType, resourceId, configurationItemStatus: status } = changed;
  if (resourceType !== restApiType && resourceType !== stageType)
    throw new EventError(
      `the rule judges ${restApiType} by its own changes and those of ${stageType}, not by ${resourceType}`,
    );
  const restApiId = idOf(changed, place);
  const of = {
    restApiId,
    arn: restApiArn(place, restApiId),
    orderingTimestamp: new Date(changed.configurationItemCaptureTime),
  };
  if (resourceType === stageType) return { ...of, kind: 'changed' };
  if (leftScope) return { ...of, kind: 'gone', reason: 'the API is no longer in the scope of the rule' };
  if (status === undefined || status === null) return { ...of, kind: 'oversized', resourceId };
  return isGone(status) ? { ...of, kind: 'gone', reason: goneReason(status) } : { ...of, kind: 'changed' };
}

/** https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules-delete.html */
const goneStatuses: ReadonlySet<string> = new Set([
  'ResourceDeleted',
  'ResourceDeletedNotRecorded',
  'ResourceNotRecorded',
]);

/** A status that is not known here is none of a resource that is gone: the account will tell. */
export const isGone = (status: string): boolean => goneStatuses.has(status);

export const goneReason = (status: string): string => `AWS Config says of the API: ${status}`;

/** Config knows APIs and stages by ARN; a bare id is taken as well, and for a stage what it is contained in. */
function idOf(changed: Item, place: ApiPlace): RestApiId {
  const related = changed.resourceType === stageType ? (changed.relationships ?? []) : [];
  const own = [changed.resourceId, changed.ARN];
  for (const text of [...own, ...related.map(({ resourceId }) => resourceId)]) {
    const named = typeof text === 'string' ? readRestApi(text) : null;
    if (named === null || (named.place === null && changed.resourceType === stageType)) continue;
    if (named.place !== null && (named.place.region !== place.region || named.place.partition !== place.partition))
      throw new EventError(
        `the item's API \`${String(text)}\` lies elsewhere than the rule, which is in ${place.region}`,
      );
    return named.restApiId;
  }
  throw new EventError(`the item's \`resourceId\` \`${changed.resourceId}\` names no REST API`);
}

function read<Schema extends z.ZodMiniType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const result = z.safeParse(schema, value, { reportInput: true });
  if (result.success) return result.data;
  throw new EventError(result.error.issues.map((issue) => `${what}: ${describe(issue)}`).join('; '));
}

function describe(issue: z.core.$ZodIssue): string {
  const place = issue.path.length === 0 ? 'the whole' : `\`${issue.path.map(String).join('.')}\``;
  const found = issue.input === undefined ? 'missing' : JSON.stringify(issue.input).slice(0, longestShown);
  return `${place} is ${found}, expected ${expectation(issue)}`;
}

/** Of a value in an error's message, in characters. */
const longestShown = 100;

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected;
    case 'invalid_format':
      return issue.format;
    case 'too_small':
      return 'a text that is not empty';
    default:
      return issue.code;
  }
}
