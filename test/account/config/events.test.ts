import { DeleteRestApiCommand, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-api-gateway';
import {
  DeleteConfigRuleCommand,
  DescribeConfigRulesCommand,
  GetResourceConfigHistoryCommand,
  StopConfigurationRecorderCommand,
  type ConfigRule,
} from '@aws-sdk/client-config-service';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { notificationLimitOf } from '../../../account/sandbox/config/rule/trigger.ts';
import {
  apiIdOf,
  putRule,
  readEvent,
  recorderRole,
  restApiType,
  ruleWith,
  startConfigBench,
  type ConfigBench,
  type RuleEvent,
} from '../../support/config.ts';

const hour = 3_600_000;
let bench: ConfigBench;
let events: RuleEvent[];

beforeEach(async () => {
  bench = await startConfigBench();
  events = [];
  bench.define('judge', (event) => {
    events.push(readEvent(event));
    return Promise.resolve(null);
  });
});
afterEach(() => bench.sandbox.close());

async function put(triggers: 'changes' | 'schedule' | 'both', more: Partial<ConfigRule> = {}): Promise<void> {
  await putRule(bench.config, ruleWith(bench.home, 'judge', triggers, more));
  await bench.settle();
}

const kinds = (): readonly string[] => events.map(({ message }) => message.messageType);
const statuses = (): readonly unknown[] =>
  events.map(({ message, eventLeftScope }) => [message.configurationItem?.configurationItemStatus, eventLeftScope]);

test('a change is told in the event that AWS documents', async () => {
  await put('changes', { InputParameters: '{"trustedVpcIds":"vpc-1"}' });
  const arn = await bench.createApi('orders', { team: 'orders' });
  await bench.settle();
  const { ConfigRules: [rule] = [] } = await bench.config.send(new DescribeConfigRulesCommand({}));
  const [event] = events;
  expect(event).toMatchObject({
    ruleParameters: '{"trustedVpcIds":"vpc-1"}',
    resultToken: expect.stringMatching(/^[0-9a-f]{64}$/),
    eventLeftScope: false,
    executionRoleArn: recorderRole,
    configRuleArn: rule?.ConfigRuleArn,
    configRuleName: 'judge',
    configRuleId: rule?.ConfigRuleId,
    accountId: '111122223333',
  });
  expect(event?.message).toEqual({
    configurationItemDiff: null,
    configurationItem: {
      relatedEvents: [],
      relationships: [],
      configuration: expect.objectContaining({ id: apiIdOf(arn), endpointConfiguration: { types: ['PRIVATE'] } }),
      supplementaryConfiguration: {},
      tags: { team: 'orders' },
      configurationItemVersion: '1.3',
      configurationItemCaptureTime: '2026-03-01T12:00:00.000Z',
      configurationStateId: Date.parse('2026-03-01T12:00:00Z'),
      awsAccountId: '111122223333',
      configurationItemStatus: 'ResourceDiscovered',
      resourceType: restApiType,
      resourceId: arn,
      resourceName: 'orders',
      ARN: arn,
      awsRegion: 'eu-west-1',
      availabilityZone: 'Not Applicable',
      configurationStateMd5Hash: '',
      resourceCreationTime: '2026-03-01T12:00:00.000Z',
    },
    notificationCreationTime: '2026-03-01T12:00:00.000Z',
    messageType: 'ConfigurationItemChangeNotification',
    recordVersion: '1.3',
  });
});

test('an item above the limit is announced by a summary, and is found in the history', async () => {
  notificationLimitOf(bench.home).bytes = 500;
  await put('changes');
  const arn = await bench.createApi('orders');
  await bench.settle();
  expect(kinds()).toEqual(['OversizedConfigurationItemChangeNotification']);
  const summary = events[0]?.message.configurationItemSummary;
  expect(summary).toMatchObject({ changeType: 'CREATE', resourceId: arn, ARN: arn });
  const laterTime = new Date(String(summary?.['configurationItemCaptureTime']));
  const key = { resourceType: restApiType, resourceId: arn } as const;
  const { configurationItems } = await bench.config.send(
    new GetResourceConfigHistoryCommand({ ...key, laterTime, limit: 1 }),
  );
  expect(configurationItems).toMatchObject([{ resourceId: arn, resourceName: 'orders' }]);
});

test('a rule that takes only one of the two change messages gets only that one', async () => {
  const { Source } = ruleWith(bench.home, 'judge', 'changes');
  const SourceDetails = Source?.SourceDetails?.slice(0, 1);
  await put('changes', { Source: { ...Source, Owner: 'CUSTOM_LAMBDA', SourceDetails } });
  await bench.createApi('small');
  await bench.settle();
  notificationLimitOf(bench.home).bytes = 500;
  await bench.createApi('large');
  await bench.settle();
  expect(kinds()).toEqual(['ConfigurationItemChangeNotification']);
});

test('a rule that is put is run on everything that is recorded, and on its schedule', async () => {
  await bench.createApi('orders');
  await bench.createApi('invoices');
  await bench.settle();
  await put('both');
  expect([...kinds()].sort()).toEqual([
    'ConfigurationItemChangeNotification',
    'ConfigurationItemChangeNotification',
    'ScheduledNotification',
  ]);
});

test('a scheduled run comes every hour, recorder or not, until the rule is deleted', async () => {
  await put('schedule');
  await bench.config.send(new StopConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }));
  events = [];
  await bench.sandbox.clock.advance(hour);
  expect(events.map(({ message }) => message)).toEqual([
    {
      awsAccountId: '111122223333',
      notificationCreationTime: '2026-03-01T13:00:00.000Z',
      messageType: 'ScheduledNotification',
      recordVersion: '1.0',
    },
  ]);
  await bench.sandbox.clock.advance(2 * hour);
  expect(events).toHaveLength(3);
  await bench.config.send(new DeleteConfigRuleCommand({ ConfigRuleName: 'judge' }));
  await bench.sandbox.clock.advance(2 * hour);
  expect(events).toHaveLength(3);
});

test('scheduled runs end with the sandbox', async () => {
  await put('schedule');
  bench.sandbox.world.close();
  await bench.sandbox.clock.advance(2 * hour);
  expect(events).toHaveLength(1);
});

test('a deleted API is told by the status of its item', async () => {
  const arn = await bench.createApi('orders');
  await put('changes');
  await bench.apigateway.send(new DeleteRestApiCommand({ restApiId: apiIdOf(arn) }));
  await bench.settle();
  expect(statuses()).toEqual([
    ['ResourceDiscovered', false],
    ['ResourceDeleted', false],
  ]);
  expect(events[1]?.message.configurationItem).toMatchObject({ configuration: null, tags: {}, resourceId: arn });
});

test('an API that loses the tag of the scope has left it, once', async () => {
  const arn = await bench.createApi('orders', { env: 'prod' });
  await bench.createApi('untagged');
  await put('changes', { Scope: { TagKey: 'env', TagValue: 'prod' } });
  for (const env of ['test', 'dev']) {
    await bench.apigateway.send(new TagResourceCommand({ resourceArn: arn, tags: { env } }));
    await bench.settle();
  }
  await bench.apigateway.send(new UntagResourceCommand({ resourceArn: arn, tagKeys: ['env'] }));
  await bench.settle();
  expect(statuses()).toEqual([
    ['ResourceDiscovered', false],
    ['OK', true],
  ]);
});
