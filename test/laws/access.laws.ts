import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { admitsAllThat, canOutsiderEnter, mayAdmitAnyone, type Question, type Scope } from '../../policy/ask.ts';
import { evaluate } from '../../policy/evaluate.ts';
import { isList } from '../../policy/json-value.ts';
import { isInside, type Request } from '../../policy/request.ts';
import { fenceStatement } from '../../remediation/fence.ts';
import { asked, questionOf, readPolicy } from '../support/asked.ts';
import { policyJson } from '../support/generators/policies.ts';
import { requestTo } from '../support/requests.ts';
import { runs } from '../support/runs.ts';

const scopes = fc.constantFrom<Scope>('inside', 'outside', 'anywhere');

const isIn = (scope: Scope, request: Request, { trusted }: Question): boolean =>
  scope === 'anywhere' || isInside(request, trusted) === (scope === 'inside');

/** Two policies that differ in one or two statements, so that they often agree. */
const twoPolicies = fc.tuple(asked, policyJson, fc.nat(3)).map(([given, other, kept]) => {
  const statements = isList(given.policy['Statement']) ? given.policy['Statement'] : [];
  const others = isList(other['Statement']) ? other['Statement'] : [];
  const after = readPolicy({ ...given.policy, Statement: [...statements.slice(0, kept), ...others.slice(0, 1)] });
  return { question: { ...questionOf(given), policy: after }, before: questionOf(given).policy };
});

test('who is said to be locked out was let in before, and no longer is', () => {
  let lockedOut = 0;
  fc.assert(
    fc.property(twoPolicies, scopes, ({ question, before }, scope) => {
      const answer = admitsAllThat(question, before, scope);
      if (answer.answer !== 'refuted') return;
      lockedOut += 1;
      for (const request of answer.lost) {
        expect(evaluate(before, request, question.authorization)).toBe('allowed');
        expect(evaluate(question.policy, request, question.authorization)).toMatch(/deny/);
        expect(isIn(scope, request, question)).toBe(true);
      }
    }),
    runs(),
  );
  expect(lockedOut).toBeGreaterThan(200);
});

test('where nobody is said to be locked out, no request of a dense random sample is', () => {
  let proofs = 0;
  fc.assert(
    fc.property(twoPolicies, scopes, fc.integer(), ({ question, before }, scope, sample) => {
      if (admitsAllThat(question, before, scope).answer !== 'proved') return;
      proofs += 1;
      for (const request of fc.sample(requestTo(question.api, question.trusted), { numRuns: 20, seed: sample })) {
        if (!isIn(scope, request, question)) continue;
        const was = evaluate(before, request, question.authorization);
        if (was === 'allowed') expect(evaluate(question.policy, request, question.authorization)).toBe('allowed');
      }
    }),
    runs(),
  );
  expect(proofs).toBeGreaterThan(200);
});

test('where a policy is said to admit nobody, no request of a dense random sample gets in', () => {
  let proofs = 0;
  fc.assert(
    fc.property(asked, scopes, fc.integer(), (given, scope, sample) => {
      const question = questionOf(given);
      if (mayAdmitAnyone(question, scope)) return;
      proofs += 1;
      for (const request of fc.sample(requestTo(question.api, question.trusted), { numRuns: 20, seed: sample })) {
        if (isIn(scope, request, question)) {
          expect(evaluate(question.policy, request, question.authorization)).toMatch(/deny/);
        }
      }
    }),
    runs(),
  );
  expect(proofs).toBeGreaterThan(200);
});

test('the fence closes every policy, and locks nobody out who is inside', () => {
  const byIds = asked.filter(({ trusted }) => trusted.ownAccount === null);
  fc.assert(
    fc.property(byIds, (given) => {
      const before = questionOf(given);
      const statements = isList(given.policy['Statement']) ? given.policy['Statement'] : [];
      const fenced = readPolicy({ ...given.policy, Statement: [...statements, fenceStatement(before.trusted)] });
      const after: Question = { ...before, policy: fenced };
      expect(canOutsiderEnter(after).answer).toBe('proved');
      expect(admitsAllThat(after, before.policy, 'inside').answer).not.toBe('refuted');
    }),
    runs(),
  );
});
