/** The way back: whatever was done, and wherever it broke off, the record alone brings the API back to what it was. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../policy/json-value.ts';
import { hashPolicy, statementsIn } from '../../remediation/canonical.ts';
import { executeApiArn } from '../../remediation/known.ts';
import { policyJson } from '../support/generators/policies.ts';
import { escaped, FakeApi, normalised } from '../support/fake-api.ts';
import { apiId, byEndpoint, place } from '../support/known.ts';
import { step } from '../support/remediate.ts';
import { runs, seed } from '../support/runs.ts';
import { walk } from '../support/walk.ts';

const arn = executeApiArn(place, apiId);
const textOf = (policy: Json): string => JSON.stringify(policy);

test('how API Gateway stores a policy, and escapes it, does not change its hash', () => {
  fc.assert(
    fc.property(policyJson, (policy) => {
      expect(hashPolicy(escaped(textOf(normalised(policy))), arn)).toBe(hashPolicy(textOf(policy), arn));
    }),
    runs(),
  );
});

test('another statement makes another hash', () => {
  const added = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/added/*' };
  fc.assert(
    fc.property(policyJson, (policy) => {
      const longer = { ...policy, Statement: [...statementsIn(policy), added] };
      expect(hashPolicy(textOf(longer), arn)).not.toBe(hashPolicy(textOf(policy), arn));
    }),
    runs(),
  );
});

/** An API with some stages, each serving an older policy, the saved one, or the same deployment as the one before. */
const someApi = fc.record({
  policy: fc.option(policyJson, { freq: 10 }),
  older: policyJson,
  stages: fc.array(fc.constantFrom('older', 'saved', 'shared'), { maxLength: 3 }),
});

function apiOf({ policy, older, stages }: { policy: Json; older: Json; stages: readonly string[] }): FakeApi {
  const api = new FakeApi();
  let last = null;
  for (const [index, kind] of stages.entries()) {
    api.save(kind === 'older' || policy === null ? older : policy);
    if (kind === 'shared' && last !== null) api.serve(`stage${String(index)}`, last);
    else last = api.deploy(`stage${String(index)}`);
  }
  api.save(policy);
  return api;
}

const parameters = { TrustedVpcEndpointIds: byEndpoint.vpcEndpointIds, PendingChanges: 'Publish' };

test('rolled back, an API is what it was, wherever the way forward broke off', async () => {
  let undone = 0;
  const property = fc.asyncProperty(someApi, fc.nat(60), async (given, breakAt) => {
    const api = apiOf(given);
    const before = JSON.stringify(api.state());
    api.strike = (call) => (call === breakAt ? { blow: 'crash', when: 'after' } : null);
    let steps = 0;
    const { outputs, path } = await walk(api, {
      parameters,
      before: () => (++steps > 9 + (breakAt % 5) ? 'die' : undefined),
    });
    const record = outputs.get('Plan.Record');
    if (record === undefined) return;
    api.strike = () => null;
    expect(await step(api, { step: 'RollBack', record })).toMatchObject({ status: 'rolled-back' });
    expect(JSON.stringify(api.state())).toBe(before);
    if (path.includes('PatchPolicy')) undone += 1;
  });
  await fc.assert(property, { numRuns: 100, seed });
  expect(undone).toBeGreaterThan(20);
});
