import { expect, test } from '@jest/globals';
import { AccountFault, type FaultReason } from '../../account/ports.ts';
import { reevaluate } from '../../rule/reevaluate.ts';

const ruleFunctionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:PrivateApiGuard-Rule';
const event = {
  Records: [
    { messageId: 'one', body: '{}' },
    { messageId: 'two', body: 'not read' },
  ],
};

interface Config {
  readonly names?: readonly string[];
  readonly answer?: FaultReason;
}

function compliance({ names = ['PrivateApiGuard-conformance-pack-abc'], answer }: Config, asked: unknown[] = []) {
  return {
    rulesOf: (functionArn: string) => Promise.resolve(functionArn === ruleFunctionArn ? names : []),
    reevaluate: (some: readonly string[]) => {
      asked.push(some);
      return answer === undefined
        ? Promise.resolve()
        : Promise.reject(new AccountFault(answer, 'config:StartConfigRulesEvaluation', 'Code', 'no'));
    },
  };
}

test('a batch becomes one request, for the rules that run the function', async () => {
  const asked: unknown[] = [];
  const answer = await reevaluate(event, { compliance: compliance({}, asked), ruleFunctionArn });
  expect(asked).toEqual([['PrivateApiGuard-conformance-pack-abc']]);
  expect(answer).toEqual({ batchItemFailures: [] });
});

test.each(['throttled', 'conflict'] as const)('all messages come again when Config is busy: %s', async (answer) => {
  expect(await reevaluate(event, { compliance: compliance({ answer }), ruleFunctionArn })).toEqual({
    batchItemFailures: [{ itemIdentifier: 'one' }, { itemIdentifier: 'two' }],
  });
});

test.each(['denied', 'not-found', 'refused', 'unavailable'] as const)(
  'what is not cured by waiting fails the invocation: %s',
  async (answer) => {
    await expect(reevaluate(event, { compliance: compliance({ answer }), ruleFunctionArn })).rejects.toThrow(
      'config:StartConfigRulesEvaluation: Code: no',
    );
  },
);

test('no rule runs the function: Config is not asked', async () => {
  const asked: unknown[] = [];
  const answer = await reevaluate(event, { compliance: compliance({ names: [] }, asked), ruleFunctionArn });
  expect([asked, answer]).toEqual([[], { batchItemFailures: [] }]);
});

test('more rules than Config evaluates at once fail the invocation by number', async () => {
  const names = Array.from({ length: 26 }, (_, index) => `rule-${String(index)}`);
  const asked: unknown[] = [];
  await expect(reevaluate(event, { compliance: compliance({ names }, asked), ruleFunctionArn })).rejects.toThrow(
    '26 rules run arn:',
  );
  expect(asked).toEqual([]);
});

test.each([null, {}, { Records: [] }, { Records: [{ body: 'no id' }] }])(
  'an event that is no batch of a queue is refused: %j',
  async (malformed) => {
    await expect(reevaluate(malformed, { compliance: compliance({}), ruleFunctionArn })).rejects.toThrow(
      'no batch of a queue',
    );
  },
);
