import { expect, test } from '@jest/globals';
import { answer, type StepRecord } from '../../remediation/answer.ts';
import { createHandler } from '../../remediation/handler.ts';
import type { StepAccount } from '../../remediation/surroundings.ts';
import { patientClock } from '../support/clock.ts';
import { accountOf } from '../support/fake-apis.ts';
import { errorOf } from '../support/fake-api.ts';
import { openApi } from '../support/open-api.ts';
import { given, planFor, step } from '../support/remediate.ts';

test.each([
  ['nothing', null, /expected object/],
  ['an unknown step', { step: 'Format' }, /event/],
  ['a member too many', { step: 'AskConfig', force: true }, /there is no `force`/],
  ['a malformed execution id', { ...given, step: 'Plan', executionId: 'a b' }, /event\.executionId: does not match/],
])('an event with %s is answered with a status, not thrown at', async (_what, event, message) => {
  const lines: StepRecord[] = [];
  const result = await answer(event, {
    connect: () => Promise.reject(new Error('not reached')),
    clock: patientClock(),
    log: (line) => lines.push(line),
    remaining: () => 300_000,
    ruleFunctionArn: null,
    exemptTag: null,
  });
  expect(result).toEqual({ status: 'failed', message: expect.stringMatching(message) });
  expect(lines).toMatchObject([{ level: 'ERROR', step: 'unknown', status: 'failed' }]);
});

test('what was not foreseen becomes a status and a line in the log', async () => {
  const lines: StepRecord[] = [];
  const handler = createHandler({
    connect: () => Promise.reject(new TypeError('no credentials')),
    clock: patientClock(),
    log: (line) => lines.push(line),
    ruleFunctionArn: null,
    exemptTag: null,
  });
  const context = {
    getRemainingTimeInMillis: () => 300_000,
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:PrivateApiGuard-Remediation',
  };
  expect(await handler({ step: 'AskConfig' }, context)).toEqual({ status: 'failed', message: 'no credentials' });
  expect(lines).toMatchObject([{ level: 'ERROR', step: 'AskConfig', error: expect.stringContaining('TypeError') }]);
});

test('the function works where it is', async () => {
  const places: object[] = [];
  const handler = createHandler({
    connect: (place) => {
      places.push(place);
      return Promise.resolve(accountOf(openApi()));
    },
    clock: patientClock(),
    log: () => undefined,
    ruleFunctionArn: null,
    exemptTag: null,
  });
  await handler(
    { step: 'AskConfig' },
    {
      getRemainingTimeInMillis: () => 1000,
      invokedFunctionArn: 'arn:aws-cn:lambda:cn-north-1:444455556666:function:x',
    },
  );
  expect(places).toEqual([{ region: 'cn-north-1', accountId: '444455556666' }]);
});

test('a record of another account or Region is not worked on', async () => {
  const api = openApi();
  const { record } = await planFor(api);
  const text = String(record).replaceAll('eu-west-1', 'us-east-1');
  const before = api.calls.length;
  const elsewhere: unknown = JSON.parse(text);
  expect(await step(api, { step: 'RollBack', record: elsewhere })).toMatchObject({ status: 'failed' });
  expect(api.calls).toHaveLength(before);
});

test('a record that Automation handed over as an object is read all the same', async () => {
  const api = openApi();
  const { record } = await planFor(api);
  const value: unknown = JSON.parse(String(record));
  expect(await step(api, { step: 'CheckUnchanged', record: value })).toMatchObject({ status: 'unchanged' });
});

const asking = (compliance: Partial<StepAccount['compliance']>): StepAccount => {
  const account = accountOf(openApi());
  return { ...account, compliance: { ...account.compliance, ...compliance } };
};

test('Config is asked for the rules of the function, and need not take the request', async () => {
  const asked: (readonly string[])[] = [];
  const reevaluate = (names: readonly string[]): Promise<void> => {
    asked.push(names);
    return Promise.resolve();
  };
  const event = { step: 'AskConfig' };
  expect(await step(openApi(), event, { account: asking({ reevaluate }) })).toMatchObject({ status: 'asked' });
  expect(asked).toEqual([['private-api-guard']]);
  const busy = asking({ reevaluate: () => Promise.reject(errorOf('throttled', 'StartConfigRulesEvaluation')) });
  expect(await step(openApi(), event, { account: busy })).toMatchObject({ status: 'not-asked' });
});
