/** Whatever policy is saved comes back equal in meaning, and saving what came back changes nothing. */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { savePolicy } from '../../../account/sandbox/apigateway/policy.ts';
import { machineClock } from '../../../account/sandbox/core/clock.ts';
import { World, type Region } from '../../../account/sandbox/core/world.ts';
import { parsePolicy } from '../../../policy/parse.ts';
import { toJson } from '../../../policy/print.ts';
import { policyJson } from '../../support/generators/policies.ts';
import { runs } from '../../support/runs.ts';

const restApiId = 'abcde12345';
let region: Region;

beforeAll(() => {
  const noCall = (): never => {
    throw new Error('nothing is called here');
  };
  region = new World({ clock: machineClock, judge: () => 'unclear', caller: () => noCall }).region(
    '111122223333',
    'eu-west-1',
  );
});

/** As the engine reads it, short resources written out. */
function meaning(text: string): string {
  const parsed = parsePolicy(
    text.replaceAll('"execute-api:/', `"arn:aws:execute-api:eu-west-1:111122223333:${restApiId}/`),
  );
  return JSON.stringify(parsed.kind === 'policy' ? toJson(parsed.policy) : parsed);
}

/** Null: refused. */
function saved(text: string): string | null {
  try {
    const { escaped } = savePolicy(text, region, restApiId);
    return String(JSON.parse(`"${escaped}"`));
  } catch {
    return null;
  }
}

function expectKept(text: string): boolean {
  const back = saved(text);
  if (back === null) return false;
  expect(meaning(back)).toBe(meaning(text));
  expect(saved(back)).toBe(back);
  return true;
}

/** A fifth of what the engine's laws are tried: most of the time goes into making policies. */
const { numRuns = 0, seed } = runs<unknown>();

test('of generated policies', () => {
  let taken = 0;
  fc.assert(
    fc.property(policyJson, (policy) => {
      if (expectKept(JSON.stringify(policy))) taken += 1;
    }),
    { numRuns: numRuns / 5, seed: seed ?? 0 },
  );
  expect(taken).toBeGreaterThan(numRuns / 8);
});

const entry = z.object({ policy: z.unknown().optional() });

test('of real policies', () => {
  const lines = readFileSync('test/corpus/policies.jsonl', 'utf8').trim().split('\n');
  const policies = lines.map((line) => entry.parse(JSON.parse(line)).policy);
  const taken = policies.filter((policy) => policy !== undefined && expectKept(JSON.stringify(policy)));
  expect(taken.length).toBeGreaterThan(300);
});
