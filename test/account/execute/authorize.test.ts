/** What a method's authorization adds to the word of the policy. */
import { expect, test } from '@jest/globals';
import type { Judgement } from '../../../account/sandbox/core/judge.ts';
import { authorize, type Word } from '../../../account/sandbox/execute/authorize.ts';
import type { Invocation } from '../../../account/sandbox/execute/invoke.ts';
import type { Reply } from '../../../account/sandbox/execute/replies.ts';
import { everyone, policyOf, statement, textOf, type Api } from '../../support/apis.ts';
import { fence, outside, request } from '../../support/requests-to-apis.ts';
import { useApis } from '../../support/use-apis.ts';

const bench = useApis();
let api: Api;

const call = (more: Partial<Invocation> = {}): Reply => request(bench.sandbox, api, more);

test('on a method without AWS_IAM a signer is nobody to the policy', async () => {
  api = await bench.apis.privateApi(
    policyOf(statement({ Principal: { AWS: 'arn:aws:iam::111122223333:user/alice' } })),
  );
  await bench.apis.deploy(api, 'prod');
  const { status, body } = call({ principalArn: 'arn:aws:iam::111122223333:user/alice', identity: 'allow' });
  expect(status).toBe(403);
  expect(body).toContain('User: anonymous');
  expect(body).toContain('because no resource-based policy allows the execute-api:Invoke action');
});

test('an unsigned request to a method with AWS_IAM lacks a token', async () => {
  api = await bench.apis.privateApi(everyone);
  await bench.apis.addMethod(api, 'orders', { authorizationType: 'AWS_IAM' });
  await bench.apis.deploy(api, 'prod');
  expect(call({ path: '/orders' })).toMatchObject({ status: 403, body: '{"message":"Missing Authentication Token"}' });
});

const policyWords: readonly Judgement[] = ['allowed', 'implicit-deny', 'explicit-deny', 'unclear'];
const words: readonly Word[] = ['allow', 'silent', 'deny'];

test('the tables of AWS’s page on the authorization flow', () => {
  const row = (type: Parameters<typeof authorize>[0], who: object) =>
    policyWords.map((policy) =>
      authorize(type, policy, { isSigned: true, isSameAccount: true, identity: 'silent', authorizer: null, ...who }),
    );
  const [no, none, unclear] = ['denied by policy', 'not allowed by policy', 'unclear'];
  expect(row('NONE', {})).toEqual(['allowed', none, no, unclear]);
  expect(row('AWS_IAM', { isSigned: false })).toEqual(Array<string>(4).fill('unsigned'));
  expect(words.map((identity) => row('AWS_IAM', { identity }))).toEqual([
    ['allowed', 'allowed', no, unclear],
    ['allowed', 'not allowed by identity', no, unclear],
    ['denied by identity', 'denied by identity', no, unclear],
  ]);
  expect(words.map((identity) => row('AWS_IAM', { identity, isSameAccount: false }))).toEqual([
    ['allowed', none, no, unclear],
    ['not allowed by identity', 'not allowed by identity', no, unclear],
    ['denied by identity', 'denied by identity', no, unclear],
  ]);
  expect([...words, null].map((authorizer) => row('CUSTOM', { authorizer }))).toEqual([
    ['allowed', 'allowed', no, unclear],
    ['allowed', 'not allowed by authorizer', no, unclear],
    ['denied by authorizer', 'denied by authorizer', no, unclear],
    ['unauthorized', 'unauthorized', no, unclear],
  ]);
  expect([...words, null].map((authorizer) => row('COGNITO_USER_POOLS', { authorizer }))).toEqual([
    ['allowed', none, no, unclear],
    ...Array.from({ length: 3 }, () => Array<string>(4).fill('unauthorized')),
  ]);
});

test('a Deny alone lets in whom an identity allows, and a silent policy nobody of another account', async () => {
  api = await bench.apis.privateApi(policyOf(fence));
  await bench.apis.addMethod(api, 'orders', { authorizationType: 'AWS_IAM' });
  await bench.apis.deploy(api, 'prod');
  const by = (accountId: string, more: Partial<Invocation> = {}) =>
    call({ path: '/orders', principalArn: `arn:aws:sts::${accountId}:assumed-role/app/x`, identity: 'allow', ...more });
  expect(by(bench.apis.accountId).status).toBe(200);
  expect(by(bench.apis.accountId, { from: outside }).body).toContain(
    'with an explicit deny in a resource-based policy',
  );
  expect(by(bench.apis.accountId, { identity: 'silent' }).body).toContain('because no identity-based policy allows');
  expect(by(bench.apis.accountId, { identity: 'deny' }).body).toContain(
    'with an explicit deny in an identity-based policy',
  );
  expect(by('999999999999').body).toContain('because no resource-based policy allows');
  expect(call().status).toBe(403);
});

test('authorizers answer as theirs do', async () => {
  api = await bench.apis.privateApi(everyone);
  const { restApiId } = api;
  const authorizerUri = 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/f/invocations';
  const custom = await bench.apis.seed('CreateAuthorizer', { restApiId, name: 'a', type: 'TOKEN', authorizerUri });
  const pool = await bench.apis.seed('CreateAuthorizer', {
    restApiId,
    name: 'b',
    type: 'COGNITO_USER_POOLS',
    providerARNs: ['arn'],
  });
  await bench.apis.addMethod(api, 'custom', { authorizationType: 'CUSTOM', authorizerId: textOf(custom) });
  await bench.apis.addMethod(api, 'pool', { authorizationType: 'COGNITO_USER_POOLS', authorizerId: textOf(pool) });
  await bench.apis.deploy(api, 'prod');
  const answers = (path: string) =>
    ([undefined, 'allow', 'deny'] as const).map((authorizer) => {
      const { status, body } = call({ path, authorizer });
      return `${status} ${body}`;
    });
  const unauthorized = '401 {"message":"Unauthorized"}';
  const denied = '403 {"Message":"User is not authorized to access this resource with an explicit deny"}';
  expect(answers('/custom')).toEqual([unauthorized, '200 {}', denied]);
  expect(answers('/pool')).toEqual([unauthorized, '200 {}', unauthorized]);
});
