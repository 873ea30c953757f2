/** Scenarios of rule/README.md, by letter: what stages serve. From AWS Config's event to the evaluation that goes back. */
import { expect, test } from '@jest/globals';
import { judgeChange, policies, prod, text } from '../../support/rule.ts';

const { open, fenced, conditioned } = policies;

test('g) a fix that was saved but not deployed is NON_COMPLIANT, and names the stage', async () => {
  const stages = { prod: { policy: open }, test: { policy: fenced } };
  const { evaluation, evaluated } = await judgeChange({ policyText: text(fenced), stages });
  expect(evaluation).toMatchObject({
    complianceType: 'NON_COMPLIANT',
    annotation:
      'deployed to stage prod: anyone in any VPC can call GET /prod/: statement 1 of the policy allows it and no Deny stops it',
  });
  expect(evaluated[0]?.verdict).toMatchObject({ findings: [{ stages: ['prod'] }] });
});

test('g) with checkDeployedPolicy false only the saved policy is judged, and no stage is read', async () => {
  const { evaluation, account } = await judgeChange(
    { policyText: text(fenced), ...prod(open) },
    { checkDeployedPolicy: 'false' },
  );
  expect(evaluation?.complianceType).toBe('COMPLIANT');
  expect(account.calls).toEqual(['restApi a1b2c3d4e5', 'report 1']);
});

test('h) an open policy that was saved and not deployed is NON_COMPLIANT', async () => {
  const { evaluation, evaluated } = await judgeChange({ policyText: text(open), ...prod(fenced) });
  expect(evaluation?.complianceType).toBe('NON_COMPLIANT');
  expect(evaluation?.annotation).toMatch(/^saved but not deployed: anyone in any VPC can call/);
  expect(evaluated[0]?.verdict).toMatchObject({ findings: [{ stages: [] }] });
});

test('n) a stage is judged by its deployed methods: AWS_IAM that was taken out but is still served is NON_COMPLIANT', async () => {
  const api = { policyText: text(conditioned), methods: ['NONE'], ...prod(conditioned, ['AWS_IAM']) };
  const { evaluation } = await judgeChange(api);
  expect(evaluation?.complianceType).toBe('NON_COMPLIANT');
  expect(evaluation?.annotation).toMatch(/^deployed to stage prod: /);
});

test('n) a policy that opens only other stages does not make this one open', async () => {
  const onlyTest = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/test/*' }],
  };
  const { evaluation } = await judgeChange({ policyText: text(fenced), ...prod(onlyTest) });
  expect(evaluation?.complianceType).toBe('COMPLIANT');
});

test('q) a canary that serves a deployment of its own is UNDECIDED', async () => {
  for (const deploymentId of ['dcanary', null]) {
    const stages = { prod: { policy: fenced, canary: { deploymentId, percentTraffic: 10 } } };
    const { evaluation } = await judgeChange({ policyText: text(fenced), stages });
    expect(evaluation?.annotation).toBe(
      'UNDECIDED: deployed to stage prod: what its canary serves cannot be read: promote the canary, or delete it',
    );
  }
});

test('q) a canary without requests, or on the deployment of its stage, changes nothing', async () => {
  for (const canary of [
    { deploymentId: 'dcanary', percentTraffic: 0 },
    { deploymentId: 'dprod', percentTraffic: 50 },
  ]) {
    const { evaluation } = await judgeChange({
      policyText: text(fenced),
      stages: { prod: { policy: fenced, canary } },
    });
    expect(evaluation?.complianceType).toBe('COMPLIANT');
  }
});

test('q) a canary whose deployment another stage serves is judged by that', async () => {
  const canary = { deploymentId: 'dtest', percentTraffic: 10 };
  const stages = { prod: { policy: fenced, canary }, test: { policy: open } };
  const { evaluated } = await judgeChange({ policyText: text(fenced), stages });
  expect(evaluated[0]?.verdict).toMatchObject({ findings: [{ stages: ['prod', 'test'] }] });
});
