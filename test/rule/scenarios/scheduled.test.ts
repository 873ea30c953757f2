/** Scenarios of rule/README.md, by letter: the hour strikes, and all private APIs are judged. */
import { expect, test } from '@jest/globals';
import type { EvaluatedResource } from '../../../account/ports.ts';
import { fakeAccount, fault, type FakeAccount, type GivenAccount, type GivenApi } from '../../support/account.ts';
import { patientClock } from '../../support/clock.ts';
import { invokeRule, policies, prod, readEvent, text, type InvokeOptions, type Invoked } from '../../support/rule.ts';

const { open, fenced, conditioned } = policies;
const arnOf = (id: string): string => `arn:aws:apigateway:eu-west-1::/restapis/${id}`;
const served: GivenApi = { policyText: text(fenced), ...prod(fenced) };

const many = (count: number, api: GivenApi = served): Map<string, GivenApi> =>
  new Map(Array.from({ length: count }, (_, index) => [`api${String(index).padStart(5, '0')}`, api]));

interface Struck extends Invoked {
  readonly account: FakeAccount;
}

async function struck(given: GivenAccount, options: InvokeOptions = {}, event = 'scheduled'): Promise<Struck> {
  const account = fakeAccount(given);
  return { ...(await invokeRule(readEvent(event), account, options)), account };
}

const sent = ({ account }: Struck): readonly (readonly [string, string])[] =>
  account.reports.flatMap(({ evaluations }) =>
    evaluations.map(({ resourceId, complianceType }) => [resourceId, complianceType] as const),
  );

test('u) every private API is judged, as of the hour, and no other API is looked at', async () => {
  const apis = new Map<string, GivenApi>([
    ['fenced', served],
    ['open', { policyText: text(open), ...prod(open) }],
    ['regional', { endpointTypes: ['REGIONAL'] }],
    ['edge', { endpointTypes: ['EDGE'] }],
  ]);
  const run = await struck({ apis });
  expect(run.error).toBeNull();
  expect(sent(run)).toEqual([
    [arnOf('fenced'), 'COMPLIANT'],
    [arnOf('open'), 'NON_COMPLIANT'],
  ]);
  expect(run.account.reports[0]?.evaluations[0]?.orderingTimestamp).toEqual(new Date('2026-02-21T19:00:00.456Z'));
  expect(run.account.calls.filter((call) => /regional|edge|^restApi /.test(call))).toEqual([]);
  expect(run.finished).toMatchObject([
    { trigger: 'scheduled', evaluated: 2, nonCompliant: 1, undecided: 0, failures: 0, error: null },
  ]);
});

test('u) one pass over the pages, and evaluations in batches of at most 100', async () => {
  const run = await struck({ apis: many(230), pageSize: 100 });
  expect(run.account.reports.map(({ evaluations }) => evaluations.length)).toEqual([100, 100, 30]);
  expect(new Set(sent(run).map(([id]) => id)).size).toBe(230);
  expect(run.account.calls.filter((call) => call === 'restApis')).toHaveLength(1);
});

test('u) an account without private APIs is not asked for its network, and nothing is reported', async () => {
  const account = fakeAccount({ apis: new Map([['regional', { endpointTypes: ['REGIONAL'] }]]) });
  await invokeRule(readEvent('scheduled', {}), account);
  expect(account.calls).toEqual(['reported private-api-guard', 'restApis']);
});

const reported = (resourceId: string, resourceType = 'AWS::ApiGateway::RestApi'): EvaluatedResource => ({
  resourceType,
  resourceId,
  complianceType: 'NON_COMPLIANT',
  annotation: null,
});

test('v) results of what is no private API any more, or was reported by another id, are withdrawn', async () => {
  const apis = new Map<string, GivenApi>([
    ['fenced', served],
    ['regional', { endpointTypes: ['REGIONAL'] }],
  ]);
  const others = [
    reported(arnOf('deleted')),
    reported(arnOf('regional')),
    reported('fenced'),
    reported('x', 'AWS::::Account'),
  ];
  const run = await struck({ apis, reported: [reported(arnOf('fenced')), ...others] });
  expect(sent(run)).toEqual([
    [arnOf('fenced'), 'COMPLIANT'],
    ...others.map(({ resourceId }) => [resourceId, 'NOT_APPLICABLE']),
  ]);
  expect(run.account.reports[0]?.evaluations.at(-1)?.resourceType).toBe('AWS::::Account');
});

test('w) an API that cannot be read gets no evaluation, keeps its result, and is named; the others are reported', async () => {
  const apis = many(5);
  const before = (operation: string, about: string): void => {
    if (operation === 'stages' && about === 'api00001') throw fault('throttled', 'apigateway:GetStages');
    if (operation === 'servedBy' && about === 'api00003/prod') throw fault('denied', 'apigateway:GetExport');
  };
  const run = await struck({ apis, before, reported: [reported(arnOf('api00001'))] });
  expect(sent(run).map(([id]) => id)).toEqual(['api00000', 'api00002', 'api00004'].map(arnOf));
  expect(run.error).toMatchObject({
    name: 'RunFailure',
    message: expect.stringMatching(
      /^2 of 5 private APIs could not be judged: api00001 \(.*GetStages.*\); api00003 \(.*GetExport/,
    ),
  });
  expect(run.finished).toMatchObject([{ evaluated: 3, failures: 2 }]);
});

test.each(['reported', 'restApis', 'vpcIds'])(
  'w) without %s nothing is judged, and the invocation fails',
  async (operation) => {
    const before = (asked: string): void => {
      if (asked === operation) throw fault('denied', operation);
    };
    const account = fakeAccount({ apis: many(3), before });
    const { error } = await invokeRule(readEvent('scheduled', {}), account);
    expect(error).toMatchObject({ name: 'AccountFault', operation });
    expect(account.reports).toEqual([]);
  },
);

test('w) an API that is deleted between list and look is NOT_APPLICABLE', async () => {
  const apis = many(3);
  const before = (operation: string, about: string): void => {
    if (operation === 'stages' && about === 'api00001') apis.delete('api00001');
  };
  const run = await struck({ apis, before });
  expect(run.error).toBeNull();
  expect(new Map(sent(run)).get(arnOf('api00001'))).toBe('NOT_APPLICABLE');
});

test('w) when time runs out, what is done is reported and what is left is named', async () => {
  const clock = patientClock();
  const end = clock.now() + 30_000 + 5_000;
  const run = await struck({ apis: many(60) }, { clock, remaining: () => end - clock.now() });
  const done = sent(run).map(([id]) => id);
  const { message } = run.error instanceof Error ? run.error : new Error('no error');
  const left = [...apisIn(message)];
  expect(done.length).toBeGreaterThan(10);
  expect(left.length).toBeGreaterThan(10);
  expect(message).toContain(`${left.length} of 60 private APIs were left when time ran out`);
  expect([...done, ...left.map(arnOf)].sort()).toEqual([...many(60).keys()].map(arnOf));
  expect(end - clock.now()).toBeGreaterThanOrEqual(30_000);
});

test('w) calls that hang keep nothing that is done from being reported', async () => {
  const clock = patientClock();
  const end = clock.now() + 900_000;
  const before = (operation: string, about: string): Promise<void> | undefined =>
    operation === 'stages' && /api0000[1-8]$/.test(about) ? new Promise(() => undefined) : undefined;
  const run = await struck({ apis: many(20), before }, { clock, remaining: () => end - clock.now() });
  expect(sent(run).map(([id]) => id)).toEqual([arnOf('api00000')]);
  expect(run.error).toMatchObject({ message: expect.stringContaining('19 of 20 private APIs were left') });
  expect(end - clock.now()).toBe(30_000);
});

const apisIn = (message: string): Iterable<string> => message.match(/\bapi\d{5}\b/g) ?? [];

test('x) a batch that Config does not take is named, and the other batches are reported', async () => {
  let batch = 0;
  const before = (operation: string): void => {
    if (operation !== 'report') return;
    batch += 1;
    if (batch === 2) throw fault('refused', 'config:PutEvaluations');
  };
  const run = await struck({ apis: many(250), before });
  expect(run.account.reports.map(({ evaluations }) => evaluations.length)).toEqual([100, 50]);
  expect(run.error).toMatchObject({ message: expect.stringMatching(/^100 evaluations were not taken by AWS Config/) });
  const { message } = run.error instanceof Error ? run.error : new Error('no error');
  const unreported = [...apisIn(message)].map(arnOf);
  expect([...sent(run).map(([id]) => id), ...unreported].sort()).toEqual([...many(250).keys()].map(arnOf));
  expect(run.finished).toMatchObject([{ evaluated: 250, failures: 100 }]);
});

test('y) under the token TESTMODE nothing is stored', async () => {
  const run = await struck({ apis: many(1) }, {}, 'scheduled-test-mode');
  expect(run.account.reports).toMatchObject([{ resultToken: 'TESTMODE', testMode: true }]);
  const kept = await struck({ apis: many(1) });
  expect(kept.account.reports).toMatchObject([{ testMode: false }]);
});

test('z) API Gateway is called fewer than 10 times a second, and for methods twice', async () => {
  const clock = patientClock();
  const times: [string, number][] = [];
  const before = (operation: string): void => {
    times.push([operation, clock.now()]);
  };
  await struck({ apis: many(40, { policyText: text(conditioned), ...prod(conditioned) }), before }, { clock });
  const busiest = (counts: (operation: string) => boolean): number => {
    const at = times.filter(([operation]) => counts(operation)).map(([, time]) => time);
    return Math.max(...at.map((start) => at.filter((time) => time >= start && time < start + 1000).length));
  };
  expect(busiest((operation) => operation === 'methods')).toBe(2);
  expect(busiest((operation) => ['stages', 'methods', 'servedBy', 'deployedMethods'].includes(operation))).toBeLessThan(
    10,
  );
  expect(times.filter(([operation]) => operation === 'methods')).toHaveLength(40);
});
