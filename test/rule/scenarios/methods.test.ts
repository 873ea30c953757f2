/** Scenarios of rule/README.md, by letter: what methods ask of callers. From AWS Config's event to the evaluation that goes back. */
import { expect, test } from '@jest/globals';
import { judgeChange, policies, prod, text } from '../../support/rule.ts';

const { open, fenced, conditioned } = policies;

test('j) a conditioned Allow is COMPLIANT where no method admits callers by itself', async () => {
  const api = { policyText: text(conditioned), methods: ['NONE', 'NONE'], ...prod(conditioned) };
  const { evaluation, account } = await judgeChange(api);
  expect(evaluation?.complianceType).toBe('COMPLIANT');
  expect(account.calls).toContain('methods a1b2c3d4e5');
});

test.each(['AWS_IAM', 'CUSTOM'])('k) a conditioned Allow beside a method with %s is NON_COMPLIANT', async (type) => {
  const { evaluation } = await judgeChange({ policyText: text(conditioned), methods: ['NONE', type] });
  expect(evaluation?.complianceType).toBe('NON_COMPLIANT');
  expect(evaluation?.annotation).toContain('whom an identity policy or a Lambda authorizer admits gets in');
});

test('k) a Deny fences methods with AWS_IAM or a Lambda authorizer too: the methods are not even read', async () => {
  const { evaluation, account } = await judgeChange({ policyText: text(fenced), methods: ['AWS_IAM', 'CUSTOM'] });
  expect(evaluation?.complianceType).toBe('COMPLIANT');
  expect(account.calls).not.toContain('methods a1b2c3d4e5');
});

test.each(['AWS_IAM', 'CUSTOM'])(
  'l) with sameAccountIdentities trust it is COMPLIANT beside %s, with a note',
  async (type) => {
    const api = { policyText: text(conditioned), methods: [type], ...prod(conditioned, [type]) };
    const { evaluation, account } = await judgeChange(api, { sameAccountIdentities: 'trust' });
    expect(evaluation?.complianceType).toBe('COMPLIANT');
    expect(evaluation?.annotation).toContain('`sameAccountIdentities` is `trust`');
    expect(account.calls).not.toContain('methods a1b2c3d4e5');
  },
);

test('l) trust opens nothing that the policy itself lets in, and says nothing where a Deny fences all', async () => {
  const trust = { sameAccountIdentities: 'trust' };
  expect((await judgeChange({ policyText: text(open) }, trust)).evaluation?.complianceType).toBe('NON_COMPLIANT');
  expect((await judgeChange({ policyText: text(fenced) }, trust)).evaluation?.annotation).not.toContain('trust`');
});

test('m) a conditioned Allow beside a Cognito user pool is UNDECIDED, since AWS contradicts itself', async () => {
  const { evaluation } = await judgeChange({ policyText: text(conditioned), methods: ['COGNITO_USER_POOLS', 'NONE'] });
  expect(evaluation?.complianceType).toBe('NON_COMPLIANT');
  expect(evaluation?.annotation).toMatch(/^UNDECIDED: AWS's page contradicts itself/);
});

test('m) so is one beside an authorization type that is not known', async () => {
  const { evaluation } = await judgeChange({ policyText: text(conditioned), methods: ['QUANTUM'] });
  expect(evaluation?.annotation).toMatch(/^UNDECIDED: .*`QUANTUM`/);
});

test('m) what is open or fenced for everybody is decided whatever the methods are', async () => {
  const methods = ['COGNITO_USER_POOLS'];
  expect((await judgeChange({ policyText: text(open), methods })).evaluation?.annotation).toMatch(/^anyone/);
  expect((await judgeChange({ policyText: text(fenced), methods })).evaluation?.complianceType).toBe('COMPLIANT');
});
