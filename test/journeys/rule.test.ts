/** The rule's scenarios from end to end: AWS Config's events, the real handler, its calls and its reports over HTTP. */
import { DeleteRestApiCommand, UpdateRestApiCommand, UpdateStageCommand } from '@aws-sdk/client-api-gateway';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { everyone, policyOf, statement, type Api } from '../support/apis.ts';
import { elsewhere, fenced, here, insider, startGuard, stranger, type GuardBench } from '../support/guard.ts';

let guard: GuardBench;
beforeEach(async () => {
  guard = await startGuard();
});
afterEach(() => guard.sandbox.close());

/** A private API that a stage serves, judged by the change events. */
async function served(policy: object, methods: Readonly<Record<string, string>> = {}): Promise<Api> {
  const api = await guard.apis.privateApi(policy);
  for (const [path, authorizationType] of Object.entries(methods))
    await guard.apis.addMethod(api, path, { authorizationType });
  await guard.apis.deploy(api, 'prod');
  await guard.settle();
  return api;
}

const verdictOn = async ({ restApiId }: Api): Promise<string | undefined> =>
  (await guard.results())[restApiId]?.complianceType;
const annotationOn = async ({ restApiId }: Api): Promise<string> =>
  (await guard.results())[restApiId]?.annotation ?? '';

const save = (api: Api, policy: object): Promise<unknown> =>
  guard.apigateway.send(
    new UpdateRestApiCommand({
      restApiId: api.restApiId,
      patchOperations: [{ op: 'replace', path: '/policy', value: JSON.stringify(policy) }],
    }),
  );

test('e) an API that is open to strangers is found, and a stranger does get in', async () => {
  const api = await served(everyone);
  expect(await verdictOn(api)).toBe('NON_COMPLIANT');
  expect(await annotationOn(api)).toMatch(/^anyone in any VPC can call GET .*statement 1/);
  expect(await guard.call(stranger, api, 'prod')).toBe(200);
});

test('f) a fenced API is COMPLIANT, and answers insiders only', async () => {
  const api = await served(fenced);
  expect(await verdictOn(api)).toBe('COMPLIANT');
  expect([await guard.call(stranger, api, 'prod'), await guard.call(insider, api, 'prod')]).toEqual([403, 200]);
});

test('g) a fix that is saved but not deployed is NON_COMPLIANT until its deployment, and the stranger gets in until then', async () => {
  const api = await served(everyone);
  await save(api, fenced);
  await guard.reevaluate();
  expect(await annotationOn(api)).toMatch(/^deployed to stage prod: anyone/);
  expect(await guard.call(stranger, api, 'prod')).toBe(200);
  await guard.sandbox.clock.advance(5000);
  await guard.apis.deploy(api, 'prod');
  await guard.settle();
  expect(await verdictOn(api)).toBe('COMPLIANT');
  expect(await guard.call(stranger, api, 'prod')).toBe(403);
});

test('h) an edit of the policy alone makes no event; the next hour finds it', async () => {
  const api = await served(fenced);
  await save(api, everyone);
  await guard.settle();
  expect(await verdictOn(api)).toBe('COMPLIANT');
  await guard.scheduled();
  expect(await verdictOn(api)).toBe('NON_COMPLIANT');
  expect(await annotationOn(api)).toMatch(/^saved but not deployed: /);
});

test('d) a private API without a policy is NON_COMPLIANT', async () => {
  const api = await guard.apis.privateApi(null);
  await guard.settle();
  expect([await verdictOn(api), await annotationOn(api)]).toEqual([
    'NON_COMPLIANT',
    expect.stringContaining('no resource policy'),
  ]);
});

test.each([
  ['j', 'NONE', 'COMPLIANT'],
  ['k', 'AWS_IAM', 'NON_COMPLIANT'],
] as const)('%s) a conditioned Allow beside a method with the authorization %s is %s', async (_, type, verdict) => {
  const api = await served(policyOf(statement({ Condition: here })), { orders: type });
  expect(await verdictOn(api)).toBe(verdict);
});

test('p) a policy that cannot be decided is reported as NON_COMPLIANT, UNDECIDED first', async () => {
  const api = await served(policyOf(statement({ Resource: 'execute-api:*' })));
  expect(await verdictOn(api)).toBe('NON_COMPLIANT');
  expect(await annotationOn(api)).toMatch(/^UNDECIDED: /);
});

test('q) a canary that serves a deployment of its own is UNDECIDED, and says what to do', async () => {
  const api = await served(fenced);
  await guard.sandbox.clock.advance(5000);
  await save(api, everyone);
  await guard.apis.deploy(api, 'prod', { canarySettings: { percentTraffic: 10 } });
  await save(api, fenced);
  await guard.reevaluate();
  expect(await annotationOn(api)).toMatch(/^UNDECIDED: .*canary/);
});

test('a) an API that is not PRIVATE is NOT_APPLICABLE; b) so is one that was deleted', async () => {
  const open = await guard.apis.privateApi(everyone, { endpointConfiguration: { types: ['REGIONAL'] } });
  const gone = await guard.apis.privateApi(everyone);
  await guard.settle();
  expect(await verdictOn(gone)).toBe('NON_COMPLIANT');
  await guard.apigateway.send(new DeleteRestApiCommand({ restApiId: gone.restApiId }));
  await guard.settle();
  expect([await verdictOn(open), await verdictOn(gone)]).toEqual(['NOT_APPLICABLE', 'NOT_APPLICABLE']);
});

test('n) a stage that is moved to another deployment is judged anew, by the event of the stage', async () => {
  const api = await served(everyone);
  await save(api, fenced);
  await guard.sandbox.clock.advance(5000);
  const deployment = await guard.apis.deploy(api);
  await guard.settle();
  expect(await verdictOn(api)).toBe('NON_COMPLIANT');
  const patch = { op: 'replace', path: '/deploymentId', value: deployment } as const;
  await guard.apigateway.send(
    new UpdateStageCommand({ restApiId: api.restApiId, stageName: 'prod', patchOperations: [patch] }),
  );
  await guard.settle();
  expect(await verdictOn(api)).toBe('COMPLIANT');
});

test('a policy of 8,192 characters is judged', async () => {
  const padded = (Sid: string): object =>
    policyOf(statement({ Resource: '*' }), statement({ Effect: 'Deny', Resource: '*', Sid, Condition: elsewhere }));
  const room = 8192 - JSON.stringify(padded('')).length;
  expect(await verdictOn(await served(padded('a'.repeat(room))))).toBe('COMPLIANT');
});

test('u) the hour judges every private API, and withdraws what is no longer there', async () => {
  const [open, closed] = [await served(everyone), await served(fenced)];
  await guard.scheduled();
  expect(guard.finished.at(-1)).toMatchObject({ trigger: 'scheduled', evaluated: 2, nonCompliant: 1, failures: 0 });
  expect([await verdictOn(open), await verdictOn(closed)]).toEqual(['NON_COMPLIANT', 'COMPLIANT']);
});
