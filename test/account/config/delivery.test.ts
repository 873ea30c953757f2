import {
  DescribeConfigRuleEvaluationStatusCommand,
  DescribeConfigRulesCommand,
  StartConfigRulesEvaluationCommand,
} from '@aws-sdk/client-config-service';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { deliveriesOf } from '../../../account/sandbox/config/rule/deliveries.ts';
import { deliverAgain } from '../../../account/sandbox/config/rule/invoke.ts';
import {
  putRule,
  readEvent,
  ruleWith,
  startConfigBench,
  type ConfigBench,
  type RuleEvent,
} from '../../support/config.ts';

const minute = 60_000;
let bench: ConfigBench;
let events: RuleEvent[];
let moments: number[];
/** What the function does once it has read its event. */
let act: () => Promise<unknown>;

beforeEach(async () => {
  bench = await startConfigBench();
  events = [];
  moments = [];
  act = () => Promise.resolve(null);
  bench.define('judge', (event) => {
    events.push(readEvent(event));
    moments.push(bench.sandbox.clock.now());
    return act();
  });
});
afterEach(() => bench.sandbox.close());

const put = (triggers: 'changes' | 'schedule' | 'both'): Promise<void> =>
  putRule(bench.config, ruleWith(bench.home, 'judge', triggers));
const start = (...ConfigRuleNames: string[]): Promise<unknown> =>
  bench.config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames }));

async function stateOfRule(): Promise<string | undefined> {
  const { ConfigRules: [rule] = [] } = await bench.config.send(new DescribeConfigRulesCommand({}));
  return rule?.ConfigRuleState;
}

test('a function that throws is run again after one and after two more minutes, with the same event', async () => {
  act = () => Promise.reject(new Error('no'));
  const begin = bench.sandbox.clock.now();
  await put('schedule');
  await bench.settle();
  expect(moments.map((moment) => moment - begin)).toEqual([0, minute, 3 * minute]);
  expect(new Set(events.map(({ resultToken }) => resultToken)).size).toBe(1);
  expect(deliveriesOf(bench.home).of('judge')).toMatchObject([{ attempts: 3, outcome: 'threw' }]);
});

test('a function that recovers is not run again', async () => {
  let failures = 1;
  act = () => {
    failures -= 1;
    return failures < 0 ? Promise.resolve(null) : Promise.reject(new Error('not yet'));
  };
  await put('schedule');
  await bench.settle();
  expect(deliveriesOf(bench.home).of('judge')).toMatchObject([{ attempts: 2, outcome: 'returned' }]);
});

test('every message has a token of its own; one that comes twice has the same', async () => {
  await bench.createApi('orders');
  await put('both');
  await bench.settle();
  const tokens = new Set(events.map(({ resultToken }) => resultToken));
  expect(tokens.size).toBe(2);
  const [delivery] = deliveriesOf(bench.home).of('judge');
  if (delivery !== undefined) await deliverAgain(bench.home, delivery);
  expect(events).toHaveLength(3);
  expect(tokens).toContain(events[2]?.resultToken);
});

test('on demand a rule with both triggers gets the messages of both, at most once a minute', async () => {
  await bench.createApi('orders');
  await put('both');
  await bench.settle();
  events = [];
  await start('judge');
  await bench.settle();
  expect(events.map(({ message }) => message.messageType).sort()).toEqual([
    'ConfigurationItemChangeNotification',
    'ScheduledNotification',
  ]);
  await expect(start('judge')).rejects.toMatchObject({ name: 'LimitExceededException' });
  await bench.sandbox.clock.advance(minute);
  await start('judge');
});

test('an evaluation that is under way keeps another from being started', async () => {
  await put('schedule');
  await bench.settle();
  act = () => bench.sandbox.clock.sleep(25_000);
  await start('judge');
  expect(await stateOfRule()).toBe('EVALUATING');
  await bench.settle();
  expect(await stateOfRule()).toBe('ACTIVE');
});

test('one name that is wrong, or one name too many, starts nothing', async () => {
  await put('schedule');
  await bench.settle();
  events = [];
  await expect(start('judge', 'nobody')).rejects.toMatchObject({ name: 'NoSuchConfigRuleException' });
  await expect(start(...Array<string>(26).fill('judge'))).rejects.toMatchObject({ name: 'ValidationException' });
  await bench.settle();
  expect(events).toEqual([]);
});

test('the status of a rule says when its function ran', async () => {
  await put('schedule');
  await bench.sandbox.clock.advance(60 * minute);
  const status = new DescribeConfigRuleEvaluationStatusCommand({ ConfigRuleNames: ['judge'] });
  const { ConfigRulesEvaluationStatus: shown } = await bench.config.send(status);
  expect(shown).toMatchObject([
    {
      FirstActivatedTime: new Date('2026-03-01T12:00:00Z'),
      LastSuccessfulInvocationTime: new Date('2026-03-01T13:00:00Z'),
      FirstEvaluationStarted: true,
    },
  ]);
  expect(shown?.[0]?.LastErrorCode).toBeUndefined();
});
