/** The planner, for all generated policies and for the whole corpus. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { admitsAllThat, canOutsiderEnter } from '../../policy/ask.ts';
import { evaluate } from '../../policy/evaluate.ts';
import type { Json, JsonObject } from '../../policy/json-value.ts';
import { isInside } from '../../policy/request.ts';
import { statementsIn } from '../../remediation/canonical.ts';
import { trustedByFence } from '../../remediation/fence.ts';
import { identityOf, subjectOf } from '../../remediation/known.ts';
import { plan } from '../../remediation/plan.ts';
import { networkOf } from '../../remediation/trust.ts';
import { decide, strictest } from '../../rule/decide.ts';
import { carriedOut } from '../support/known.ts';
import { Oracle } from '../support/oracle/solver.ts';
import {
  authorizationOf,
  corpusCases,
  documentOf,
  outsidersAfter,
  planned,
  questionOf,
  readable,
  someApi,
  type Made,
} from '../support/plans.ts';
import { requestTo } from '../support/requests.ts';
import { seed } from '../support/runs.ts';

/** A plan proves a good deal by itself, so there are fewer of them than of the engine's questions. */
const count = Math.max(250, Number(process.env['LAW_RUNS'] ?? '0') / 10);

let plans: readonly Made[] | null = null;

/** Every generated API, and every one of the corpus, that there is a plan for. */
const allPlans = (): readonly Made[] =>
  (plans ??= planned([...fc.sample(someApi, { numRuns: count, seed }), ...corpusCases]));

const foreign = (document: JsonObject): readonly Json[] =>
  statementsIn(document).filter((statement) => trustedByFence(statement) === null);

test('once a plan is carried out the rule says COMPLIANT, and there is nothing more to do', () => {
  for (const { planned: made, known, parameters } of allPlans()) {
    const after = carriedOut(known, made);
    expect(decide(subjectOf(after), networkOf(parameters.trusted), strictest).verdict).toBe('COMPLIANT');
    expect(plan(after, parameters).kind).toBe('nothing');
  }
  expect(allPlans().length).toBeGreaterThan(count / 2);
});

test('after a plan nobody from outside gets in, and nobody inside is locked out', () => {
  for (const given of allPlans()) {
    const { after, before } = given.planned;
    const question = questionOf(given, readable(after.policyText));
    expect(canOutsiderEnter(question).answer).toBe('proved');
    expect(canOutsiderEnter({ ...question, authorization: 'identity-may-allow' }).answer).toBe('proved');
    expect(admitsAllThat(question, readable(before.policyText), 'inside').answer).not.toBe('refuted');
  }
});

test('nothing but one statement is added, and all else stays as it is', () => {
  for (const { planned: made } of allPlans()) {
    const [old, now] = [documentOf(made.before.policyText), documentOf(made.after.policyText)];
    expect({ ...now, Statement: foreign(now) }).toEqual({ ...old, Statement: foreign(old) });
    expect(Object.keys(now)).toEqual(Object.keys(old));
    expect(statementsIn(now).length - foreign(now).length).toBe(made.patchOperations.length);
  }
});

test('who is said to lose access is outside, gets in before, and does not after', () => {
  let lost = 0;
  for (const { planned: made, parameters, known } of allPlans()) {
    lost += made.accessLost.length;
    for (const { request } of made.accessLost) {
      expect(isInside(request, networkOf(parameters.trusted))).toBe(false);
      expect(evaluate(readable(made.after.policyText), request, authorizationOf(known))).toMatch(/deny/);
      expect(evaluate(readable(made.before.policyText), request, authorizationOf(known))).toBe('allowed');
    }
  }
  expect(lost).toBeGreaterThan(150);
});

test('no request from outside is allowed after a plan, and what was allowed from inside still is', () => {
  let [kept, shut] = [0, 0];
  for (const { planned: made, parameters, known } of allPlans()) {
    const trusted = networkOf(parameters.trusted);
    const [before, after] = [readable(made.before.policyText), readable(made.after.policyText)];
    for (const request of fc.sample(requestTo(identityOf(known), trusted), { numRuns: 20, seed })) {
      const [was, is] = [before, after].map((policy) => evaluate(policy, request, authorizationOf(known)));
      if (!isInside(request, trusted)) {
        expect(is).toMatch(/deny/);
        shut += was === 'allowed' ? 1 : 0;
      } else if (was === 'allowed') {
        expect(is).toBe('allowed');
        kept += 1;
      }
    }
  }
  expect([kept > 200, shut > 200]).toEqual([true, true]);
});

let oracle: Oracle;
beforeAll(async () => {
  oracle = await Oracle.start();
});
afterAll(() => oracle.stop());

test('the oracle finds nobody outside who gets in after a plan', async () => {
  const answers = { unsat: 0, unknown: 0, sat: 0 };
  for (const made of planned(fc.sample(someApi, { numRuns: 80, seed })))
    answers[await oracle.ask(outsidersAfter(made))] += 1;
  expect(answers.sat).toBe(0);
  expect(answers.unsat).toBeGreaterThan(30);
});
