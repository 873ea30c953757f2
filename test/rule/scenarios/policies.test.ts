/** Scenarios of rule/README.md, by letter: what a policy lets in. From AWS Config's event to the evaluation that goes back. */
import { expect, test } from '@jest/globals';
import { fault } from '../../support/account.ts';
import { judgeChange, policies, prod, text } from '../../support/rule.ts';

const { open, fenced, fenceAlone, unclear } = policies;

test('d) a private API without a resource policy is NON_COMPLIANT', async () => {
  for (const policyText of [null, '']) {
    const { evaluation } = await judgeChange({ policyText });
    expect(evaluation).toMatchObject({
      complianceType: 'NON_COMPLIANT',
      annotation: 'the private API has no resource policy, so nothing says which network may call it',
    });
  }
});

test('d) a stage that serves no resource policy is NON_COMPLIANT', async () => {
  const { evaluation } = await judgeChange({ policyText: text(fenced), ...prod(null) });
  expect(evaluation?.annotation).toMatch(/^deployed to stage prod: the private API has no resource policy/);
});

test('e) an API whose saved and served policy lets a request from outside in is NON_COMPLIANT, with the request', async () => {
  const { evaluation, evaluated } = await judgeChange({ policyText: text(open), ...prod(open) });
  expect(evaluation).toMatchObject({
    complianceType: 'NON_COMPLIANT',
    annotation: 'anyone in any VPC can call GET /prod/: statement 1 of the policy allows it and no Deny stops it',
  });
  expect(evaluated[0]?.verdict).toMatchObject({
    findings: [{ statementIndex: 0, stages: ['prod'], witness: { principalType: 'Anonymous' } }],
  });
});

test('f) an API whose saved and served policies let nobody from outside in is COMPLIANT', async () => {
  const { evaluation, account } = await judgeChange({ policyText: text(fenced), ...prod(fenced) });
  expect(evaluation).toMatchObject({
    complianceType: 'COMPLIANT',
    annotation: 'no request from outside the trusted network gets in',
  });
  expect(account.calls).toEqual(['restApi a1b2c3d4e5', 'stages a1b2c3d4e5', 'servedBy a1b2c3d4e5/prod', 'report 1']);
});

test('f) a policy that admits nobody is COMPLIANT, and says so', async () => {
  const { evaluation } = await judgeChange({ policyText: text(fenceAlone) }, { sameAccountIdentities: 'trust' });
  expect(evaluation?.complianceType).toBe('COMPLIANT');
  expect(evaluation?.annotation).toContain('the policy admits nobody by itself');
});

test('i) an API without a stage is judged by its saved policy', async () => {
  expect((await judgeChange({ policyText: text(fenced) })).evaluation?.complianceType).toBe('COMPLIANT');
  const { evaluation } = await judgeChange({ policyText: text(open) });
  expect(evaluation?.annotation).toMatch(/^anyone in any VPC can call/);
});

test('o) a policy that cannot be read is UNDECIDED, with the place', async () => {
  const { evaluation } = await judgeChange({ policyText: '{"Version": "2012-10-17", "Statement"' });
  expect(evaluation?.complianceType).toBe('NON_COMPLIANT');
  expect(evaluation?.annotation).toMatch(/^UNDECIDED: line 1, column/);
});

test('p) a policy whose meaning AWS does not document is UNDECIDED, saved or served', async () => {
  const saved = await judgeChange({ policyText: text(unclear) });
  expect(saved.evaluation?.annotation).toMatch(/^UNDECIDED: whether statement 1 lets an outsider in/);
  const served = await judgeChange({ policyText: text(fenced), ...prod(unclear) });
  expect(served.evaluation?.annotation).toMatch(/^UNDECIDED: deployed to stage prod: whether statement 1/);
});

test('p) an undecided part beside an open one is NON_COMPLIANT for the open one', async () => {
  const stages = { prod: { policy: open }, test: { policy: unclear } };
  const { evaluation, evaluated } = await judgeChange({ policyText: text(fenced), stages });
  expect(evaluation?.annotation).toMatch(/^deployed to stage prod: anyone/);
  expect(evaluated[0]?.verdict).toMatchObject({ notes: [expect.stringContaining('deployed to stage test: whether')] });
});

test('r) a stage that API Gateway refuses to export is UNDECIDED', async () => {
  const before = (operation: string): void => {
    if (operation === 'servedBy') throw fault('refused', 'apigateway:GetExport');
  };
  const { evaluation } = await judgeChange({ policyText: text(fenced), ...prod(fenced) }, {}, { before });
  expect(evaluation?.annotation).toMatch(
    /^UNDECIDED: deployed to stage prod: what is served cannot be read: .*GetExport/,
  );
});
