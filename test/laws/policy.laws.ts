import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canOutsiderEnter, type OutsiderAnswer } from '../../policy/ask.ts';
import { evaluate } from '../../policy/evaluate.ts';
import type { Json, JsonObject } from '../../policy/json-value.ts';
import { isList, isObject } from '../../policy/json-value.ts';
import { parsePolicy } from '../../policy/parse.ts';
import { printPolicy } from '../../policy/print.ts';
import { isInside } from '../../policy/request.ts';
import { asked, questionOf, readPolicy, type Asked } from '../support/asked.ts';
import { allowStatement, denyStatement, policyJson } from '../support/generators/policies.ts';
import { meaningsOf } from '../support/meanings.ts';
import { requestTo } from '../support/requests.ts';
import { runs } from '../support/runs.ts';

const answerTo = (given: Asked): OutsiderAnswer => canOutsiderEnter(questionOf(given));

const statementsOf = (policy: JsonObject): readonly Json[] => (isList(policy['Statement']) ? policy['Statement'] : []);

test('printing a policy and reading it back gives the same policy', () => {
  fc.assert(
    fc.property(policyJson, (json) => {
      const policy = readPolicy(json);
      expect(parsePolicy(printPolicy(policy))).toEqual({ kind: 'policy', policy });
    }),
    runs(),
  );
});

describe('the engine agrees with the plain evaluator', () => {
  test('every witness is let in and comes from outside', () => {
    fc.assert(
      fc.property(asked, (given) => {
        const question = questionOf(given);
        const answer = canOutsiderEnter(question);
        if (answer.answer !== 'refuted') return;
        for (const { witness } of answer.findings) {
          expect(evaluate(question.policy, witness, question.authorization)).toBe('allowed');
          expect(isInside(witness, question.trusted)).toBe(false);
        }
      }),
      runs(),
    );
  });

  test('where it proved that nobody gets in, no request of a dense random sample does, however unclear parts are read', () => {
    let proofs = 0;
    fc.assert(
      fc.property(asked, fc.integer(), (given, sample) => {
        const question = questionOf(given);
        if (canOutsiderEnter(question).answer !== 'proved') return;
        proofs += 1;
        const meanings = meaningsOf(question.policy);
        for (const request of fc.sample(requestTo(question.api, question.trusted), { numRuns: 30, seed: sample })) {
          if (isInside(request, question.trusted)) continue;
          for (const meaning of meanings) {
            const decision = evaluate(meaning, request, question.authorization);
            if (decision === 'allowed' || decision === 'unclear') {
              throw new Error(`${decision}: ${JSON.stringify(request)}`);
            }
          }
        }
      }),
      runs(),
    );
    expect(proofs).toBeGreaterThan(200);
  });
});

describe('more statements', () => {
  const withStatement = ({ policy, ...rest }: Asked, statement: Json): Asked => ({
    ...rest,
    policy: { ...policy, Statement: [...statementsOf(policy), statement] },
  });

  test('an added Allow never makes an open policy closed', () => {
    fc.assert(
      fc.property(asked, allowStatement, (given, allow) => {
        if (answerTo(given).answer !== 'refuted') return;
        expect(answerTo(withStatement(given, allow)).answer).not.toBe('proved');
      }),
      runs(),
    );
  });

  test('an added Deny never makes a closed policy open', () => {
    fc.assert(
      fc.property(asked, denyStatement, (given, deny) => {
        if (answerTo(given).answer !== 'proved') return;
        expect(answerTo(withStatement(given, deny)).answer).not.toBe('refuted');
      }),
      runs(),
    );
  });
});

describe('spelling', () => {
  const respelt = (given: Asked, respell: (statement: JsonObject) => JsonObject): Asked => ({
    ...given,
    policy: {
      ...given.policy,
      Statement: statementsOf(given.policy).map((one) => (isObject(one) ? respell(one) : one)),
    },
  });

  const sameAnswer = (change: (given: Asked) => Asked): void => {
    fc.assert(
      fc.property(asked, (given) => {
        expect(answerTo(change(given)).answer).toBe(answerTo(given).answer);
      }),
      runs(),
    );
  };

  test('the order of statements does not change the answer', () => {
    sameAnswer((given) => ({
      ...given,
      policy: { ...given.policy, Statement: statementsOf(given.policy).toReversed() },
    }));
  });

  test('the case of condition keys does not change the answer', () => {
    const upper = (block: Json): Json =>
      isObject(block)
        ? Object.fromEntries(Object.entries(block).map(([key, value]) => [key.toUpperCase(), value]))
        : block;
    sameAnswer((given) =>
      respelt(given, (statement) => {
        const condition = statement['Condition'];
        if (!isObject(condition)) return statement;
        return {
          ...statement,
          Condition: Object.fromEntries(Object.entries(condition).map(([name, block]) => [name, upper(block)])),
        };
      }),
    );
  });

  test('a scalar and a list of one do not differ', () => {
    const listed = (value: Json): Json => (typeof value === 'string' && value !== '' ? [value] : value);
    const deep = (value: Json): Json => {
      if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, deep(inner)]));
      return listed(value);
    };
    sameAnswer((given) =>
      respelt(given, (statement) => {
        const lists = ['Action', 'NotAction', 'Resource', 'NotResource', 'Condition'].filter(
          (name) => statement[name] !== undefined,
        );
        return { ...statement, ...Object.fromEntries(lists.map((name) => [name, deep(statement[name] ?? null)])) };
      }),
    );
  });
});
