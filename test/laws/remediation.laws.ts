/** The planner, for all generated policies and for the whole corpus. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { admitsAllThat, canOutsiderEnter, type Question } from '../../policy/ask.ts';
import type { Policy } from '../../policy/document.ts';
import { isObject, type Json, type JsonObject } from '../../policy/json-value.ts';
import { parsePolicy } from '../../policy/parse.ts';
import { evaluate } from '../../policy/evaluate.ts';
import { isInside, type Authorization } from '../../policy/request.ts';
import { readPolicyJson, statementsIn } from '../../remediation/canonical.ts';
import { trustedByFence } from '../../remediation/fence.ts';
import { identityOf, type KnownApi } from '../../remediation/known.ts';
import { plan, type Plan } from '../../remediation/plan.ts';
import { networkOf } from '../../remediation/trust.ts';
import { readCorpus } from '../support/corpus.ts';
import { endpoints, vpcs } from '../support/generators/constants.ts';
import { policyJson } from '../support/generators/policies.ts';
import { carriedOut, knownApi, parametersOf, stage, trustedIds } from '../support/known.ts';
import { Oracle } from '../support/oracle/solver.ts';
import { seed } from '../support/runs.ts';

/** A plan proves a good deal by itself, so there are fewer of them than of the engine's questions. */
const count = Math.max(250, Number(process.env['LAW_RUNS'] ?? '0') / 10);

const trusted = fc.constantFrom(
  trustedIds([], [endpoints[0]]),
  trustedIds([vpcs[0]]),
  trustedIds([vpcs[0], vpcs[2]], [endpoints[0], endpoints[2]]),
);
const authorization = fc.constantFrom<Authorization>('policy-only', 'identity-may-allow');

interface Case {
  readonly known: KnownApi;
  readonly parameters: ReturnType<typeof parametersOf>;
}

const someApi: fc.Arbitrary<Case> = fc
  .record({ policy: policyJson, trusted, authorization, isDeployed: fc.boolean() })
  .map(({ policy, trusted: network, authorization: kind, isDeployed }) => ({
    known: { ...knownApi(policy, {}, isDeployed ? [stage('prod', 'dep001', policy)] : []), authorization: kind },
    parameters: parametersOf({ trusted: network }),
  }));

const corpus: readonly Case[] = readCorpus().map(({ policyText }, index) => ({
  known: knownApi(policyText),
  parameters: parametersOf(index % 2 === 0 ? {} : { trusted: trustedIds([vpcs[0]], [endpoints[0]]) }),
}));

interface Made extends Case {
  readonly planned: Plan;
}

let plans: readonly Made[] | null = null;

/** Every generated API, and every one of the corpus, that there is a plan for. */
function allPlans(): readonly Made[] {
  plans ??= [...fc.sample(someApi, { numRuns: count, seed }), ...corpus].flatMap((given) => {
    const planned = plan(given.known, given.parameters);
    return planned.kind === 'plan' ? [{ ...given, planned }] : [];
  });
  return plans;
}

function readable(text: string | null): Policy {
  const read = parsePolicy(text);
  if (read.kind !== 'policy') throw new Error(JSON.stringify(read));
  return read.policy;
}

const questionOf = ({ known, parameters }: Case, policy: Policy): Question => ({
  policy,
  trusted: networkOf(parameters.trusted),
  api: identityOf(known),
  authorization: authorizationOf(known),
});

const authorizationOf = ({ authorization: kind }: KnownApi): Authorization =>
  typeof kind === 'string' ? kind : 'policy-only';

function documentOf(text: string | null): JsonObject {
  const read = readPolicyJson(text);
  if (read.kind !== 'json') throw new Error('no policy');
  return read.document;
}

const foreign = (document: JsonObject): readonly Json[] =>
  statementsIn(document).filter((statement) => trustedByFence(statement) === null);

test('once a plan is carried out there is nothing more to do', () => {
  for (const { planned, known, parameters } of allPlans())
    expect(plan(carriedOut(known, planned), parameters).kind).toBe('nothing');
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
  for (const { planned } of allPlans()) {
    const [old, now] = [documentOf(planned.before.policyText), documentOf(planned.after.policyText)];
    expect({ ...now, Statement: foreign(now) }).toEqual({ ...old, Statement: foreign(old) });
    expect(Object.keys(now)).toEqual(Object.keys(old));
    expect(statementsIn(now).length - foreign(now).length).toBe(planned.patchOperations.length);
  }
});

test('who is said to lose access is outside, gets in before, and does not after', () => {
  let lost = 0;
  for (const { planned, parameters, known } of allPlans()) {
    lost += planned.accessLost.length;
    for (const { request } of planned.accessLost) {
      expect(isInside(request, networkOf(parameters.trusted))).toBe(false);
      expect(evaluate(readable(planned.after.policyText), request, authorizationOf(known))).toMatch(/deny/);
      expect(evaluate(readable(planned.before.policyText), request, authorizationOf(known))).toBe('allowed');
    }
  }
  expect(lost).toBeGreaterThan(150);
});

let oracle: Oracle;
beforeAll(async () => {
  oracle = await Oracle.start();
});
afterAll(() => oracle.stop());

test('the oracle finds nobody outside who gets in after a plan', async () => {
  const cases = [...fc.sample(someApi, { numRuns: 40, seed }), ...corpus.filter((_one, index) => index % 6 === 0)];
  let answers = 0;
  for (const { known, parameters } of cases) {
    const planned = plan(known, parameters);
    if (planned.kind !== 'plan') continue;
    const { vpcIds, vpcEndpointIds } = parameters.trusted;
    const policy = documentOf(planned.after.policyText);
    if (!isObject(policy)) throw new Error('no policy');
    const answer = await oracle.ask({
      policy,
      trusted: { vpcIds, vpcEndpointIds, endpoints: {}, ownAccount: null },
      api: identityOf(known),
      authorization: 'identity-may-allow',
      reading: 'possible',
      scope: 'outside',
    });
    expect(answer).not.toBe('sat');
    if (answer === 'unsat') answers += 1;
  }
  expect(answers).toBeGreaterThan(30);
});
