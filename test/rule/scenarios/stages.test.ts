/** Scenarios of rule/README.md, by letter: what stages serve. From AWS Config's event to the evaluation that goes back. */
import { expect, test } from '@jest/globals';
import { judgeChange, policies, prod, text, trustedEndpoint } from '../../support/rule.ts';

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

test('n) deployed methods that the export shows without authorization count as their deployment tells them', async () => {
  const stages = { prod: { policy: conditioned, methods: ['NONE'], summary: ['NONE', 'AWS_IAM'] } };
  const { evaluation, account } = await judgeChange({ policyText: text(conditioned), stages });
  expect(evaluation?.complianceType).toBe('NON_COMPLIANT');
  expect(evaluation?.annotation).toMatch(/^deployed to stage prod: .*whom an identity policy/);
  expect(account.calls).toContain('deployedMethods a1b2c3d4e5/dprod');
});

test('n) methods without authorization by the export and by their deployment make a conditioned Allow COMPLIANT', async () => {
  const { evaluation, account } = await judgeChange({ policyText: text(conditioned), ...prod(conditioned) });
  expect(evaluation?.complianceType).toBe('COMPLIANT');
  expect(account.calls).toContain('deployedMethods a1b2c3d4e5/dprod');
});

test('n) a deployment that tells none of its methods is UNDECIDED, not one without authorization', async () => {
  const stages = { prod: { policy: conditioned, methods: ['NONE'], summary: [] } };
  const { evaluation } = await judgeChange({ policyText: text(conditioned), stages });
  expect(evaluation?.annotation).toBe(
    'UNDECIDED: deployed to stage prod: the verdict depends on the authorization of the deployed methods, which their deployment does not tell',
  );
});

test('n) a policy that is open to these stages only through its methods is known by them too', async () => {
  const allow = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke' };
  const inside = { StringEquals: { 'aws:SourceVpce': trustedEndpoint } };
  const statements = [
    { ...allow, Resource: 'execute-api:/prod/*', Condition: inside },
    { ...allow, Resource: 'execute-api:/test/*' },
  ];
  const served = { Version: '2012-10-17', Statement: statements };
  const stages = { prod: { policy: served, methods: ['NONE'], summary: ['CUSTOM'] } };
  const { evaluation } = await judgeChange({ policyText: text(fenced), stages });
  expect(evaluation?.annotation).toMatch(/^deployed to stage prod: .*whom an identity policy/);
});

test.each([
  ['a Deny fences them', fenced, ['NONE'], {}],
  ['the export tells one that admits callers by itself', conditioned, ['CUSTOM'], {}],
  ['identities of the account are trusted', conditioned, ['NONE'], { sameAccountIdentities: 'trust' }],
  ['the policy is open', open, ['NONE'], {}],
  ['no stage is looked at', conditioned, ['NONE'], { checkDeployedPolicy: 'false' }],
])('n) a deployment is not asked for its methods when %s', async (_why, policy, methods, parameters) => {
  const { evaluation, account } = await judgeChange({ policyText: text(policy), ...prod(policy, methods) }, parameters);
  expect(evaluation).toBeDefined();
  expect(account.calls.filter((call) => call.startsWith('deployedMethods'))).toEqual([]);
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
    expect(evaluation?.annotation).toMatch(
      /^UNDECIDED: deployed to stage prod: what its canary serves cannot be read: promote the canary, or delete it; /,
    );
  }
});

test('q) a canary on the deployment of its stage changes nothing', async () => {
  const canary = { deploymentId: 'dprod', percentTraffic: 50 };
  const { evaluation } = await judgeChange({ policyText: text(fenced), stages: { prod: { policy: fenced, canary } } });
  expect(evaluation?.complianceType).toBe('COMPLIANT');
});

const unsure =
  "whether an export of a stage with a canary shows the stage's own deployment is not documented: promote the canary, or delete it";

test('q) an export of a stage with a canary proves nothing, though another stage serves the deployment of the canary', async () => {
  const canary = { deploymentId: 'dtest', percentTraffic: 10 };
  const stages = { prod: { policy: fenced, canary }, test: { policy: fenced } };
  const { evaluation } = await judgeChange({ policyText: text(fenced), stages });
  expect(evaluation?.annotation).toBe(`UNDECIDED: deployed to stage prod: ${unsure}`);
});

test('q) nor does it where the canary gets no requests: its deployment may be what the export shows', async () => {
  for (const deploymentId of ['dcanary', null]) {
    const stages = { prod: { policy: fenced, canary: { deploymentId, percentTraffic: 0 } } };
    const { evaluation } = await judgeChange({ policyText: text(fenced), stages });
    expect(evaluation?.annotation).toBe(`UNDECIDED: deployed to stage prod: ${unsure}`);
  }
});

test('q) what such an export lets in is a finding all the same, and its methods are not asked for', async () => {
  const canary = { deploymentId: 'dtest', percentTraffic: 10 };
  const found = { prod: { policy: open, canary }, test: { policy: fenced } };
  const { evaluated } = await judgeChange({ policyText: text(fenced), stages: found });
  expect(evaluated[0]?.verdict).toMatchObject({ verdict: 'NON_COMPLIANT', findings: [{ stages: ['prod'] }] });
  const silent = { prod: { policy: conditioned, summary: ['AWS_IAM'], canary }, test: { policy: fenced } };
  const { evaluation, account } = await judgeChange({ policyText: text(fenced), stages: silent });
  expect(evaluation?.annotation).toBe(`UNDECIDED: deployed to stage prod: ${unsure}`);
  expect(account.calls).not.toContain('deployedMethods a1b2c3d4e5/dprod');
});

test('q) a stage without a canary proves for all stages that serve its deployment', async () => {
  const canary = { deploymentId: 'dtest', percentTraffic: 10 };
  const stages = {
    prod: { deploymentId: 'dold', policy: fenced, canary },
    blue: { deploymentId: 'dold', policy: fenced },
    test: { policy: fenced },
  };
  const { evaluation } = await judgeChange({ policyText: text(fenced), stages });
  expect(evaluation?.complianceType).toBe('COMPLIANT');
});

test('q) stages that serve the deployments of each other’s canaries are read one by one, and prove nothing', async () => {
  const canaryOf = (deploymentId: string): object => ({ canary: { deploymentId, percentTraffic: 10 } });
  const stages = {
    prod: { policy: fenced, ...canaryOf('dtest') },
    blue: { deploymentId: 'dprod', policy: open, ...canaryOf('dtest') },
    test: { policy: fenced, ...canaryOf('dprod') },
  };
  const { evaluated, account } = await judgeChange({ policyText: text(fenced), stages });
  expect(account.calls.filter((call) => call.startsWith('servedBy'))).toEqual([
    'servedBy a1b2c3d4e5/prod',
    'servedBy a1b2c3d4e5/blue',
    'servedBy a1b2c3d4e5/test',
  ]);
  expect(evaluated[0]?.verdict).toMatchObject({ verdict: 'NON_COMPLIANT', findings: [{ stages: ['blue'] }] });
  const { evaluation } = await judgeChange({
    policyText: text(fenced),
    stages: { ...stages, blue: { ...stages.blue, policy: fenced } },
  });
  expect(evaluation?.annotation).toMatch(/^UNDECIDED: deployed to stages? /);
});

test('q) a canary is told of beside a saved policy that is undecided too', async () => {
  const canary = { deploymentId: 'dtest', percentTraffic: 10 };
  const stages = { prod: { policy: conditioned, canary }, test: { policy: fenced } };
  const { evaluated } = await judgeChange({ policyText: text(conditioned), methods: ['QUANTUM'], stages });
  const verdict = { verdict: 'UNDECIDED', reason: expect.stringContaining(unsure) };
  expect(evaluated[0]?.verdict).toMatchObject(verdict);
  expect(evaluated[0]?.verdict).toMatchObject({ reason: expect.stringContaining('`QUANTUM`') });
});

test('q) a canary whose deployment another stage serves is judged by that', async () => {
  const canary = { deploymentId: 'dtest', percentTraffic: 10 };
  const stages = { prod: { policy: fenced, canary }, test: { policy: open } };
  const { evaluated } = await judgeChange({ policyText: text(fenced), stages });
  expect(evaluated[0]?.verdict).toMatchObject({ findings: [{ stages: ['prod', 'test'] }] });
});
