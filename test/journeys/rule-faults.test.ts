/** What the rule does when AWS does not do what it should, end to end: never a verdict from a failure, nothing lost in silence. */
import { DeleteRestApiCommand, UpdateRestApiCommand } from '@aws-sdk/client-api-gateway';
import { DeleteEvaluationResultsCommand } from '@aws-sdk/client-config-service';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { findRestApi, saveRestApi } from '../../account/sandbox/apigateway/state.ts';
import { failingOf } from '../../account/sandbox/config/evaluation/put-evaluations.ts';
import { notificationLimitOf } from '../../account/sandbox/config/rule/trigger.ts';
import { deliveriesOf } from '../../account/sandbox/config/rule/deliveries.ts';
import { deliverAgain } from '../../account/sandbox/config/rule/invoke.ts';
import { isJsonRecord } from '../../account/sandbox/core/values.ts';
import { everyone, type Api } from '../support/apis.ts';
import { fenced, ruleName, startGuard, type GuardBench } from '../support/guard.ts';

let guard: GuardBench;
/** Milliseconds that the function has from its start. */
let timeLeft: number;
beforeEach(async () => {
  timeLeft = 900_000;
  guard = await startGuard({
    context: (context) => {
      const end = guard.sandbox.clock.now() + timeLeft;
      return { ...context, getRemainingTimeInMillis: () => end - guard.sandbox.clock.now() };
    },
  });
});
afterEach(() => guard.sandbox.close());

const verdictOn = async ({ restApiId }: Api): Promise<string | undefined> =>
  (await guard.results())[restApiId]?.complianceType;

test('t) throttling is waited out', async () => {
  guard.sandbox.world.faults.inject({ service: 'apigateway', operation: 'GetRestApi', kind: 'throttle', times: 4 });
  const api = await guard.apis.privateApi(everyone);
  await guard.settle();
  expect(await verdictOn(api)).toBe('NON_COMPLIANT');
  expect(guard.finished.at(-1)).toMatchObject({ failures: 0, error: null });
});

test.each(['deny', 'timeout', 'fail', 'throttle'] as const)(
  't) reads that end in "%s" for good give no verdict: the invocation fails, is tried again and again fails',
  async (kind) => {
    guard.sandbox.world.faults.inject({ service: 'apigateway', operation: 'GetRestApi', kind });
    const api = await guard.apis.privateApi(everyone);
    await guard.settle();
    expect(await verdictOn(api)).toBeUndefined();
    expect(guard.finished.filter(({ trigger }) => trigger === 'changed')).toHaveLength(3);
    expect(guard.finished.at(-1)?.error).toContain('GetRestApi');
    expect(deliveriesOf(guard.home).of(ruleName).at(-1)).toMatchObject({ attempts: 3, outcome: 'threw' });
  },
);

test('b) an API that is deleted between list and look is NOT_APPLICABLE, and the others are judged', async () => {
  const gone = await guard.apis.privateApi(everyone);
  const open = await guard.apis.privateApi(everyone);
  await guard.settle();
  guard.sandbox.world.faults.inject({
    service: 'apigateway',
    operation: 'GetStages',
    kind: 'meanwhile',
    times: 1,
    when: (input) => isJsonRecord(input) && input['restApiId'] === gone.restApiId,
    happens: async () => {
      await guard.apigateway.send(new DeleteRestApiCommand({ restApiId: gone.restApiId }));
    },
  });
  await guard.scheduled();
  expect([await verdictOn(gone), await verdictOn(open)]).toEqual(['NOT_APPLICABLE', 'NON_COMPLIANT']);
});

test('e) an oversized item is judged by what the API is now', async () => {
  notificationLimitOf(guard.home).bytes = 100;
  const api = await guard.apis.privateApi(everyone);
  await guard.settle();
  expect(deliveriesOf(guard.home).of(ruleName).at(-1)?.messageType).toMatch(/^Oversized/);
  expect(await verdictOn(api)).toBe('NON_COMPLIANT');
});

test('x) a message that comes twice gives the same result', async () => {
  const api = await guard.apis.privateApi(everyone);
  await guard.settle();
  const before = await guard.results();
  const delivery = deliveriesOf(guard.home).of(ruleName).at(-1);
  if (delivery === undefined) throw new Error('nothing was delivered');
  await guard.sandbox.clock.drive(deliverAgain(guard.home, delivery));
  expect(await guard.results()).toEqual(before);
  expect(await verdictOn(api)).toBe('NON_COMPLIANT');
});

test('x) of two changes whose events come in the wrong order the later one counts', async () => {
  const api = await guard.apis.privateApi(everyone);
  await guard.settle();
  const first = deliveriesOf(guard.home).of(ruleName).at(-1);
  if (first === undefined) throw new Error('nothing was delivered');
  const patchOperations = [
    { op: 'replace', path: '/policy', value: JSON.stringify(fenced) },
    { op: 'replace', path: '/description', value: 'fenced' },
  ] as const;
  await guard.sandbox.clock.advance(1000);
  await guard.apigateway.send(
    new UpdateRestApiCommand({ restApiId: api.restApiId, patchOperations: [...patchOperations] }),
  );
  await guard.settle();
  expect(await verdictOn(api)).toBe('COMPLIANT');
  await guard.sandbox.clock.drive(deliverAgain(guard.home, first));
  expect(await verdictOn(api)).toBe('COMPLIANT');
});

test('x) when Config does not take an evaluation, the others count and the invocation says which', async () => {
  const [lost, kept] = [await guard.apis.privateApi(everyone), await guard.apis.privateApi(fenced)];
  await guard.settle();
  failingOf(guard.home).fails = ({ ComplianceResourceId: id }) => id.endsWith(lost.restApiId);
  await guard.apigateway.send(
    new UpdateRestApiCommand({
      restApiId: kept.restApiId,
      patchOperations: [{ op: 'replace', path: '/policy', value: JSON.stringify(everyone) }],
    }),
  );
  await guard.scheduled();
  expect(await verdictOn(kept)).toBe('NON_COMPLIANT');
  expect(guard.finished.at(-1)).toMatchObject({ trigger: 'scheduled', evaluated: 2 });
  expect(guard.finished.at(-1)?.error).toContain(lost.restApiId);
});

test('o) a policy that is no policy is UNDECIDED with the place, never COMPLIANT', async () => {
  const { restApiId } = await guard.apis.privateApi(fenced);
  const api = findRestApi(guard.home, restApiId);
  const policy = api?.configuration.policy;
  if (api === undefined || policy === undefined) throw new Error('there is no such API');
  const broken = { ...policy, escaped: policy.escaped.slice(0, -1) };
  saveRestApi(guard.home, { ...api, configuration: { ...api.configuration, policy: broken } });
  await guard.scheduled();
  const { complianceType, annotation } = (await guard.results())[restApiId] ?? {};
  expect([complianceType, annotation]).toEqual(['NON_COMPLIANT', expect.stringMatching(/^UNDECIDED: .*column/)]);
});

test('w) when time runs out, what is done is reported, and the invocation names what is left', async () => {
  const apis = [];
  for (let count = 0; count < 12; count += 1) apis.push(await guard.apis.privateApi(everyone));
  await guard.settle();
  await guard.config.send(new DeleteEvaluationResultsCommand({ ConfigRuleName: ruleName }));
  timeLeft = 31_000;
  await guard.scheduled();
  const judged = Object.keys(await guard.results()).length;
  expect(judged).toBeGreaterThan(0);
  expect(judged).toBeLessThan(apis.length);
  expect(guard.finished.at(-1)).toMatchObject({ evaluated: judged, failures: apis.length - judged });
  expect(guard.finished.at(-1)?.error).toContain(apis.at(-1)?.restApiId);
});
