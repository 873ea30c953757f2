/** The synthesised roles against the calls that the handlers and the runbook are known to make: nothing too little, nothing too much. */
import { expect, test } from '@jest/globals';
import { comparePermissions, grantsOfAutomation, grantsOfFunction } from '../support/permissions.ts';
import type { Grant } from '../support/permissions/grants.ts';
import type { AskedCall } from '../support/permissions/needs.ts';
import { templatesOf } from './synthesised.ts';

const deployed = { partition: 'aws-cn', region: 'cn-north-1', accountId: '111122223333' };
const principal = { accountId: '111122223333', arn: 'arn:aws-cn:iam::111122223333:role/any' };
const templates = templatesOf({});

const api = { restApiId: 'a1b2c3d4e5' };
const stage = { ...api, stageName: 'prod' };
const preview = { ...api, stageName: 'private-api-guard-preview-0a1b2c3d' };
const deployment = { ...api, deploymentId: 'd4e5f6' };
const policy = { ...api, patchOperations: [{ op: 'replace', path: '/policy', value: '{}' }] };

type Listed = readonly (readonly [AskedCall['service'], string, AskedCall['input']])[];

const callsOf = (listed: Listed): readonly AskedCall[] =>
  listed.map(([service, operation, input]) => ({ service, operation, input, principal, region: deployed.region }));

const read: Listed = [
  ['apigateway', 'GetRestApi', api],
  ['apigateway', 'GetResources', api],
  ['apigateway', 'GetStages', api],
  ['apigateway', 'GetExport', { ...stage, exportType: 'oas30' }],
  ['ec2', 'DescribeVpcEndpoints', {}],
];

const ask: Listed = [
  ['config', 'DescribeConfigRules', {}],
  ['config', 'StartConfigRulesEvaluation', { ConfigRuleNames: ['PrivateApiGuard-conformance-pack-abc'] }],
];

const made = {
  rule: callsOf([
    ...read,
    ['apigateway', 'GetRestApis', {}],
    ['ec2', 'DescribeVpcs', {}],
    ['config', 'PutEvaluations', {}],
    ['config', 'GetComplianceDetailsByConfigRule', { ConfigRuleName: 'PrivateApiGuard' }],
    ['config', 'GetResourceConfigHistory', {}],
  ]),
  reevaluate: callsOf(ask),
  remediation: callsOf([
    ...read,
    ...ask,
    ['apigateway', 'UpdateRestApi', policy],
    ['apigateway', 'GetDeployments', api],
    ['apigateway', 'CreateDeployment', api],
    ['apigateway', 'DeleteDeployment', deployment],
    ['apigateway', 'UpdateStage', stage],
    ['apigateway', 'CreateStage', preview],
    ['apigateway', 'DeleteStage', preview],
  ]),
  automation: callsOf([
    ['apigateway', 'GetRestApi', api],
    ['apigateway', 'UpdateRestApi', policy],
    ['lambda', 'Invoke', { FunctionName: 'PrivateApiGuard-Remediation' }],
  ]),
};

const isPrivate = (): Readonly<Record<string, readonly string[]>> => ({
  'apigateway:Resource/EndpointType': ['PRIVATE'],
});

const grantsIn = (stack: 'account' | 'member', name: keyof typeof made): readonly Grant[] => {
  const text = templates[stack].toJSON();
  const functions = {
    rule: 'PrivateApiGuard-Rule',
    reevaluate: 'PrivateApiGuard-Reevaluate',
    remediation: 'PrivateApiGuard-Remediation',
  };
  return name === 'automation' ? grantsOfAutomation(text, deployed) : grantsOfFunction(text, functions[name], deployed);
};

test.each([
  ['account', 'rule'],
  ['account', 'reevaluate'],
  ['account', 'remediation'],
  ['account', 'automation'],
  ['member', 'rule'],
  ['member', 'reevaluate'],
  ['member', 'remediation'],
  ['member', 'automation'],
] as const)('%s: the role of %s allows its calls, and nothing else', (stack, name) => {
  const comparison = comparePermissions({ grants: grantsIn(stack, name), calls: made[name], context: isPrivate });
  expect(comparison).toEqual({ denied: [], unused: [] });
});

test.each([
  ['a change of the policy of an API that is not private', 'UpdateRestApi', policy],
  ['the deletion of a stage that serves callers', 'DeleteStage', stage],
] as const)('%s is not allowed', (_, operation, input) => {
  const calls = callsOf([['apigateway', operation, input]]);
  const context = (): Readonly<Record<string, readonly string[]>> => ({
    'apigateway:Resource/EndpointType': ['REGIONAL'],
  });
  const { denied } = comparePermissions({ grants: grantsIn('account', 'remediation'), calls, context });
  expect(denied).toHaveLength(1);
});

test('the rule changes nothing', () => {
  const actions = grantsIn('account', 'rule').flatMap((grant) => grant.actions);
  expect(actions.filter((action) => /^(apigateway|ec2|ssm|lambda):/.test(action))).toEqual([
    'apigateway:GET',
    'apigateway:GET',
    'ec2:DescribeVpcs',
    'ec2:DescribeVpcEndpoints',
  ]);
});
