import { expect, test } from '@jest/globals';
import type { FakeApi } from '../support/fake-api.ts';
import { accountOf } from '../support/fake-apis.ts';
import { isFixed, openApi } from '../support/open-api.ts';
import { planFor, step } from '../support/remediate.ts';
import { walk } from '../support/walk.ts';

/** Calls take a varying number of turns, so that what runs at once interleaves in another way for each seed. */
function unsteady(api: FakeApi, seed: number): void {
  let state = seed * 7919;
  api.pause = async () => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    for (let turn = (state >> 8) % 5; turn > 0; turn -= 1) await immediate();
  };
}

const immediate = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

const reasons = ['denied', 'unavailable', 'refused', 'conflict', 'throttled'] as const;

test('z) of two executions at once, with a fault in one of them, a success stays one, and without a success all is as before', async () => {
  const ends = new Set<string>();
  for (let seed = 1; seed <= 40; seed += 1) {
    const api = openApi();
    const before = api.state();
    unsteady(api, seed);
    let calls = 0;
    const at = 5 + ((seed * 31) % 80);
    api.strike = () => {
      calls += 1;
      const blow = reasons[seed % reasons.length] ?? 'denied';
      return calls === at ? { blow, when: seed % 2 === 0 ? 'before' : 'after' } : null;
    };
    const [one, other] = await Promise.all([walk(api, { executionId: '1' }), walk(api, { executionId: '2' })]);
    const end = `${one.status} ${other.status}`;
    ends.add(end);
    if (end.includes('Success')) expect(isFixed(api)).toBe(true);
    else expect(api.state()).toEqual(before);
  }
  expect(ends.size).toBeGreaterThanOrEqual(3);
});

test('w) a step that was cancelled and still runs makes nothing that the way back does not undo', async () => {
  const ends = new Set<string>();
  for (let seed = 1; seed <= 25; seed += 1) {
    const api = openApi();
    const before = api.state();
    const { record, after } = await planFor(api);
    await accountOf(api).replacePolicy(api.restApi().restApiId, String(after));
    unsteady(api, seed);
    const cancelled = step(api, { step: 'Redeploy', record });
    for (let turn = seed % 60; turn > 0; turn -= 1) await immediate();
    const [{ status }, back] = await Promise.all([cancelled, step(api, { step: 'RollBack', record })]);
    ends.add(status);
    expect(back.status).toBe('rolled-back');
    expect(api.state()).toEqual(before);
  }
  expect(ends).toContain('failed');
});
