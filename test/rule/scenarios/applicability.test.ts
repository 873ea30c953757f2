/** Scenarios of rule/README.md, by letter: whether an API is judged at all, and against which network. From AWS Config's event to the evaluation that goes back. */
import { expect, test } from '@jest/globals';
import { apiArn, judgeChange, policies, text, trustedEndpoint } from '../../support/rule.ts';

const { open, fenced } = policies;

test('a) an API that is not PRIVATE is NOT_APPLICABLE, and nothing more is read of it', async () => {
  const { evaluation, account } = await judgeChange({ endpointTypes: ['REGIONAL'], policyText: text(open) });
  expect(evaluation).toMatchObject({
    complianceType: 'NOT_APPLICABLE',
    annotation: 'the API is REGIONAL, not PRIVATE',
  });
  expect(account.calls).toEqual(['restApi a1b2c3d4e5', 'report 1']);
});

test('a) an API whose endpoint type is not told is judged as PRIVATE', async () => {
  const { evaluation } = await judgeChange({ endpointTypes: [], policyText: text(open) });
  expect(evaluation?.complianceType).toBe('NON_COMPLIANT');
});

test('b) an API that was deleted is NOT_APPLICABLE, and is not looked for', async () => {
  const { evaluation, account } = await judgeChange(null, {}, {}, 'restapi-deleted');
  expect(evaluation).toMatchObject({
    complianceType: 'NOT_APPLICABLE',
    annotation: 'AWS Config says of the API: ResourceDeleted',
  });
  expect(account.calls).toEqual(['report 1']);
});

test('b) an API that left the scope of the rule is NOT_APPLICABLE', async () => {
  const { evaluation } = await judgeChange({ policyText: text(open) }, {}, {}, 'restapi-left-scope');
  expect(evaluation).toMatchObject({
    complianceType: 'NOT_APPLICABLE',
    annotation: 'the API is no longer in the scope of the rule',
  });
});

test('b) an API that is gone when it is read is NOT_APPLICABLE', async () => {
  const { evaluation } = await judgeChange(null);
  expect(evaluation).toMatchObject({
    complianceType: 'NOT_APPLICABLE',
    annotation: 'the API does not exist any more',
  });
});

test('b) of an oversized item without a status the recorded item tells whether the API was deleted', async () => {
  const event = 'restapi-oversized-without-status';
  const gone = await judgeChange({ policyText: text(open) }, {}, { itemStatus: 'ResourceDeleted' }, event);
  expect(gone.evaluation?.complianceType).toBe('NOT_APPLICABLE');
  for (const itemStatus of ['OK', null]) {
    const there = await judgeChange({ policyText: text(open) }, {}, { itemStatus }, event);
    expect(there.evaluation?.complianceType).toBe('NON_COMPLIANT');
    expect(there.account.calls).toContain(`itemAt ${apiArn}`);
  }
});

test.each([
  ['owner', { owner: 'payments' }, true],
  ['owner=payments', { owner: 'payments' }, true],
  ['owner=payments', { owner: 'orders' }, false],
  ['owner', { team: 'payments' }, false],
  ['owner=', { owner: '' }, true],
])('c) with exemptTag %s the tags %j make the API NOT_APPLICABLE: %s', async (exemptTag, tags, isExempt) => {
  const { evaluation } = await judgeChange({ policyText: text(open), tags }, { exemptTag });
  expect(evaluation?.complianceType).toBe(isExempt ? 'NOT_APPLICABLE' : 'NON_COMPLIANT');
  expect(evaluation?.annotation?.startsWith('the API is exempt: it has the tag `owner')).toBe(isExempt);
});

test('s) with no trusted ids the own account is the trusted network', async () => {
  const vpcEndpoints = [{ vpcEndpointId: trustedEndpoint, vpcId: 'vpc-0123456789abcdef0' }];
  const own = { vpcIds: ['vpc-0123456789abcdef0'], vpcEndpoints };
  const nothing = { trustedVpcEndpointIds: '' };
  const mine = await judgeChange({ policyText: text(fenced) }, nothing, own);
  expect(mine.evaluation?.complianceType).toBe('COMPLIANT');
  expect(mine.account.calls).toEqual(expect.arrayContaining(['vpcIds', 'vpcEndpoints']));
  const foreign = await judgeChange({ policyText: text(fenced) }, nothing, { vpcIds: own.vpcIds });
  expect(foreign.evaluation?.complianceType).toBe('NON_COMPLIANT');
});

test('s) EC2 is not asked where trusted ids are given, nor for an API that is not judged', async () => {
  const given = await judgeChange({ policyText: text(fenced) });
  const regional = await judgeChange({ endpointTypes: ['REGIONAL'] }, { trustedVpcEndpointIds: '' });
  for (const { account } of [given, regional]) expect(account.calls.join()).not.toContain('vpc');
});
