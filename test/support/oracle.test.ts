// Hand-written policies that show the oracle answering both ways for each kind of construct.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CONTEXT_CASES } from './oracle/cases/context.ts';
import { REQUEST_CASES } from './oracle/cases/request.ts';
import { VALUE_CASES } from './oracle/cases/value.ts';
import { API, only, TRUSTED } from './oracle/cases/words.ts';
import { Oracle } from './oracle/solver.ts';
import type { Change, Json } from './oracle/cases/words.ts';
import type { OracleQuestion } from './oracle/question.ts';

let oracle: Oracle;
beforeAll(async () => {
  oracle = await Oracle.start();
});
afterAll(() => oracle.stop());

function questionOf(statements: readonly Json[], change: Change = {}): OracleQuestion {
  const { version = '2012-10-17', ...rest } = change;
  const policy: unknown = JSON.parse(JSON.stringify({ Version: version, Statement: statements }));
  const usual = { authorization: 'policy-only', reading: 'possible', scope: 'outside' } as const;
  return { policy, trusted: TRUSTED, api: API, ...usual, ...rest };
}

describe.each(Object.entries({ ...REQUEST_CASES, ...VALUE_CASES, ...CONTEXT_CASES }))('%s', (_, cases) => {
  test.each(cases)('%s', async (__, statements, expected, change = {}) => {
    const question = questionOf(statements, change);
    const possible = await oracle.ask({ ...question, reading: 'possible' });
    const certain = await oracle.ask({ ...question, reading: 'certain' });
    expect(`${possible}/${certain}`).toBe(expected);
  });
});

test('what cannot be encoded is unknown, and says why', async () => {
  const statements = only('StringEqualsIgnoreCase aws:userid', '${aws:username}');
  expect(await oracle.ask(questionOf(statements))).toBe('unknown');
  expect(oracle.reason).toContain('without regard to case');
});

test('an ill-formed text throws, and the next one is answered', async () => {
  await expect(oracle.askText('(assert (= x "a"))')).rejects.toThrow('unknown constant x');
  expect(await oracle.askText('(assert false)(check-sat)')).toBe('unsat');
});
