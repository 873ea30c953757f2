/** What the synthesised roles keep out. That they allow what is needed, and nothing that is not, is shown by the stories of roles.test.ts. */
import { expect, test } from '@jest/globals';
import { namesOf } from '../../conformance-pack/names.ts';
import type { Role } from '../support/installed.ts';
import { comparePermissions, grantsOfAutomation, grantsOfFunction } from '../support/permissions.ts';
import type { Grant } from '../support/permissions/grants.ts';
import type { AskedCall } from '../support/permissions/needs.ts';
import { templatesOf } from './synthesised.ts';

const deployed = { partition: 'aws-cn', region: 'cn-north-1', accountId: '111122223333' };
const principal = { accountId: '111122223333', arn: 'arn:aws-cn:iam::111122223333:role/any' };
const { account, member } = templatesOf({});

const api = { restApiId: 'a1b2c3d4e5' };
const stage = { ...api, stageName: 'prod' };
const policy = { ...api, patchOperations: [{ op: 'replace', path: '/policy', value: '{}' }] };
const rename = { ...api, patchOperations: [{ op: 'replace', path: '/name', value: 'other' }] };

type Asked = readonly [service: AskedCall['service'], operation: string, input: AskedCall['input'], region?: string];

const grantsOf = (role: Role, template = account): readonly Grant[] => {
  const { ruleFunction: rule, reevaluateFunction: reevaluate, remediationFunction: remediation } = namesOf('');
  const functions = { rule, reevaluate, remediation };
  return role === 'automation'
    ? grantsOfAutomation(template.toJSON(), deployed)
    : grantsOfFunction(template.toJSON(), functions[role], deployed);
};

/** @returns what the role lacks for the call. */
function lacking(
  grants: readonly Grant[],
  [service, operation, input, region = deployed.region]: Asked,
  type: string,
  wanted: readonly string[] = [],
) {
  const calls = [{ service, operation, input, principal, region }];
  const context = (): Readonly<Record<string, readonly string[]>> => ({
    'apigateway:Resource/EndpointType': [type],
    ...(wanted.length === 0 ? {} : { 'apigateway:Request/EndpointType': wanted }),
  });
  return comparePermissions({ grants, calls, context }).denied;
}

const elsewhere = 'cn-northwest-1';

test.each<[string, Role, Asked, Asked | null]>([
  ['the name of an API that is private, which is no policy', 'rule', ['apigateway', 'UpdateRestApi', rename], null],
  ['a deployment', 'rule', ['apigateway', 'CreateDeployment', api], null],
  ['a new evaluation', 'rule', ['config', 'StartConfigRulesEvaluation', { ConfigRuleNames: ['a'] }], null],
  ['a look at an API', 'reevaluate', ['apigateway', 'GetRestApi', api], null],
  ['a verdict', 'remediation', ['config', 'PutEvaluations', {}], null],
  [
    'the deletion of a stage that serves callers',
    'remediation',
    ['apigateway', 'DeleteStage', stage],
    ['apigateway', 'DeleteStage', { ...api, stageName: 'private-api-guard-preview-0a1b2c3d' }],
  ],
  [
    'an API in another Region',
    'remediation',
    ['apigateway', 'GetRestApi', api, elsewhere],
    ['apigateway', 'GetRestApi', api],
  ],
  ['a deployment by the runbook itself', 'automation', ['apigateway', 'CreateDeployment', api], null],
  [
    'another function',
    'automation',
    ['lambda', 'Invoke', { FunctionName: 'PrivateApiGuard-Rule' }],
    ['lambda', 'Invoke', { FunctionName: 'PrivateApiGuard-Remediation' }],
  ],
])('%s is not for %s', (_, role, asked, allowed) => {
  expect(lacking(grantsOf(role), asked, 'PRIVATE')).toHaveLength(1);
  if (allowed !== null) expect(lacking(grantsOf(role), allowed, 'PRIVATE')).toEqual([]);
});

test.each(['remediation', 'automation'] as const)('%s changes the policy of private APIs alone', (role) => {
  const asked = ['apigateway', 'UpdateRestApi', policy] as const;
  expect(lacking(grantsOf(role), asked, 'PRIVATE')).toEqual([]);
  expect(lacking(grantsOf(role), asked, 'REGIONAL')).toEqual([
    'apigateway:UpdateRestApi needs apigateway:PATCH on arn:aws-cn:apigateway:cn-north-1::/restapis/a1b2c3d4e5',
  ]);
});

test.each(['remediation', 'automation'] as const)('%s makes no private API public', (role) => {
  const patchOperations = [{ op: 'replace', path: '/endpointConfiguration/types/PRIVATE', value: 'REGIONAL' }];
  const asked = ['apigateway', 'UpdateRestApi', { ...api, patchOperations }] as const;
  expect(lacking(grantsOf(role), asked, 'PRIVATE', ['REGIONAL'])).toHaveLength(1);
});

test('the runbook’s role of a member works in all Regions of its account, that of one account in its own', () => {
  const asked = ['apigateway', 'GetRestApi', api, elsewhere] as const;
  expect(lacking(grantsOf('automation', member), asked, 'PRIVATE')).toEqual([]);
  expect(lacking(grantsOf('automation'), asked, 'PRIVATE')).toHaveLength(1);
});

test('the rule changes nothing', () => {
  const actions = grantsOf('rule').flatMap((grant) => grant.actions);
  expect(actions.filter((action) => /^(apigateway|ec2|ssm|lambda):/.test(action))).toEqual([
    'apigateway:GET',
    'apigateway:GET',
    'ec2:DescribeVpcs',
    'ec2:DescribeVpcEndpoints',
  ]);
});
