import { expect, test } from '@jest/globals';
import { comparePermissions, grantsOfAutomation, grantsOfFunction } from './permissions.ts';
import type { AskedCall } from './permissions/needs.ts';

const deployed = { partition: 'aws', region: 'eu-west-1', accountId: '111122223333' };
const principal = { accountId: '111122223333', arn: 'arn:aws:iam::111122223333:root' };

const call = (
  operation: string,
  input: AskedCall['input'],
  service: AskedCall['service'] = 'apigateway',
): AskedCall => ({
  service,
  operation,
  input,
  principal,
  region: 'eu-west-1',
});

const arn = (service: string, rest: string): object => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${service}:`, { Ref: 'AWS::Region' }, `:${rest}`]],
});

const allow = (Sid: string, Action: unknown, Resource: unknown, more: object = {}): object => ({
  Sid,
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

const template = (statements: readonly object[], trusted = 'lambda.amazonaws.com'): object => ({
  Resources: {
    Code: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'F', Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: trusted } }] },
        Policies: [{ PolicyName: 'P', PolicyDocument: { Statement: statements } }],
      },
    },
  },
});

const readApi = allow('Read', 'apigateway:GET', arn('apigateway', ':/restapis/??????????'));
const api = { restApiId: 'a1b2c3d4e5' };

const compare = (statements: readonly object[], calls: readonly AskedCall[]): ReturnType<typeof comparePermissions> =>
  comparePermissions({ grants: grantsOfFunction(template(statements), 'F', deployed), calls });

test('every call allowed, every grant used', () => {
  expect(compare([readApi], [call('GetRestApi', api)])).toEqual({ denied: [], unused: [] });
});

test('a call that no statement allows is named with what it needs', () => {
  expect(compare([readApi], [call('GetRestApi', api), call('GetStages', api)]).denied).toEqual([
    'apigateway:GetStages needs apigateway:GET on arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5/stages',
  ]);
});

test('a change of the policy needs both actions', () => {
  const patch = { ...api, patchOperations: [{ op: 'replace', path: '/policy', value: '{}' }] };
  expect(compare([], [call('UpdateRestApi', patch)]).denied).toEqual([
    'apigateway:UpdateRestApi needs apigateway:PATCH on arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5',
    'apigateway:UpdateRestApi needs apigateway:UpdateRestApiPolicy on arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5',
  ]);
});

test('an action without resources is allowed by * alone', () => {
  const vpcs = call('DescribeVpcs', {}, 'ec2');
  expect(compare([allow('Vpcs', 'ec2:DescribeVpcs', '*')], [vpcs]).denied).toEqual([]);
  expect(compare([allow('Vpcs', 'ec2:DescribeVpcs', 'arn:aws:ec2:*')], [vpcs]).denied).toHaveLength(1);
});

test('an action or a resource that no call needed is unused, each by itself', () => {
  const wide = allow('Wide', ['apigateway:GET', 'apigateway:DELETE'], ['*', arn('apigateway', ':/usageplans')]);
  expect(compare([wide], [call('GetRestApi', api)]).unused).toEqual([
    'Wide: apigateway:DELETE on *',
    'Wide: apigateway:DELETE on arn:aws:apigateway:eu-west-1::/usageplans',
    'Wide: apigateway:GET on arn:aws:apigateway:eu-west-1::/usageplans',
  ]);
});

test('what Lambda does in a function’s name counts as used', () => {
  expect(compare([allow('WriteLogs', 'logs:PutLogEvents', '*')], []).unused).toEqual([]);
});

test.each([
  ['an action that Lambda does not need', 'WriteLogs', 'logs:DeleteLogGroup'],
  ['a Sid of one’s own', 'Logs', 'logs:PutLogEvents'],
])('%s is unused all the same', (_, sid, action) => {
  expect(compare([allow(sid, action, '*')], []).unused).toEqual([`${sid}: ${action} on *`]);
});

test('a condition that the comparison does not know is an error', () => {
  const grants = grantsOfFunction(
    template([allow('Read', 'apigateway:GET', '*', { Condition: { StringLike: { 'aws:PrincipalArn': '*' } } })]),
    'F',
    deployed,
  );
  expect(() => comparePermissions({ grants, calls: [call('GetRestApi', api)] })).toThrow('StringLike');
});

test('a condition on the endpoint type stands in the way of an API that is not private', () => {
  const Condition = { 'ForAllValues:StringEqualsIfExists': { 'apigateway:Resource/EndpointType': 'PRIVATE' } };
  const patch = allow('Patch', 'apigateway:PATCH', '*', { Condition });
  const calls = [call('UpdateStage', { ...api, stageName: 'prod' })];
  const grants = grantsOfFunction(template([patch]), 'F', deployed);
  const of = (type: string) => () => ({ 'apigateway:Resource/EndpointType': [type] });
  expect(comparePermissions({ grants, calls, context: of('PRIVATE') }).denied).toEqual([]);
  expect(comparePermissions({ grants, calls, context: of('REGIONAL') }).denied).toHaveLength(1);
});

test('an operation without a row is an error', () => {
  expect(() => compare([], [call('GetAuthorizers', api)])).toThrow('no row says what apigateway:GetAuthorizers needs');
});

test('the role of Automation is told by who may take it on', () => {
  const text = template(
    [allow('Run', 'lambda:InvokeFunction', { 'Fn::GetAtt': ['Code', 'Arn'] })],
    'ssm.amazonaws.com',
  );
  const calls = [call('Invoke', { FunctionName: 'F' }, 'lambda')];
  expect(comparePermissions({ grants: grantsOfAutomation(text, deployed), calls })).toEqual({ denied: [], unused: [] });
});

test.each([
  ['a Deny', template([{ ...readApi, Effect: 'Deny' }])],
  ['a statement without Sid', template([{ Effect: 'Allow', Action: 'a', Resource: '*' }])],
])('%s in a role is an error: the comparison does not know it', (_, text) => {
  expect(() => grantsOfFunction(text, 'F', deployed)).toThrow();
});
