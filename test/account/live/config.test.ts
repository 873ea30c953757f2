/** AWS Config through the live adapter. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Account, Evaluation } from '../../../account/ports.ts';
import { failingOf } from '../../../account/sandbox/config/evaluation/put-evaluations.ts';
import {
  apiIdOf,
  putRule,
  readEvent,
  restApiType,
  ruleWith,
  startConfigBench,
  type ConfigBench,
} from '../../support/config.ts';
import { connectTo, putterOf } from './account.ts';

let bench: ConfigBench;
let account: Account;
let guard: string;
let resultToken: string;

beforeAll(async () => {
  bench = await startConfigBench();
  account = await connectTo(bench.sandbox);
  guard = bench.define('guard', (event) => {
    ({ resultToken } = readEvent(event));
    return Promise.resolve(null);
  });
  await putRule(bench.config, ruleWith(bench.home, 'guard', 'both'));
  await account.compliance.reevaluate(['guard']);
  await bench.settle();
});
afterAll(() => bench.sandbox.close());

const evaluation = (resourceId: string, more: Partial<Evaluation> = {}): Evaluation => ({
  resourceType: restApiType,
  resourceId,
  complianceType: 'NON_COMPLIANT',
  annotation: null,
  orderingTimestamp: new Date(bench.sandbox.clock.now()),
  ...more,
});

test('what is reported can be asked for, page after page, without what does not apply', async () => {
  const ids = Array.from({ length: 101 }, (_, index) => `api-${index}`);
  const [first = '', ...others] = ids;
  await account.compliance.report(resultToken, [evaluation(first, { annotation: 'anyone can call it' })], false);
  await account.compliance.report(
    resultToken,
    others.map((id) => evaluation(id, { complianceType: 'COMPLIANT' })),
    false,
  );
  await account.compliance.report(resultToken, [evaluation('gone', { complianceType: 'NOT_APPLICABLE' })], false);
  const reported = await account.compliance.reported('guard');
  expect(reported.map(({ resourceId }) => resourceId).sort()).toEqual([...ids].sort());
  expect(reported.find(({ resourceId }) => resourceId === first)).toEqual({
    resourceType: restApiType,
    resourceId: first,
    complianceType: 'NON_COMPLIANT',
    annotation: 'anyone can call it',
  });
});

test('in test mode nothing is stored', async () => {
  await account.compliance.report('any token', [evaluation('tested')], true);
  const reported = await account.compliance.reported('guard');
  expect(reported.map(({ resourceId }) => resourceId)).not.toContain('tested');
});

test('what Config does not take is refused', async () => {
  await expect(account.compliance.report('no token', [evaluation('a')], false)).rejects.toMatchObject({
    reason: 'refused',
    code: 'InvalidResultTokenException',
  });
  const long = [evaluation('a', { annotation: 'a'.repeat(257) })];
  await expect(account.compliance.report(resultToken, long, false)).rejects.toMatchObject({ reason: 'refused' });
});

test('a success that did not take every evaluation is refused, and names the first of them', async () => {
  const failing = failingOf(bench.home);
  const report = (count: number): Promise<void> => {
    const evaluations = Array.from({ length: count }, (_, index) => evaluation(`failing-${index}`));
    return account.compliance.report(resultToken, [evaluation('taken'), ...evaluations], false);
  };
  failing.fails = ({ ComplianceResourceId }) => ComplianceResourceId.startsWith('failing');
  const message = 'config:PutEvaluations: FailedEvaluations: Config did not take';
  await expect(report(2)).rejects.toMatchObject({
    reason: 'refused',
    message: `${message} 2 of the evaluations: failing-0, failing-1`,
  });
  await expect(report(4)).rejects.toMatchObject({
    message: `${message} 4 of the evaluations: failing-0, failing-1, failing-2, …`,
  });
  await expect(report(0)).resolves.toBeUndefined();
});

test('a rule that is not there is not-found', async () => {
  await expect(account.compliance.reported('nobody')).rejects.toMatchObject({ reason: 'not-found' });
});

test('the newest item before a moment is found, and none of what was never recorded', async () => {
  const arn = await bench.createApi('orders');
  await bench.settle();
  const before = new Date(bench.sandbox.clock.now());
  await bench.sandbox.clock.advance(60_000);
  await putterOf(bench.sandbox)('apigateway', 'DeleteRestApi', { restApiId: apiIdOf(arn) });
  await bench.settle();
  const after = new Date(bench.sandbox.clock.now());
  const item = { resourceType: restApiType, resourceId: arn };
  expect(await account.compliance.itemAt(restApiType, arn, before)).toMatchObject({
    ...item,
    status: 'ResourceDiscovered',
  });
  expect(await account.compliance.itemAt(restApiType, arn, after)).toMatchObject({
    ...item,
    status: 'ResourceDeleted',
  });
  expect(await account.compliance.itemAt(restApiType, `${arn}x`, after)).toBeNull();
  await expect(account.compliance.itemAt('AWS::Nobody::Knows', arn, after)).rejects.toMatchObject({
    reason: 'refused',
  });
});

test('the rules of a function are found by its ARN', async () => {
  bench.define('other', () => Promise.resolve(null));
  await putRule(bench.config, ruleWith(bench.home, 'other', 'schedule'));
  expect(await account.compliance.rulesOf(guard)).toEqual(['guard']);
  expect(await account.compliance.rulesOf(guard.slice(0, -1))).toEqual([]);
});

test('a rule may run a version of the function', async () => {
  const { Source, ...rule } = ruleWith(bench.home, 'guard', 'schedule', { ConfigRuleName: 'versioned' });
  const SourceIdentifier = `${guard}:$LATEST`;
  await putRule(bench.config, { ...rule, Source: { Owner: 'CUSTOM_LAMBDA', ...Source, SourceIdentifier } });
  expect(await account.compliance.rulesOf(guard)).toEqual(['guard', 'versioned']);
});

test('a second evaluation within a minute is throttled', async () => {
  await bench.sandbox.clock.advance(61_000);
  await account.compliance.reevaluate(['guard']);
  await expect(account.compliance.reevaluate(['guard'])).rejects.toMatchObject({
    reason: 'throttled',
    code: 'LimitExceededException',
  });
});
