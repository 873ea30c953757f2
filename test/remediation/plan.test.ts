import { expect, test } from '@jest/globals';
import type { KnownApi } from '../../remediation/known.ts';
import { endpoints, vpcs } from '../support/generators/constants.ts';
import { carriedOut, knownApi, mustPlan, parametersOf, place, plan, stage, trustedIds } from '../support/known.ts';
import { allow, arn, fence, fenced, open, policy } from '../support/statements.ts';

const here = { StringEquals: { 'aws:SourceVpce': endpoints[0] } };

test('a) an open API: the fence is added, and the patch is as UpdateRestApi takes it', () => {
  const planned = mustPlan(plan(knownApi(open), parametersOf()));
  const value = JSON.stringify(fenced);
  expect(planned.patchOperations).toEqual([{ op: 'replace', path: '/policy', value }]);
  expect(planned.before.policyText).toBe(JSON.stringify(open));
  expect(planned.after.policyText).toBe(value);
  expect(planned.diff).toContain('+      "Sid": "PrivateApiGuardFence"');
});

test('a) who loses access is shown by a request', () => {
  const { accessLost } = mustPlan(plan(knownApi(open), parametersOf()));
  expect(accessLost.map(({ sentence }) => sentence)).toEqual([
    expect.stringMatching(/^GET \/prod\/, unsigned, from vpc-\w+ through vpce-\w+$/),
  ]);
});

test('a) the text that API Gateway escapes is planned as the plain one is', () => {
  const escaped = JSON.stringify(JSON.stringify(open)).slice(1, -1).replaceAll('/', '\\/');
  expect(plan(knownApi(escaped), parametersOf())).toEqual(plan(knownApi(open), parametersOf()));
});

test('b) fenced already: nothing to do', () => {
  expect(plan(knownApi(fenced), parametersOf())).toMatchObject({
    kind: 'nothing',
    notes: ['the saved policy has the fence already'],
  });
});

test('c) closed by other means: nothing to do', () => {
  const closed = policy({ ...allow, Condition: here });
  expect(plan(knownApi(closed, {}, [stage('prod', 'dep001', closed)]), parametersOf())).toMatchObject({
    kind: 'nothing',
    notes: ['the saved policy keeps outsiders out without a fence of ours'],
  });
});

test('c) but not where an identity policy may allow: then only a Deny is a fence', () => {
  const known: KnownApi = { ...knownApi(policy({ ...allow, Condition: here })), authorization: 'identity-may-allow' };
  expect(plan(known, parametersOf()).kind).toBe('plan');
});

test('d) an older fence of ours is replaced, even where the policy is compliant', () => {
  const older = fence(trustedIds([], [endpoints[1]]));
  const both = parametersOf({ trusted: trustedIds([], [endpoints[0], endpoints[1]]) });
  const planned = mustPlan(plan(knownApi(policy(allow, older)), both));
  expect(planned.after.policyText).toBe(JSON.stringify(policy(allow, fence(both.trusted))));
  expect(planned.notes).toEqual([
    'the fence takes the place of 1 older one of ours',
    `gets in that did not before: GET /prod/, unsigned, from vpc-0ffffffffffffffff through ${endpoints[0]}`,
  ]);
});

test('e) a foreign statement with our Sid stays', () => {
  const foreign = { ...fence(), Effect: 'Allow' };
  const { after } = mustPlan(
    plan(knownApi(policy(foreign)), parametersOf({ trusted: trustedIds([], [endpoints[1]]) })),
  );
  expect(JSON.parse(after.policyText)).toMatchObject({ Statement: [foreign, { Sid: 'PrivateApiGuardFence2' }] });
});

test('f) no policy: the fence alone, which grants nobody anything', () => {
  const planned = mustPlan(plan(knownApi(null), parametersOf()));
  expect(planned.before.policyText).toBeNull();
  expect(JSON.parse(planned.after.policyText)).toEqual(policy(fence()));
  expect(planned.accessLost).toEqual([]);
});

test('g) both kinds of trust', () => {
  const trusted = trustedIds([vpcs[0]], [endpoints[0]]);
  const { after } = mustPlan(plan(knownApi(open), parametersOf({ trusted })));
  expect(JSON.parse(after.policyText)).toEqual(policy(allow, fence(trusted)));
});

test('g) the order and the number of the ids do not matter', () => {
  const one = parametersOf({ trusted: trustedIds([vpcs[0], vpcs[1]]) });
  const other = parametersOf({ trusted: trustedIds([vpcs[1], vpcs[0], vpcs[1]]) });
  expect(plan(knownApi(open), one)).toEqual(plan(knownApi(open), other));
});

test('without ids the endpoints set on the API are trusted, as far as the account owns them', () => {
  const nobody = parametersOf({ trusted: trustedIds([]) });
  const known = {
    ...knownApi(open, { vpcEndpointIds: [endpoints[0], endpoints[1]] }),
    ownEndpoints: [{ vpcEndpointId: endpoints[0], vpcId: vpcs[0] }],
  };
  const planned = mustPlan(plan(known, nobody));
  expect(planned.trusted).toEqual(trustedIds([], [endpoints[0]]));
  expect(planned.notes.join()).toContain(`\`${endpoints[1]}\` is set on the API but is not the account's own`);
});

test('h) saved but not deployed: only the stage follows', () => {
  const known = knownApi(fenced, {}, [stage('prod', 'dep001', open), stage('test', 'dep002', fenced)]);
  const planned = mustPlan(plan(known, parametersOf()));
  expect(planned).toMatchObject({
    patchOperations: [],
    diff: '',
    stages: [{ stageName: 'prod', from: 'dep001', hasCanary: false }],
  });
  expect(planned.before.hash).toBe(planned.after.hash);
  expect(planned.accessLost).toHaveLength(1);
});

test('i) only named stages follow, and the others are reported', () => {
  const known = knownApi(open, {}, [stage('prod', 'dep001', open), stage('test', 'dep001', open)]);
  const planned = mustPlan(plan(known, parametersOf({ stageNames: ['prod'] })));
  expect(planned.stages.map(({ stageName }) => stageName)).toEqual(['prod']);
  expect(planned.leftOpen).toEqual(['test']);
  expect(planned.notes).toContain('stage test was not named: what it serves stays open');
});

test('i) a named stage that serves a compliant policy stays where it is', () => {
  const known = knownApi(open, {}, [stage('prod', 'dep001', fenced)]);
  const planned = mustPlan(plan(known, parametersOf({ stageNames: ['prod'] })));
  expect(planned.stages).toEqual([]);
  expect(planned.notes).toContain('stage prod serves a compliant policy already and is left where it is');
});

test('i) a stage is judged by what its deployment says of that stage', () => {
  const elsewhere = policy({ ...allow, Resource: `${arn}/prod/*` });
  const known = knownApi(open, {}, [stage('test', 'dep001', elsewhere), stage('prod', 'dep001', elsewhere)]);
  const planned = mustPlan(plan(known, parametersOf({ pendingChanges: 'Publish' })));
  expect(planned.stages.map(({ stageName }) => stageName)).toEqual(['prod']);
});

test('j) a canary is announced', () => {
  const canary = { deploymentId: stage('x', 'dep009', null).deploymentId, percentTraffic: 10 };
  const planned = mustPlan(plan(knownApi(open, {}, [stage('prod', 'dep001', open, canary)]), parametersOf()));
  expect(planned.stages).toEqual([{ stageName: 'prod', from: 'dep001', hasCanary: true }]);
  expect(planned.notes.join()).toContain('stage prod has a canary');
});

test.each([
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
])('k) in %s the ARNs are those of %s', (partition, region) => {
  const known = { ...knownApi(open), place: { ...place, partition, region } };
  const planned = mustPlan(plan(known, parametersOf()));
  const resource = `arn:${partition}:execute-api:${region}:111122223333:abcde12345/*`;
  expect(JSON.parse(planned.after.policyText)).toMatchObject({ Statement: [allow, { Resource: resource }] });
  expect(plan(carriedOut(known, planned), parametersOf()).kind).toBe('nothing');
});

test('an API that is not known in full: the fence is in the short form, and planned again there is nothing to do', () => {
  const known = { ...knownApi(open), place: { ...place, region: null } };
  const planned = mustPlan(plan(known, parametersOf()));
  expect(JSON.parse(planned.after.policyText)).toMatchObject({ Statement: [allow, { Resource: 'execute-api:/*' }] });
  expect(plan(carriedOut(known, planned), parametersOf()).kind).toBe('nothing');
});

test('a stage that serves an older policy is shown with its own losses, once somebody allows the edit to be published', () => {
  const known = knownApi(policy({ ...allow, Resource: 'execute-api:/*/GET/*' }), {}, [stage('prod', 'dep001', open)]);
  const planned = mustPlan(plan(known, parametersOf({ pendingChanges: 'Publish' })));
  expect(planned.notes[0]).toBe(
    'stage prod serves another policy than is saved, and a redeployment would publish that edit',
  );
  expect(planned.notes[1]).toMatch(/^what is saved shuts out of stage prod who gets in from inside now: POST /);
});
