/** The rule's parameters and its rarer scenarios, end to end. */
import { DeleteEvaluationResultsCommand } from '@aws-sdk/client-config-service';
import { afterEach, expect, test } from '@jest/globals';
import { z } from 'zod';
import { deliveriesOf } from '../../account/sandbox/config/rule/deliveries.ts';
import { ServiceError } from '../../account/sandbox/core/errors.ts';
import { isJsonRecord, type OutputRecord } from '../../account/sandbox/core/values.ts';
import { putVpc, putVpcEndpoint } from '../../account/sandbox/ec2/network.ts';
import { invokeFunction } from '../../account/sandbox/lambda/functions.ts';
import { everyone, policyOf, statement, type Api } from '../support/apis.ts';
import { fenced, here, insider, ruleName, startGuard, type GuardBench, type Result } from '../support/guard.ts';

let guard: GuardBench;
afterEach(() => guard.sandbox.close());

const trusted = { trustedVpcEndpointIds: insider.vpcEndpointId };

async function resultOn({ restApiId }: Api): Promise<Result | undefined> {
  await guard.settle();
  return (await guard.results())[restApiId];
}

const idOf = (made: OutputRecord): string => z.looseObject({ id: z.string() }).parse(made).id;

test('c) an API with the exempt tag is NOT_APPLICABLE', async () => {
  guard = await startGuard({ parameters: { ...trusted, exemptTag: 'exposure=public' } });
  const api = await guard.apis.privateApi(everyone, { tags: { exposure: 'public' } });
  expect(await resultOn(api)).toMatchObject({ complianceType: 'NOT_APPLICABLE' });
});

test('i) an API without a stage is judged by its saved policy', async () => {
  guard = await startGuard();
  expect(await resultOn(await guard.apis.privateApi(fenced))).toMatchObject({ complianceType: 'COMPLIANT' });
});

test.each([
  ['l', 'AWS_IAM', 'trust', 'COMPLIANT', ''],
  ['m', 'COGNITO_USER_POOLS', 'judge', 'NON_COMPLIANT', 'UNDECIDED: '],
] as const)(
  '%s) a conditioned Allow beside %s under "%s" is reported as %s',
  async (_, authorizationType, sameAccountIdentities, complianceType, annotation) => {
    guard = await startGuard({ parameters: { ...trusted, sameAccountIdentities } });
    const api = await guard.apis.privateApi(policyOf(statement({ Condition: here })));
    const pool = await guard.apis.seed('CreateAuthorizer', {
      restApiId: api.restApiId,
      name: 'pool',
      type: 'COGNITO_USER_POOLS',
      providerARNs: ['arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_a1b2c3'],
      identitySource: 'method.request.header.Authorization',
    });
    const authorizer = authorizationType === 'AWS_IAM' ? {} : { authorizerId: idOf(pool) };
    await guard.apis.addMethod(api, 'orders', { authorizationType, ...authorizer });
    await guard.apis.deploy(api, 'prod');
    expect(await resultOn(api)).toEqual({ complianceType, annotation: expect.stringMatching(`^${annotation}`) });
  },
);

test('r) a stage that API Gateway refuses to export is UNDECIDED', async () => {
  guard = await startGuard();
  const happens = (): never => {
    throw new ServiceError('BadRequestException', 400, 'a model of this API cannot be exported');
  };
  guard.sandbox.world.faults.inject({ service: 'apigateway', operation: 'GetExport', kind: 'meanwhile', happens });
  const api = await guard.apis.privateApi(fenced);
  await guard.apis.deploy(api, 'prod');
  expect(await resultOn(api)).toMatchObject({ annotation: expect.stringMatching(/^UNDECIDED: .*prod/) });
});

test("s) with no trusted ids the account's own VPCs and endpoints are the trusted network", async () => {
  guard = await startGuard({ parameters: {} });
  putVpc(guard.home, { vpcId: insider.vpcId, cidrBlock: '10.0.0.0/16', isDefault: false, tags: {} });
  putVpcEndpoint(guard.home, {
    vpcEndpointId: insider.vpcEndpointId,
    vpcId: insider.vpcId,
    serviceName: 'com.amazonaws.eu-west-1.execute-api',
    vpcEndpointType: 'Interface',
    privateDnsEnabled: true,
    createdAt: guard.sandbox.clock.now(),
    tags: {},
  });
  const [ours, open] = [await guard.apis.privateApi(fenced), await guard.apis.privateApi(everyone)];
  expect([await resultOn(ours), await resultOn(open)]).toMatchObject([
    { complianceType: 'COMPLIANT' },
    { complianceType: 'NON_COMPLIANT' },
  ]);
});

test('v) a result under an id that no API has is withdrawn by the hour', async () => {
  guard = await startGuard();
  const api = await guard.apis.privateApi(everyone);
  await guard.settle();
  guard.sandbox.world.faults.inject({ service: 'apigateway', operation: 'GetRestApi', kind: 'deny' });
  await guard.apis.seed('DeleteRestApi', { restApiId: api.restApiId });
  await guard.scheduled();
  expect(await resultOn(api)).toMatchObject({ complianceType: 'NOT_APPLICABLE' });
});

test('y) under the token TESTMODE the rule judges, and nothing is kept', async () => {
  guard = await startGuard();
  const api = await guard.apis.privateApi(everyone);
  await guard.settle();
  await guard.config.send(new DeleteEvaluationResultsCommand({ ConfigRuleName: ruleName }));
  const event = deliveriesOf(guard.home).of(ruleName).at(-1)?.event;
  if (!isJsonRecord(event)) throw new Error('nothing was delivered');
  const judged = guard.evaluated.length;
  const invoked = invokeFunction(guard.home, ruleName, { ...event, resultToken: 'TESTMODE' });
  expect(await guard.sandbox.clock.drive(invoked)).toMatchObject({ functionError: null });
  expect(guard.evaluated.slice(judged)).toMatchObject([{ complianceType: 'NON_COMPLIANT' }]);
  expect(await resultOn(api)).toBeUndefined();
});

test('z) in no second of the hourly run are there ten calls to API Gateway', async () => {
  guard = await startGuard();
  for (let count = 0; count < 12; count += 1) await guard.apis.deploy(await guard.apis.privateApi(fenced), 'prod');
  await guard.settle();
  const before = guard.sandbox.world.calls.length;
  await guard.scheduled();
  const calls = guard.sandbox.world.calls.slice(before).filter(({ service }) => service === 'apigateway');
  expect(calls.length).toBeGreaterThan(24);
  const inOneSecond = calls.map(({ at }) => calls.filter((other) => other.at >= at && other.at < at + 1000).length);
  expect(Math.max(...inOneSecond)).toBeLessThan(10);
});
