/**
 * The engine against the z3 encoding of docs/semantics.md, which shares no code with it. "Proved" needs unsatisfiable with unclear parts at
 * their worst, "refuted" needs satisfiable with them at their best, "unknown" needs neither.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canOutsiderEnter } from '../../policy/ask.ts';
import type { Json, JsonObject } from '../../policy/json-value.ts';
import { isObject } from '../../policy/json-value.ts';
import { parsePolicy, parsePolicyValue } from '../../policy/parse.ts';
import { decodePolicyText } from '../../policy/read/decode.ts';
import { readJson } from '../../policy/read/json.ts';
import { unknownApi } from '../../policy/request.ts';
import { asked, questionOf, type Asked } from '../support/asked.ts';
import { readCorpus } from '../support/corpus.ts';
import { Oracle } from '../support/oracle/solver.ts';
import { seed } from '../support/runs.ts';

let oracle: Oracle;

beforeAll(async () => {
  oracle = await Oracle.start();
});
afterAll(() => oracle.stop());

/** `short`: decided by the oracle only. A real difference is `disagree`: two decided answers, or one decided where it must not be. */
type Comparison = 'agree' | 'oracle undecided' | 'engine out of budget' | 'short' | 'disagree';

async function compare(given: Asked): Promise<Comparison> {
  const answer = canOutsiderEnter(questionOf(given));
  const ask = (reading: 'possible' | 'certain'): ReturnType<Oracle['ask']> =>
    oracle.ask({ ...given, reading, scope: 'outside' });
  const possible = await ask('possible');
  // What is not even possible is not certain either.
  const certain = possible === 'unsat' ? 'unsat' : await ask('certain');
  if (possible === 'unknown' || certain === 'unknown') return 'oracle undecided';
  if (answer.answer === 'unknown' && answer.unsettled.some(({ reason }) => reason.kind === 'budget'))
    return 'engine out of budget';
  const expected = possible === 'unsat' ? 'proved' : certain === 'sat' ? 'refuted' : 'unknown';
  if (answer.answer === expected) return 'agree';
  return answer.answer === 'unknown' ? 'short' : 'disagree';
}

/** How often each outcome came; a disagreement is shown whole. */
async function tally(questions: readonly Asked[]): Promise<Readonly<Record<Comparison, number>>> {
  const count = { agree: 0, 'oracle undecided': 0, 'engine out of budget': 0, short: 0, disagree: 0 };
  const disagreements: Asked[] = [];
  for (const given of questions) {
    const outcome = await compare(given);
    count[outcome] += 1;
    if (outcome === 'disagree') disagreements.push(given);
  }
  expect(disagreements).toEqual([]);
  return count;
}

test(
  'on random policies, no two decided answers differ',
  async () => {
    const questions = fc.sample(asked, { numRuns: Math.max(1250, Number(process.env['LAW_RUNS'] ?? '0') / 10), seed });
    const count = await tally(questions);
    expect(count.agree).toBeGreaterThanOrEqual(1000);
    expect(count['engine out of budget'] + count['oracle undecided']).toBeLessThan(questions.length / 10);
    expect(count.short).toBeLessThan(questions.length / 500);
  },
  20 * 60_000,
);

interface ReadablePolicy {
  readonly id: string;
  readonly policy: JsonObject;
}

/** Every readable policy of the corpus, whatever the type of its API: more evidence. */
function readableCorpus(): readonly ReadablePolicy[] {
  return readCorpus().flatMap(({ id, policyText }) => {
    const policy = jsonOf(policyText);
    return isObject(policy) && parsePolicyValue(policy).kind === 'policy' ? [{ id, policy }] : [];
  });
}

function jsonOf(text: string): Json {
  if (parsePolicy(text).kind !== 'policy') return null;
  const decoded = decodePolicyText(text);
  const json = decoded.kind === 'json' ? readJson(decoded.text) : null;
  return json?.ok === true ? json.value : null;
}

describe('on the whole corpus, no answer differs', () => {
  const networks: Readonly<Record<string, Asked['trusted']>> = {
    'one endpoint trusted': { vpcIds: [], vpcEndpointIds: ['vpce-0a1b2c3d4e5f60718'], endpoints: {}, ownAccount: null },
    'a VPC and two endpoints trusted, one fact known': {
      vpcIds: ['vpc-0123456789abcdef0'],
      vpcEndpointIds: ['vpce-0a1b2c3d4e5f60718', 'vpce-0b2c3d4e5f6071829'],
      endpoints: { 'vpce-0c3d4e5f607182930': 'vpc-0123456789abcdef0' },
      ownAccount: null,
    },
  };
  const identity = { partition: 'aws', region: 'eu-west-1', accountId: '111122223333', restApiId: 'abcde12345' };

  test.each(Object.keys(networks))(
    '%s',
    async (name) => {
      const trusted = networks[name];
      if (trusted === undefined) throw new Error(name);
      const questions = readableCorpus().flatMap(({ policy }): Asked[] => [
        { policy, trusted, api: unknownApi, authorization: 'policy-only' },
        { policy, trusted, api: identity, authorization: 'policy-only' },
        { policy, trusted, api: unknownApi, authorization: 'identity-may-allow' },
      ]);
      expect(await tally(questions)).toEqual({
        agree: questions.length,
        'oracle undecided': 0,
        'engine out of budget': 0,
        short: 0,
        disagree: 0,
      });
      expect(questions.length).toBeGreaterThan(1000);
    },
    20 * 60_000,
  );
});
