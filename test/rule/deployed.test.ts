/** What deployed methods ask of callers, through the live adapter and the sandbox over HTTP. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decide } from '../../rule/decide.ts';
import { parseParameters } from '../../rule/parameters.ts';
import { readSubject, readTrustedNetwork, type ReadAccount } from '../../rule/subject.ts';
import type { Account, RestApi } from '../../account/ports.ts';
import type { Verdict } from '../../rule/verdict.ts';
import { connectTo, restApiIdOf } from '../account/live/account.ts';
import { apisOf, policyOf, statement, type Apis } from '../support/apis.ts';
import { clientOptions, startTestSandbox, type TestSandbox } from '../support/bare-sandbox.ts';
import { exportOf } from '../support/exported.ts';
import { trustedEndpoint } from '../support/rule.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const conditioned = policyOf(statement({ Condition: { StringEquals: { 'aws:SourceVpce': trustedEndpoint } } }));

interface Bench {
  readonly apis: Apis;
  readonly account: Account;
  readonly api: RestApi;
}

/** `prod` serves methods of these types; none of them is saved any more. */
async function bench(...types: readonly string[]): Promise<Bench> {
  const apis = apisOf(sandbox);
  const { accountId } = apis;
  const account = await connectTo(sandbox, { accountId, credentials: clientOptions(sandbox, accountId).credentials });
  const made = await apis.privateApi(conditioned);
  const resources: string[] = [];
  for (const authorizationType of types)
    resources.push(await apis.addMethod(made, `part-${resources.length}`, { authorizationType }));
  await apis.deploy(made, 'prod');
  for (const resourceId of resources) await apis.seed('DeleteResource', { restApiId: made.restApiId, resourceId });
  return { apis, account, api: await account.restApi(restApiIdOf(made.restApiId)) };
}

async function verdictOn(account: ReadAccount & Account, api: RestApi): Promise<Verdict> {
  const parameters = parseParameters(JSON.stringify({ trustedVpcEndpointIds: trustedEndpoint }));
  const trusted = await readTrustedNetwork(account, parameters);
  return decide(await readSubject(account, api, trusted, parameters), trusted, parameters);
}

test('an export that tells of no authorization hides no deployed method with AWS_IAM', async () => {
  const { account, api } = await bench('AWS_IAM');
  const silent = { ...account, servedBy: () => Promise.resolve(exportOf(conditioned, ['NONE', 'NONE'])) };
  expect(await verdictOn(account, api)).toMatchObject({ verdict: 'NON_COMPLIANT', findings: [{ stages: ['prod'] }] });
  expect(await verdictOn(silent, api)).toMatchObject({ verdict: 'NON_COMPLIANT', findings: [{ stages: ['prod'] }] });
});

test('deployed methods without authorization are asked for once, and proved', async () => {
  const { apis, account, api } = await bench('NONE');
  expect(await verdictOn(account, api)).toMatchObject({ verdict: 'COMPLIANT' });
  const calls = sandbox.world.calls.filter(({ principal }) => principal.accountId === apis.accountId);
  expect(calls.map(({ operation }) => operation).sort()).toEqual([
    'GetDeployment',
    'GetExport',
    'GetResources',
    'GetRestApi',
    'GetStages',
  ]);
});

test.each([
  ['throttle', 'throttled'],
  ['deny', 'denied'],
] as const)('a %s of GetDeployment is a fault, and no verdict', async (kind, reason) => {
  const { account, api } = await bench('NONE');
  sandbox.world.faults.inject({ service: 'apigateway', operation: 'GetDeployment', kind });
  const operation = 'apigateway:GetDeployment';
  await expect(verdictOn(account, api)).rejects.toMatchObject({ name: 'AccountFault', reason, operation });
  sandbox.world.faults.clear();
});
