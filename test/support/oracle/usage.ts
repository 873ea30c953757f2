// In: a policy document. Out: how it uses each condition key.
// Promise: counts what decides the type of an unlisted key (§2) and how many values a multivalued key needs.
import { conditionTests, statementsOf } from './document.ts';
import type { Family } from './operators.ts';

export interface Usage {
  /** Operator families, or null for an operator that is none of AWS's. */
  readonly families: ReadonlySet<Family | null>;
  /** Tests with a set operator: each of them needs at most one value of its own to be true, or to be false. */
  readonly setTests: number;
}

export type UsageByKey = ReadonlyMap<string, Usage>;

export function usageOf(policy: unknown): UsageByKey {
  const usage = new Map<string, { families: Set<Family | null>; setTests: number }>();
  for (const test of statementsOf(policy).flatMap(conditionTests)) {
    if (test === null) continue;
    const entry = usage.get(test.key) ?? { families: new Set(), setTests: 0 };
    if (test.operator?.family !== 'null') entry.families.add(test.operator?.family ?? null);
    if ((test.operator?.set ?? null) !== null) entry.setTests += 1;
    usage.set(test.key, entry);
  }
  return usage;
}

/** The one family of operators that the policy uses with the key, if there is just one. */
export function onlyFamily(usage: Usage | undefined): Family | null {
  const [first, ...more] = [...(usage?.families ?? [])];
  return more.length === 0 ? (first ?? null) : null;
}
