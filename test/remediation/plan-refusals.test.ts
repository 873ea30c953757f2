import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../policy/json-value.ts';
import type { KnownApi } from '../../remediation/known.ts';
import { longestPolicy } from '../../remediation/policy-edit.ts';
import type { RefusalReason } from '../../remediation/refusal.ts';
import { strictest } from '../../rule/decide.ts';
import { endpoints } from '../support/generators/constants.ts';
import { knownApi, parametersOf, plan, stage, trustedIds } from '../support/known.ts';
import { allow, arn, fenced, open, policy } from '../support/statements.ts';

const refusal = (reason: RefusalReason, message: RegExp): object => ({
  kind: 'refusal',
  reason,
  message: expect.stringMatching(message),
  advice: expect.stringMatching(/\w/),
});

test.each(['REGIONAL', 'EDGE'])('l) a %s API is not touched', (type) => {
  const known = knownApi(open, { endpointTypes: [type] });
  expect(plan(known, parametersOf())).toEqual(refusal('not-private', new RegExp(type)));
});

test('l) an exempt API is not touched', () => {
  const exemptTag = { key: 'fence', value: null };
  const known = knownApi(open, { tags: { fence: 'no' } });
  expect(plan(known, parametersOf(), { ...strictest, exemptTag })).toEqual(refusal('exempt', /fence=no/));
});

test('m) without ids and without endpoints on the API nobody is trusted', () => {
  const nobody = parametersOf({ trusted: trustedIds([]) });
  expect(plan(knownApi(open), nobody)).toEqual(refusal('no-trusted-network', /no VPC endpoint is set on the API/));
  const foreign = knownApi(open, { vpcEndpointIds: [endpoints[0]] });
  expect(plan(foreign, nobody)).toEqual(refusal('no-trusted-network', /does not own .* \(vpce-0a1b2c3d4e5f60718\)/));
});

test('m) without ids, callers through other endpoints of the account are not shut out unasked', () => {
  const nobody = parametersOf({ trusted: trustedIds([]) });
  const owning = (saved: JsonObject, ...owned: readonly string[]): KnownApi => ({
    ...knownApi(saved, { vpcEndpointIds: [endpoints[0]] }),
    ownEndpoints: owned.map((vpcEndpointId) => ({ vpcEndpointId, vpcId: 'vpc-0a1b2c3d4e5f60718' })),
  });
  expect(plan(owning(open, endpoints[0]), nobody).kind).toBe('plan');
  expect(plan(owning(open, endpoints[0], endpoints[1]), nobody)).toEqual(
    refusal('own-callers-shut-out', new RegExp(`who would be shut out: .* through ${endpoints[1]}$`)),
  );
  const narrow = policy({ ...allow, Condition: { StringEquals: { 'aws:SourceVpce': endpoints[0] } } });
  expect(plan(owning(narrow, endpoints[0], endpoints[1]), nobody).kind).toBe('nothing');
});

test.each([
  ['no JSON', '{"Version": ', /no JSON object/],
  ['a key twice', '{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}', /no JSON object/],
  ['an unknown element', JSON.stringify({ ...open, Statements: [] }), /no element `Statements`/],
  ['a number of twenty digits', '{"Statement":[],"Version":12345678901234567890}', /12345678901234567890/],
])('n) a policy with %s is not touched', (_what, text, message) => {
  expect(plan(knownApi(text), parametersOf())).toEqual(refusal('malformed-policy', message));
});

test('o) where the rule is undecided nothing is touched', () => {
  const unclear = policy({ ...allow, Condition: { StringIs: { 'aws:SourceVpce': 'x' } } });
  expect(plan(knownApi(unclear), parametersOf())).toEqual(refusal('undecided', /StringIs/));
});

test('p) a fence behind which nobody could call the API is not put up', () => {
  const inverted = policy({ ...allow, Condition: { StringNotEquals: { 'aws:SourceVpce': endpoints[0] } } });
  expect(plan(knownApi(inverted), parametersOf())).toEqual(
    refusal('locks-everyone-out', /lets nobody in from vpce-0a1b2c3d4e5f60718/),
  );
});

test('p) nor where only others than those who are trusted are let in', () => {
  const others = policy({ ...allow, Condition: { StringEquals: { 'aws:SourceVpce': endpoints[1] } } });
  expect(plan(knownApi(others), parametersOf()).kind).toBe('refusal');
});

test.each([
  ['a Deny for everybody', policy({ ...allow, Effect: 'Deny' })],
  ['no policy any more', null],
])('p) nor is %s deployed to a stage that lets callers in, even if edits are to be published', (_what, saved) => {
  const known = knownApi(saved, {}, [stage('prod', 'dep001', open)]);
  expect(plan(known, parametersOf({ pendingChanges: 'Publish' }))).toEqual(
    refusal('locks-everyone-out', /what stage prod serves lets callers in/),
  );
});

/** The fence makes it exactly as long as is given. */
function policyOfLength(length: number, resource: string): object {
  const fitting = (padding: number): object =>
    policy({ ...allow, Resource: [resource, `${arn}/${'x'.repeat(padding)}`] });
  const planned = plan(knownApi(JSON.stringify(fitting(1))), parametersOf());
  if (planned.kind !== 'plan') throw new Error(JSON.stringify(planned));
  return fitting(1 + length - planned.after.policyText.length);
}

test('q) a policy may have 8,192 characters and not one more', () => {
  const text = (length: number): string => JSON.stringify(policyOfLength(length, `${arn}/*`));
  expect(plan(knownApi(text(longestPolicy)), parametersOf()).kind).toBe('plan');
  expect(plan(knownApi(text(longestPolicy + 1)), parametersOf())).toEqual(refusal('too-long', /8193 characters/));
});

test('q) resources count as API Gateway writes them out', () => {
  const text = JSON.stringify(policyOfLength(longestPolicy, 'execute-api:/*'));
  expect(plan(knownApi(text), parametersOf())).toEqual(refusal('too-long', /8233 characters/));
});

test('r) a stage that does not exist is named', () => {
  const known = knownApi(open, {}, [stage('prod', 'dep001', open)]);
  expect(plan(known, parametersOf({ stageNames: ['prod', 'beta'] }))).toEqual(refusal('no-such-stage', /`beta`/));
});

test('s) an edit of the policy that a stage does not serve yet is not published by the way', () => {
  const known = knownApi(policy({ ...allow, Resource: 'execute-api:/prod/*' }), {}, [stage('prod', 'dep001', open)]);
  expect(plan(known, parametersOf())).toEqual(refusal('pending-policy-edit', /stage prod serves another policy/));
});

test('s) a saved fix is published, unless it shuts out who gets in from inside', () => {
  const fix = (resource: string): JsonObject => ({
    ...allow,
    Resource: resource,
    Condition: { StringEquals: { 'aws:SourceVpce': endpoints[0] } },
  });
  const saved = (resource: string): KnownApi =>
    knownApi(JSON.stringify(policy(fix(resource))), {}, [stage('prod', 'dep001', open)]);
  expect(plan(saved('execute-api:/*'), parametersOf()).kind).toBe('plan');
  expect(plan(saved('execute-api:/*/GET/*'), parametersOf())).toEqual(
    refusal('pending-policy-edit', /shuts out of stage prod who gets in from inside now/),
  );
  expect(plan(saved('execute-api:/*/GET/*'), parametersOf({ pendingChanges: 'Publish' })).kind).toBe('plan');
});

test.each([
  ['a Deny without a resource', { Effect: 'Deny', Principal: '*', Action: 'execute-api:Invoke' }],
  ['a Deny of an action that is none', { ...allow, Effect: 'Deny', Action: 'Invoke' }],
])('s) nor where nobody can tell whom it shuts out: %s', (_what, unclear) => {
  const inside = { ...allow, Condition: { StringEquals: { 'aws:SourceVpce': endpoints[0] } } };
  const known = knownApi(policy(inside, unclear), {}, [stage('prod', 'dep001', open)]);
  expect(plan(known, parametersOf())).toEqual(
    refusal('pending-policy-edit', /it cannot be ruled out that what is saved shuts out of stage prod/),
  );
});

test('a refusal comes before everything that could be planned', () => {
  const known = knownApi(fenced, { endpointTypes: ['EDGE'] });
  expect(plan(known, parametersOf()).kind).toBe('refusal');
});
