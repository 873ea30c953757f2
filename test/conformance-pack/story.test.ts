/**
 * The committed pack in the sandbox, end to end: the rule finds an open API, one click runs the real runbook, the API is closed; under
 * the name that Config gives the rule, and with no call that the synthesised roles would not allow.
 */
import { readFileSync } from 'node:fs';
import { UpdateRestApiCommand } from '@aws-sdk/client-api-gateway';
import {
  DescribeConfigRulesCommand,
  GetComplianceDetailsByConfigRuleCommand,
  PutConformancePackCommand,
  StartRemediationExecutionCommand,
} from '@aws-sdk/client-config-service';
import { CreateDocumentCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connect } from '../../account/live/connect.ts';
import type { Call } from '../../account/sandbox/core/world.ts';
import { putFunction } from '../../account/sandbox/lambda/functions.ts';
import { namesOf } from '../../conformance-pack/names.ts';
import { createHandler as remediationHandler } from '../../remediation/handler.ts';
import { buildRunbook } from '../../remediation/runbook.ts';
import { createHandler as ruleHandler } from '../../rule/handler.ts';
import { handler as reevaluate } from '../../rule/handler-reevaluate.ts';
import { apisOf, everyone, type Api } from '../support/apis.ts';
import { restApiType, startConfigBench, type ConfigBench } from '../support/config.ts';
import { insider, stranger, type Origin } from '../support/guard.ts';
import { comparePermissions, grantsOfAutomation, grantsOfFunction } from '../support/permissions.ts';
import { homeAccount, homeRegion } from '../support/sandbox.ts';
import { templatesOf } from '../infra/synthesised.ts';

const names = namesOf('');
const packText = readFileSync(new URL('../../conformance-pack/template.yaml', import.meta.url), 'utf8');

let bench: ConfigBench;
let ruleName = '';
let ruleFunctionArn = '';
let api: Api;

beforeAll(async () => {
  bench = await startConfigBench();
  ruleFunctionArn = install();
  await bench.ssm.send(
    new CreateDocumentCommand({
      Name: names.document,
      DocumentType: 'Automation',
      Content: JSON.stringify(buildRunbook({ functionName: names.remediationFunction })),
    }),
  );
  const parameters = { RuleFunctionArn: ruleFunctionArn, TrustedVpcEndpointIds: insider.vpcEndpointId };
  await bench.config.send(
    new PutConformancePackCommand({
      ConformancePackName: names.conformancePack,
      TemplateBody: packText,
      ConformancePackInputParameters: Object.entries(parameters).map(([ParameterName, ParameterValue]) => ({
        ParameterName,
        ParameterValue,
      })),
    }),
  );
  await bench.settle();
  const { ConfigRules = [] } = await bench.config.send(new DescribeConfigRulesCommand({}));
  ruleName = ConfigRules[0]?.ConfigRuleName ?? '';
  const apis = apisOf(bench.sandbox, homeRegion, homeAccount);
  api = await apis.privateApi(everyone);
  await apis.deploy(api, 'prod');
  await bench.settle();
});

afterAll(() => bench.sandbox.close());

/** Puts the functions into the account, each with the calls of a role of its own. @returns the ARN of the rule's */
function install(): string {
  const { home, sandbox } = bench;
  const { clock } = sandbox;
  const silent = { evaluated: () => undefined, finished: () => undefined };
  const rule = ruleHandler({ connect: () => accountAs('rule'), log: silent, clock, assumeRoleName: null });
  const arn = putFunction(home, { name: names.ruleFunction, handler: rule, timeout: 900 });
  const remediation = remediationHandler({
    connect: () => accountAs('remediation'),
    clock,
    log: () => undefined,
    ruleFunctionArn: arn,
    exemptTag: null,
  });
  putFunction(home, { name: names.remediationFunction, handler: remediation, timeout: 300 });
  return arn;
}

/** The access key of a role's session. */
function keyOf(role: string): string {
  const arn = `arn:aws:sts::${homeAccount}:assumed-role/${role}/it`;
  bench.sandbox.world.credentials.issue(`ASIA${role}`, { accountId: homeAccount, arn });
  return `ASIA${role}`;
}

/** The account as one of the functions sees it. */
function accountAs(role: string): ReturnType<typeof connect> {
  const credentials = { accessKeyId: keyOf(role), secretAccessKey: 'sandbox' };
  const { endpoint, clock } = bench.sandbox;
  return connect({ region: homeRegion, accountId: homeAccount, endpoint, credentials, clock });
}

/** With the environment that Lambda gives a function. */
async function inLambda<Result>(role: string, run: () => Promise<Result>): Promise<Result> {
  const before = process.env;
  process.env = {
    ...before,
    AWS_REGION: homeRegion,
    AWS_ENDPOINT_URL: bench.sandbox.endpoint,
    AWS_ACCESS_KEY_ID: keyOf(role),
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    RULE_FUNCTION_ARN: ruleFunctionArn,
  };
  try {
    return await run();
  } finally {
    process.env = before;
  }
}

async function verdict(): Promise<string | undefined> {
  const command = new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: ruleName });
  return (await bench.config.send(command)).EvaluationResults?.[0]?.ComplianceType;
}

async function call(from: Origin): Promise<number> {
  const headers = {
    'X-Sandbox-Vpce': from.vpcEndpointId,
    'X-Sandbox-Vpc': from.vpcId,
    'X-Sandbox-Account': from.accountId,
  };
  return (await fetch(`${bench.sandbox.endpoint}/_execute/${api.restApiId}/prod/`, { headers })).status;
}

test('the rule is there under the name that Config gives it', () => {
  expect(ruleName).toMatch(/^PrivateApiGuard-conformance-pack-\w+$/);
});

test('an open API is found, and one click closes it', async () => {
  expect([await verdict(), await call(stranger), await call(insider)]).toEqual(['NON_COMPLIANT', 200, 200]);
  const resourceId = `arn:aws:apigateway:${homeRegion}::/restapis/${api.restApiId}`;
  await bench.config.send(
    new StartRemediationExecutionCommand({
      ConfigRuleName: ruleName,
      ResourceKeys: [{ resourceType: restApiType, resourceId }],
    }),
  );
  await bench.settle();
  expect([await verdict(), await call(stranger), await call(insider)]).toEqual(['COMPLIANT', 403, 200]);
});

test('an edit of the policy alone is found by the fast path', async () => {
  const { apigateway, sandbox } = bench;
  const value = JSON.stringify(everyone);
  const patchOperations = [{ op: 'replace' as const, path: '/policy', value }];
  await apigateway.send(new UpdateRestApiCommand({ restApiId: api.restApiId, patchOperations }));
  await bench.settle();
  expect(await verdict()).toBe('COMPLIANT');
  await sandbox.clock.advance(60_000);
  const answer = await inLambda('reevaluate', () => reevaluate({ Records: [{ messageId: 'one' }] }));
  await bench.settle();
  expect([answer, await verdict()]).toEqual([{ batchItemFailures: [] }, 'NON_COMPLIANT']);
});

test('the hourly run says the same', async () => {
  await bench.sandbox.clock.advance(3_600_000);
  await bench.settle();
  expect(await verdict()).toBe('NON_COMPLIANT');
});

const callsAs = (role: string): readonly Call[] =>
  bench.sandbox.world.calls.filter(({ principal }) => principal.arn.includes(`:assumed-role/${role}/`));

const template = templatesOf({}).member.toJSON();
const deployed = { partition: 'aws', region: homeRegion, accountId: homeAccount };

/** Each with the permissions that only other stories use: a trusted account of one's own, an oversized item, a roll-back. */
test.each([
  [
    'rule',
    grantsOfFunction(template, names.ruleFunction, deployed),
    ['ReadRecordedItems', 'ReadVpcEndpoints', 'ReadVpcs'],
  ],
  ['reevaluate', grantsOfFunction(template, names.reevaluateFunction, deployed), []],
  [
    'remediation',
    grantsOfFunction(template, names.remediationFunction, deployed),
    ['DeleteOwnDeployment', 'PatchPrivateRestApi', 'ReplaceResourcePolicy'],
  ],
  [names.automationRole, grantsOfAutomation(template, deployed), []],
])('every call as %s is one that the role allows, and hardly more is allowed', (role, grants, others) => {
  const { denied, unused } = comparePermissions({ grants, calls: callsAs(role) });
  expect(denied).toEqual([]);
  expect(unused.map((grant) => grant.split(':')[0])).toEqual(others);
});

test('the fast path cannot work without its environment, and says what is missing', async () => {
  await expect(reevaluate({ Records: [{ messageId: 'one' }] })).rejects.toThrow(
    'the environment variable `RULE_FUNCTION_ARN` is not set',
  );
});
