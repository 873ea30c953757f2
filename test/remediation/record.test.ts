import { expect, test } from '@jest/globals';
import { isDeploymentId, isRestApiId } from '../../account/ports.ts';
import type { JsonObject } from '../../policy/json-value.ts';
import { hashPolicy } from '../../remediation/canonical.ts';
import {
  deploymentDescription,
  previewStage,
  printRecord,
  readRecord,
  recordOf,
  type RemediationRecord,
} from '../../remediation/record.ts';
import { apiId, knownApi, mustPlan, parametersOf, place, plan, stage, the, trustedIds } from '../support/known.ts';
import { executionId } from '../support/remediate.ts';
import { allow, arn, fence, fenced, open, policy } from '../support/statements.ts';

const record = (saved = open): RemediationRecord =>
  recordOf({
    executionId,
    restApiId: the(isRestApiId, apiId),
    place,
    plan: mustPlan(plan(knownApi(saved, {}, [stage('prod', 'dep001', saved)]), parametersOf())),
    pendingChanges: 'Refuse',
    deployments: [
      { deploymentId: the(isDeploymentId, 'dep001'), description: '' },
      { deploymentId: the(isDeploymentId, 'dep002'), description: 'private-api-guard 0000' },
    ],
  });

test('a record comes back from its text, and from what the text was parsed to', () => {
  const text = printRecord(record());
  for (const value of [text, JSON.parse(text)]) expect(readRecord(value)).toEqual({ kind: 'record', record: record() });
});

test('a record holds the policy as it was, each stage’s deployment, and what others had left', () => {
  expect(record()).toMatchObject({
    version: 1,
    before: { policyText: JSON.stringify(open) },
    stages: [{ stageName: 'prod', from: 'dep001', hasCanary: false }],
    earlierDeployments: ['dep002'],
  });
});

test('a policy with two braces in a row goes through Automation and comes back', () => {
  const braces = policy({ ...allow, Sid: 'x' }, { ...allow, Resource: 'execute-api:/{{ Plan.Record }}/*' });
  const text = printRecord(record(braces));
  expect(text).not.toContain('{{');
  expect(readRecord(text)).toEqual({ kind: 'record', record: record(braces) });
});

test('the traces of an execution bear its id', () => {
  expect(deploymentDescription({ executionId })).toBe(`private-api-guard ${executionId}`);
  expect(previewStage({ executionId })).toBe(`private-api-guard-preview-${executionId}`);
});

test.each([
  ['no JSON', '{', /no JSON text/],
  ['another version', { ...record(), version: 2 }, /^record\.version: /],
  ['a member too many', { ...record(), note: 'x' }, /note/],
  [
    'a malformed stage',
    { ...record(), stages: [{ stageName: 'a b', from: 'dep001', hasCanary: false }] },
    /^record\.stages\.0\.stageName: /,
  ],
  ['a malformed execution', { ...record(), executionId: 'a b' }, /^record\.executionId: /],
  [
    'another policy than its hash says',
    { ...record(), before: { ...record().before, policyText: null } },
    /do not belong together/,
  ],
])('a record with %s is refused by name', (_what, value, message) => {
  expect(readRecord(value)).toEqual({ kind: 'problems', problems: [expect.stringMatching(message)] });
});

const hashed = (document: JsonObject): RemediationRecord['before'] => {
  const policyText = JSON.stringify(document);
  return { policyText, hash: hashPolicy(policyText, arn) };
};

const forged: readonly (readonly [string, object])[] = [
  ['the fence taken away', { before: hashed(fenced), after: { hash: hashed(open).hash } }],
  ['another statement added', { after: { hash: hashed(policy(allow, { ...allow, Sid: 'more' }, fence())).hash } }],
  ['the fence for somebody else', { trusted: trustedIds([], ['vpce-0bad0bad0bad0bad0']) }],
];

test.each(forged)('a record that was made up has no policy written but that before, with its fence: %s', (_, more) => {
  expect(readRecord({ ...record(), ...more })).toEqual({
    kind: 'problems',
    problems: ['record.after: it is neither the policy before nor that with the fence'],
  });
});
