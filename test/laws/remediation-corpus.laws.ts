/** The remediation, for every policy of the corpus: planned and proved again by the oracle, carried out, and undone. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { plan } from '../../remediation/plan.ts';
import { readPolicyJson } from '../../remediation/canonical.ts';
import { readCorpus } from '../support/corpus.ts';
import { FakeApi } from '../support/fake-api.ts';
import { hasFence } from '../support/open-api.ts';
import { Oracle } from '../support/oracle/solver.ts';
import { corpusCases, outsidersAfter } from '../support/plans.ts';
import { step } from '../support/remediate.ts';
import { walk } from '../support/walk.ts';

let oracle: Oracle;
beforeAll(async () => {
  oracle = await Oracle.start();
});
afterAll(() => oracle.stop());

test('every policy is planned for, right already, or refused for what it is; and the oracle finds nobody outside who gets in after a plan', async () => {
  const kinds: Record<string, number> = {};
  const answers = { unsat: 0, unknown: 0, sat: 0 };
  for (const { known, parameters } of corpusCases) {
    const planned = plan(known, parameters);
    const kind = planned.kind === 'refusal' ? planned.reason : planned.kind;
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    if (planned.kind === 'plan') answers[await oracle.ask(outsidersAfter({ known, parameters, planned }))] += 1;
  }
  expect(Object.keys(kinds).sort()).toEqual(['locks-everyone-out', 'malformed-policy', 'nothing', 'plan', 'undecided']);
  expect(kinds['plan']).toBeGreaterThan(150);
  expect(answers).toEqual({ unsat: kinds['plan'], unknown: 0, sat: 0 });
});

test('carried out and rolled back, an API is what it was', async () => {
  let done = 0;
  for (const { policyText } of readCorpus()) {
    const read = readPolicyJson(policyText);
    if (read.kind !== 'json') continue;
    const api = new FakeApi();
    api.save(read.document);
    api.deploy('prod');
    const before = JSON.stringify(api.state());
    const { status, outputs } = await walk(api);
    if (status === 'Failed') expect(JSON.stringify(api.state())).toBe(before);
    const record = outputs.get('Plan.Record');
    if (record === undefined) continue;
    const isMoved = JSON.stringify(outputs.get('Redeploy.Moved')) === '["prod"]';
    expect([status, hasFence(api.policy), hasFence(api.servedPolicy('prod'))]).toEqual(['Success', true, isMoved]);
    expect(await step(api, { step: 'RollBack', record })).toMatchObject({ status: 'rolled-back' });
    expect(JSON.stringify(api.state())).toBe(before);
    if (isMoved) done += 1;
  }
  expect(done).toBeGreaterThan(100);
});
