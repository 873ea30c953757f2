/** Scenarios of rule/README.md, by letter: what goes wrong while one API is judged. A verdict is never made of a failure. */
import { expect, test } from '@jest/globals';
import type { FaultReason } from '../../../account/ports.ts';
import { fakeAccount, fault, type GivenApi } from '../../support/account.ts';
import { apiArn, invokeRule, judgeChange, policies, prod, readEvent, text } from '../../support/rule.ts';

const { open, fenced, conditioned } = policies;

const reads = ['restApi', 'stages', 'methods', 'servedBy', 'deployedMethods', 'vpcIds', 'vpcEndpoints'];
const reasons: readonly FaultReason[] = ['throttled', 'denied', 'unavailable', 'conflict'];

test.each(reads.flatMap((operation) => reasons.map((reason) => [operation, reason] as const)))(
  't) when %s is %s the invocation fails by that name, and nothing is reported',
  async (operation, reason) => {
    const before = (asked: string): void => {
      if (asked === operation) throw fault(reason, operation);
    };
    const api = { policyText: text(conditioned), ...prod(conditioned) };
    const parameters = { trustOwnAccount: 'true' };
    const { account, error, finished } = await judgeChange(api, parameters, { before });
    expect(error).toMatchObject({ name: 'AccountFault', reason, operation });
    expect(account.reports).toEqual([]);
    expect(finished).toMatchObject([{ evaluated: 0, failures: 1, error: expect.stringContaining(operation) }]);
  },
);

test('x) an evaluation that Config does not take fails the invocation, which names it', async () => {
  const before = (operation: string): void => {
    if (operation === 'report') throw fault('denied', 'config:PutEvaluations');
  };
  const { account, error, finished } = await judgeChange({ policyText: text(open) }, {}, { before });
  expect(error).toMatchObject({ name: 'RunFailure', message: expect.stringContaining(apiArn) });
  expect(account.reports).toEqual([]);
  expect(finished).toMatchObject([{ evaluated: 1, nonCompliant: 1, failures: 1 }]);
});

test.each([
  ['an event that is not understood', { invokingEvent: '{}' }, 'EventError'],
  ['a parameter that is not understood', { ruleParameters: '{"trustedVpc":"vpc-1"}' }, 'ParameterError'],
])('t) %s fails the invocation before anything is read', async (_what, members, name) => {
  const account = fakeAccount();
  const { error, finished } = await invokeRule({ ...readEvent('restapi-changed'), ...members }, account);
  expect(error).toMatchObject({ name });
  expect(finished).toMatchObject([{ failures: 1, error: error instanceof Error ? error.message : '' }]);
  expect(account.calls).toEqual([]);
});

/** An API that changes between one call and the next. */
function changing(first: GivenApi, second: GivenApi | null, at: string): Parameters<typeof fakeAccount>[0] {
  const apis = new Map([['a1b2c3d4e5', first]]);
  let seen = 0;
  return {
    apis,
    before: (operation) => {
      if (operation !== at) return;
      seen += 1;
      if (seen > 1) return;
      if (second === null) apis.delete('a1b2c3d4e5');
      else apis.set('a1b2c3d4e5', second);
    },
  };
}

const readsBelow = ['stages', 'methods', 'servedBy', 'deployedMethods'];

test.each(readsBelow)('t) an API that is deleted before %s is NOT_APPLICABLE', async (at) => {
  const account = fakeAccount(changing({ policyText: text(conditioned), ...prod(conditioned) }, null, at));
  const { error } = await invokeRule(readEvent('restapi-changed'), account);
  expect(error).toBeNull();
  expect(account.evaluation(apiArn)).toMatchObject({
    complianceType: 'NOT_APPLICABLE',
    annotation: 'the API does not exist any more',
  });
});

test('t) an API of which a stage is deleted meanwhile is read again', async () => {
  const account = fakeAccount(
    changing({ policyText: text(fenced), ...prod(open) }, { policyText: text(fenced), stages: {} }, 'servedBy'),
  );
  await invokeRule(readEvent('restapi-changed'), account);
  expect(account.evaluation(apiArn)?.complianceType).toBe('COMPLIANT');
});

test('t) an API that cannot be found in parts time and again fails the invocation', async () => {
  const before = (operation: string): void => {
    if (operation === 'servedBy') throw fault('not-found', 'apigateway:GetExport');
  };
  const { account, error } = await judgeChange({ policyText: text(fenced), ...prod(fenced) }, {}, { before });
  expect(error).toMatchObject({ reason: 'not-found', operation: 'apigateway:GetExport' });
  expect(account.reports).toEqual([]);
});

/** As long as API Gateway takes it. */
function longPolicy(last: object): string {
  const statements: object[] = [last];
  const all = (): string => text({ Version: '2012-10-17', Statement: statements });
  for (let index = 0; ; index += 1) {
    const trusted = { StringEquals: { 'aws:SourceVpce': ['vpce-0a1b2c3d4e5f60718'] } };
    const resource = `execute-api:/prod/GET/orders/${index}/*`;
    const one = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: resource };
    statements.unshift({ ...one, Condition: trusted });
    if (all().length <= 8192) continue;
    statements.shift();
    return all().padEnd(8192);
  }
}

test('f) a policy of 8,192 characters is judged, saved and served', async () => {
  const allow = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/prod/GET/x' };
  for (const [policyText, expected] of [
    [longPolicy({ ...allow, Resource: 'execute-api:/prod/GET/x' }), 'NON_COMPLIANT'],
    [longPolicy({ ...allow, Effect: 'Deny' }), 'COMPLIANT'],
  ] as const) {
    expect(policyText).toHaveLength(8192);
    const served: unknown = JSON.parse(policyText);
    if (typeof served !== 'object' || served === null) throw new Error('no policy');
    const { evaluation } = await judgeChange({ policyText, ...prod(served) });
    expect(evaluation?.complianceType).toBe(expected);
  }
});

test('x) the same event delivered twice gives the same evaluation twice', async () => {
  const account = fakeAccount({ apis: new Map([['a1b2c3d4e5', { policyText: text(open), ...prod(open) }]]) });
  const event = readEvent('restapi-changed');
  await invokeRule(event, account);
  await invokeRule(event, account);
  expect(account.reports).toHaveLength(2);
  expect(account.reports[1]).toEqual(account.reports[0]);
});

test('x) an evaluation is as of the change, so that Config can tell which of two events was the later', async () => {
  const account = fakeAccount({ apis: new Map([['a1b2c3d4e5', { policyText: text(fenced), ...prod(fenced) }]]) });
  await invokeRule(readEvent('stage-changed'), account);
  await invokeRule(readEvent('restapi-changed'), account);
  const times = account.reports.map(({ evaluations }) => evaluations[0]?.orderingTimestamp.toISOString());
  expect(times).toEqual(['2026-02-21T18:52:13.520Z', '2026-02-21T18:36:56.299Z']);
});

test.each([
  ['restapi-changed', apiArn],
  ['restapi-changed-bare-id', apiArn],
  ['stage-changed', apiArn],
  ['stage-deleted', apiArn],
])('x) for %s the API is reported, by its ARN', async (name, arn) => {
  const { account } = await judgeChange({ policyText: text(fenced) }, {}, {}, name);
  expect(account.reports.flatMap(({ evaluations }) => evaluations)).toMatchObject([
    { resourceType: 'AWS::ApiGateway::RestApi', resourceId: arn },
  ]);
});
