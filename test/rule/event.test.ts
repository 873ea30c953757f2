import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EventError, parseEvent } from '../../rule/event.ts';
import { runs } from '../support/runs.ts';
import { apiArn, readEvent, type ConfigEvent } from '../support/rule.ts';

const changedAt = new Date('2026-02-21T18:36:56.299Z');
const stageChangedAt = new Date('2026-02-21T18:52:13.520Z');
const struckAt = new Date('2026-02-21T19:00:00.456Z');
const ofApi = { restApiId: 'a1b2c3d4e5', arn: apiArn, orderingTimestamp: changedAt };
const ofStage = { ...ofApi, orderingTimestamp: stageChangedAt };
const deleted = 'AWS Config says of the API: ResourceDeleted';

const expected = {
  'restapi-changed': { kind: 'changed', ...ofApi },
  'restapi-discovered': { kind: 'changed', ...ofApi },
  'restapi-changed-bare-id': { kind: 'changed', ...ofApi },
  'restapi-changed-aws-cn': {
    kind: 'changed',
    ...ofApi,
    arn: 'arn:aws-cn:apigateway:cn-north-1::/restapis/a1b2c3d4e5',
  },
  'restapi-changed-aws-us-gov': {
    kind: 'changed',
    ...ofApi,
    arn: 'arn:aws-us-gov:apigateway:us-gov-west-1::/restapis/a1b2c3d4e5',
  },
  'restapi-changed-with-unknown-members': { kind: 'changed', ...ofApi },
  'restapi-of-other-account': { kind: 'changed', ...ofApi },
  'restapi-deleted': { kind: 'gone', ...ofApi, reason: deleted },
  'restapi-left-scope': { kind: 'gone', ...ofApi, reason: 'the API is no longer in the scope of the rule' },
  'stage-changed': { kind: 'changed', ...ofStage },
  'stage-changed-bare-name': { kind: 'changed', ...ofStage },
  'stage-deleted': { kind: 'changed', ...ofStage },
  'restapi-oversized': { kind: 'changed', ...ofApi },
  'restapi-oversized-deleted': { kind: 'gone', ...ofApi, reason: deleted },
  'restapi-oversized-without-status': { kind: 'oversized', ...ofApi, resourceId: apiArn },
  scheduled: { kind: 'scheduled', orderingTimestamp: struckAt },
  'scheduled-test-mode': { kind: 'scheduled', orderingTimestamp: struckAt },
} as const;

test.each(Object.entries(expected))('%s: the trigger', (name, trigger) => {
  expect(parseEvent(readEvent(name)).trigger).toEqual(trigger);
});

test('every event of test/cases/events is expected here', () => {
  const names = readdirSync(new URL('../cases/events/', import.meta.url)).map((file) => file.replace('.json', ''));
  expect(names.sort()).toEqual(Object.keys(expected).sort());
});

test('what surrounds the trigger: rule, token, account, place, parameters', () => {
  expect(parseEvent(readEvent('restapi-changed-aws-cn'))).toMatchObject({
    configRuleName: 'private-api-guard',
    resultToken: 'eyJlbmNyeXB0ZWREYXRhIjpbNDIsMTddfQ==',
    accountId: '111122223333',
    place: { partition: 'aws-cn', region: 'cn-north-1' },
    ruleParameters: '{"trustedVpcEndpointIds":"vpce-0a1b2c3d4e5f60718"}',
  });
});

test('an event without parameters, or without a word on scope, has none and did not leave it', () => {
  const bare: Record<string, unknown> = { ...readEvent('restapi-changed') };
  delete bare['ruleParameters'];
  delete bare['eventLeftScope'];
  expect(parseEvent(bare)).toMatchObject({ ruleParameters: '', trigger: { kind: 'changed' } });
});

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** An event whose message is changed, or whose item is. */
function altered(event: ConfigEvent, members: Readonly<Record<string, unknown>>, ofItem = true): ConfigEvent {
  const message: unknown = JSON.parse(event.invokingEvent);
  if (!isObject(message)) throw new Error('the message is no object');
  const item = message['configurationItem'];
  const next =
    ofItem && isObject(item) ? { ...message, configurationItem: { ...item, ...members } } : { ...message, ...members };
  return { ...event, invokingEvent: JSON.stringify(next) };
}

test('a resource that is not recorded any more is gone; a status that is not known is for the account to tell', () => {
  const event = readEvent('restapi-changed');
  for (const configurationItemStatus of ['ResourceNotRecorded', 'ResourceDeletedNotRecorded'])
    expect(parseEvent(altered(event, { configurationItemStatus })).trigger.kind).toBe('gone');
  expect(parseEvent(altered(event, { configurationItemStatus: 'Renamed' })).trigger.kind).toBe('changed');
});

test('a stage that names its API only by what it is contained in is understood', () => {
  const { trigger } = parseEvent(altered(readEvent('stage-changed'), { resourceId: 'prod', ARN: null }));
  expect(trigger).toEqual({ kind: 'changed', ...ofStage });
});

const change = readEvent('restapi-changed');
const stage = readEvent('stage-changed');

test.each([
  ['no object', null, 'the event: the whole is null, expected object'],
  ['nothing', undefined, 'the event: the whole is missing'],
  ['no invoking event', { ...change, invokingEvent: undefined }, '`invokingEvent` is missing, expected string'],
  ['no JSON in it', { ...change, invokingEvent: '{' }, "the event's `invokingEvent` is no JSON"],
  ['JSON of another shape', { ...change, invokingEvent: '[]' }, 'the invoking event: the whole is [], expected object'],
  ['a message of no type', { ...change, invokingEvent: '{}' }, '`messageType` is missing, expected string'],
  ['an empty token', { ...change, resultToken: '' }, '`resultToken` is "", expected a text that is not empty'],
  ['no ARN of a rule', { ...change, configRuleArn: 'arn:aws:s3:::rule' }, 'no ARN of a Config rule'],
  ['a rule of another account', { ...change, accountId: '444455556666' }, 'its rule belongs to 111122223333'],
  [
    'another message',
    altered(change, { messageType: 'ConfigurationSnapshotDeliveryCompleted' }, false),
    '`ConfigurationSnapshotDeliveryCompleted`, which this rule does not know',
  ],
  [
    'a message without an item',
    altered(change, { configurationItem: null }, false),
    '`configurationItem` is null, expected object',
  ],
  [
    'another resource',
    altered(change, { resourceType: 'AWS::ApiGatewayV2::Stage' }),
    'not by AWS::ApiGatewayV2::Stage',
  ],
  [
    'no time',
    altered(change, { configurationItemCaptureTime: 'yesterday' }),
    '`configurationItem.configurationItemCaptureTime` is "yesterday", expected datetime',
  ],
  [
    'no status',
    altered(change, { configurationItemStatus: null }),
    '`configurationItem.configurationItemStatus` is null, expected string',
  ],
  [
    'no id of an API',
    altered(change, { resourceId: 'orders_private', ARN: null }),
    '`orders_private` names no REST API',
  ],
  [
    'a stage of no API',
    altered(stage, { resourceId: 'prod', ARN: null, relationships: [] }),
    '`prod` names no REST API',
  ],
  [
    'an API elsewhere',
    altered(change, { resourceId: 'arn:aws:apigateway:us-east-1::/restapis/a1b2c3d4e5' }),
    'lies elsewhere than the rule, which is in eu-west-1',
  ],
  [
    'a schedule without its time',
    altered(readEvent('scheduled'), { notificationCreationTime: 5 }, false),
    '`notificationCreationTime` is 5, expected string',
  ],
])('an event with %s is refused by name', (_what, event, problem) => {
  expect(() => parseEvent(event)).toThrow(EventError);
  expect(() => parseEvent(event)).toThrow(problem);
});

test('law: whatever the event is, it is understood or refused with an EventError', () => {
  const member = (event: ConfigEvent): fc.Arbitrary<unknown> =>
    fc
      .tuple(fc.constantFrom(...Object.keys(event)), fc.jsonValue())
      .map(([name, value]) => ({ ...event, [name]: value }));
  const message = (event: ConfigEvent): fc.Arbitrary<unknown> =>
    fc.jsonValue().map((value) => ({ ...event, invokingEvent: JSON.stringify(value) }));
  const itemMember = (event: ConfigEvent): fc.Arbitrary<unknown> =>
    fc
      .tuple(
        fc.constantFrom(
          'resourceType',
          'resourceId',
          'ARN',
          'relationships',
          'configurationItemStatus',
          'configurationItemCaptureTime',
        ),
        fc.jsonValue(),
      )
      .map(([name, value]) => altered(event, { [name]: value }));
  const event = fc.oneof(
    fc.jsonValue(),
    member(change),
    member(stage),
    message(change),
    itemMember(change),
    itemMember(stage),
  );
  fc.assert(
    fc.property(event, (given) => {
      try {
        parseEvent(given);
      } catch (error) {
        expect(error).toBeInstanceOf(EventError);
      }
    }),
    runs(),
  );
});
