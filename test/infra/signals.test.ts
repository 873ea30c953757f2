/** Whether what listens hears: alarms the lines that the functions write, rules of EventBridge the events that AWS sends. */
import * as apiGateway from '@aws-sdk/client-api-gateway';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { createHandler } from '../../rule/handler.ts';
import { jsonLog } from '../../rule/log.ts';
import { fakeAccount } from '../support/account.ts';
import { patientClock } from '../support/clock.ts';
import { fits } from '../support/event-pattern.ts';
import { policies, readEvent, text } from '../support/rule.ts';
import { appOf, propertiesOf } from './synthesised.ts';

const template = Template.fromStack(appOf({}).stacks.account);

const emf = z.looseObject({
  _aws: z.object({
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
});

/** The metrics without dimensions that CloudWatch reads from what the rule writes about an API with that policy, by `NAMESPACE NAME`. */
async function metricsOf(policy: object): Promise<ReadonlyMap<string, unknown>> {
  const lines: string[] = [];
  const clock = patientClock();
  const account = fakeAccount({ apis: new Map([['a1b2c3d4e5', { policyText: text(policy) }]]) });
  const log = jsonLog((line) => lines.push(line), clock.now);
  const handler = createHandler({ connect: () => Promise.resolve(account), log, clock, assumeRoleName: null });
  await handler(readEvent('restapi-changed'), { getRemainingTimeInMillis: () => 900_000 });
  const written = lines.flatMap((line) => emf.safeParse(JSON.parse(line)).data ?? []);
  return new Map(
    written.flatMap((line) =>
      line._aws.CloudWatchMetrics.filter(({ Dimensions }) => Dimensions.some((set) => set.length === 0)).flatMap(
        ({ Namespace, Metrics }) => Metrics.map(({ Name }) => [`${Namespace} ${Name}`, line[Name]] as const),
      ),
    ),
  );
}

test('an API that cannot be decided raises the alarm, by the line that the rule writes; others do not', async () => {
  const alarm = z.object({
    AlarmName: z.string(),
    Namespace: z.string(),
    MetricName: z.string(),
    Dimensions: z.undefined().optional(),
    Threshold: z.number(),
    ComparisonOperator: z.literal('GreaterThanOrEqualToThreshold'),
    Statistic: z.literal('Sum'),
  });
  const undecided = propertiesOf(template, 'AWS::CloudWatch::Alarm').find(
    ({ AlarmName }) => AlarmName === 'PrivateApiGuard-Undecided',
  );
  const { Namespace, MetricName, Threshold } = alarm.parse(undecided);
  const metric = `${Namespace} ${MetricName}`;
  expect((await metricsOf(policies.unclear)).get(metric)).toBeGreaterThanOrEqual(Threshold);
  for (const policy of [policies.open, policies.fenced]) expect((await metricsOf(policy)).get(metric)).toBe(0);
});

test('the dashboard shows metrics that the rule writes', async () => {
  const [dashboard] = propertiesOf(template, 'AWS::CloudWatch::Dashboard');
  const shown = [...JSON.stringify(dashboard).matchAll(/\[\\"PrivateApiGuard\\",\\"(\w+)\\"/g)].map(([, name]) => name);
  expect(shown).toEqual(['Evaluated', 'Failures', 'NonCompliant', 'Undecided']);
  const written = await metricsOf(policies.open);
  for (const name of shown) expect(written.has(`PrivateApiGuard ${String(name)}`)).toBe(true);
});

const [changes, ended] = z
  .tuple([z.object({ EventPattern: z.unknown() }), z.object({ EventPattern: z.unknown() })])
  .parse(propertiesOf(template, 'AWS::Events::Rule'))
  .map(({ EventPattern }) => EventPattern);

/** As CloudTrail tells EventBridge. */
const recorded = (eventName: string, more: object = {}): object => ({
  version: '0',
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.apigateway',
  detail: {
    eventSource: 'apigateway.amazonaws.com',
    eventName,
    requestParameters: { restApiId: 'a1b2c3d4e5', template: false },
    eventType: 'AwsApiCall',
    ...more,
  },
});

test('every operation of API Gateway that may open an API goes to the fast path', () => {
  const operations = Object.keys(apiGateway).flatMap((name) => (name.endsWith('Command') ? [name.slice(0, -7)] : []));
  expect(operations.length).toBeGreaterThan(100);
  const ignored = operations.filter((name) => !fits(changes, recorded(name)) && !name.startsWith('Get'));
  expect(ignored.filter((name) => name !== '$').sort()).toEqual([
    'FlushStageAuthorizersCache',
    'FlushStageCache',
    'GenerateClientCertificate',
    'RejectDomainNameAccessAssociation',
    'TestInvokeAuthorizer',
    'TestInvokeMethod',
  ]);
});

test.each([
  ['a call that failed', recorded('UpdateRestApi', { errorCode: 'BadRequestException' })],
  ['a look', recorded('GetRestApi')],
  ['another service', { ...recorded('UpdateStack'), source: 'aws.cloudformation' }],
])('%s does not', (_, event) => {
  expect(fits(changes, event)).toBe(false);
});

/** As Systems Manager tells EventBridge. */
const execution = (Status: string, Definition = 'PrivateApiGuard-RestrictToVpc'): object => ({
  version: '0',
  'detail-type': 'EC2 Automation Execution Status-change Notification',
  source: 'aws.ssm',
  detail: { ExecutionId: '333ba70b-2333-48db-b17e-a5e69c6f4d1c', Definition, DefinitionVersion: '1', Status },
});

test('an execution of the runbook that did not succeed is kept, and nothing else', () => {
  const heard = ['InProgress', 'Success', 'Failed', 'TimedOut', 'Cancelled'].filter((status) =>
    fits(ended, execution(status)),
  );
  expect(heard).toEqual(['Failed', 'TimedOut', 'Cancelled']);
  expect(fits(ended, execution('Failed', 'AWS-RestartEC2Instance'))).toBe(false);
});
