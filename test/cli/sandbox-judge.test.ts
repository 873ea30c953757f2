/** The judge of the sandbox's data plane: each answer, and every kind of caller. */
import { expect, test } from '@jest/globals';
import type { InvokeRequest } from '../../account/sandbox/core/judge.ts';
import { judge } from '../../cli/sandbox/judge.ts';

const request: InvokeRequest = {
  principalArn: null,
  vpcId: 'vpc-1',
  vpcEndpointId: 'vpce-1',
  vpcSourceIp: '10.0.0.1',
  resource: 'arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/prod/GET/orders',
  at: Date.parse('2026-03-01T12:00:00Z'),
};
const allow = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };
const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const when = (Condition: object): string => policy({ ...allow, Condition });
const judged = (text: string, more: Partial<InvokeRequest> = {}): string => judge(text, { ...request, ...more });

test('an allow, a deny that wins, silence', () => {
  expect(judged(policy(allow))).toBe('allowed');
  expect(judged(policy(allow, { ...allow, Effect: 'Deny' }))).toBe('explicit-deny');
  expect(judged(policy({ ...allow, Resource: 'execute-api:/test/*' }))).toBe('implicit-deny');
  expect(judged(policy())).toBe('implicit-deny');
});

test.each(['', '{', '[]', '{"Statement":[{"Effect":"Perhaps"}]}'])('%j is no policy: unclear', (text) => {
  expect(judged(text)).toBe('unclear');
});

test('what AWS does not document is unclear, unless something else decides', () => {
  const odd = { ...allow, Action: 'execute-api:Invoke', Condition: { Null: { 'aws:SourceVpc': 'perhaps' } } };
  expect(judged(policy(odd))).toBe('unclear');
  expect(judged(policy(odd, { ...allow, Effect: 'Deny' }))).toBe('explicit-deny');
});

test.each([
  [{ StringEquals: { 'aws:SourceVpc': 'vpc-1' } }],
  [{ StringEquals: { 'aws:sourceVpce': ['vpce-0', 'vpce-1'] } }],
  [{ IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } }],
  [{ Bool: { 'aws:SecureTransport': 'true' } }],
  [{ DateGreaterThan: { 'aws:CurrentTime': '2026-03-01T11:59:59Z' } }],
  [{ NumericEquals: { 'aws:EpochTime': '1772366400' } }],
  [{ Null: { 'aws:SourceIp': 'true' } }],
  [{ Null: { 'aws:PrincipalArn': 'true' } }],
])('an unsigned request has what is asked for by %j', (condition) => {
  expect(judged(when(condition))).toBe('allowed');
  const other = { vpcId: 'vpc-2', vpcEndpointId: 'vpce-2', vpcSourceIp: '192.168.0.1', at: 0 };
  const isOfNetwork = !/Null|Bool/.test(JSON.stringify(condition));
  expect(judged(when(condition), other)).toBe(isOfNetwork ? 'implicit-deny' : 'allowed');
});

const root = 'arn:aws:iam::444455556666:root';
const user = 'arn:aws:iam::444455556666:user/team/Alice';
const role = 'arn:aws:iam::444455556666:role/app/Orders';
const session = 'arn:aws:sts::444455556666:assumed-role/Orders/worker-1';
const federated = 'arn:aws:sts::444455556666:federated-user/Bob';

test.each([
  [root, { 'aws:PrincipalType': 'Account', 'aws:PrincipalArn': root, 'aws:userid': '444455556666' }],
  [user, { 'aws:PrincipalType': 'User', 'aws:PrincipalArn': user, 'aws:username': 'Alice' }],
  [role, { 'aws:PrincipalType': 'AssumedRole', 'aws:PrincipalArn': role }],
  [session, { 'aws:PrincipalType': 'AssumedRole', 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/Orders' }],
  [federated, { 'aws:PrincipalType': 'FederatedUser', 'aws:userid': '444455556666:Bob' }],
])('%s signs with the keys of its kind', (principalArn, keys) => {
  const condition = { StringEquals: { 'aws:PrincipalAccount': '444455556666', ...keys } };
  expect(judged(when(condition), { principalArn })).toBe('allowed');
  expect(judged(when(condition))).toBe('implicit-deny');
  expect(judged(when(condition), { principalArn: 'arn:aws:iam::777788889999:user/Mallory' })).toBe('implicit-deny');
});

test('a session is known by its own ARN, by that of its role, and by its account', () => {
  const named = (AWS: string): string => policy({ ...allow, Principal: { AWS } });
  for (const principal of [session, 'arn:aws:iam::444455556666:role/Orders', '444455556666', root])
    expect(judged(named(principal), { principalArn: session })).toBe('allowed');
  for (const principal of [session.replace('worker-1', 'worker-2'), role, user, '777788889999'])
    expect(judged(named(principal), { principalArn: session })).toBe('implicit-deny');
  expect(judged(named(session))).toBe('implicit-deny');
  const userid = { StringLike: { 'aws:userid': '*:worker-1' } };
  expect(judged(when(userid), { principalArn: session })).toBe('allowed');
});

test.each([
  'arn:aws:s3:::bucket',
  'arn:aws:iam::444455556666:group/Team',
  'arn:aws:iam::444455556666:user',
  'arn:aws:sts::444455556666:assumed-role/Orders',
  'arn:aws:sts::444455556666:assumed-role/app/Orders/worker-1',
  'arn:aws:iam::444455556666:root/x',
  'arn:aws:iam::4444:root',
  'arn:aws:sts::444455556666:root',
])('%s is nobody that signs requests: unclear', (principalArn) => {
  expect(judged(policy(allow), { principalArn })).toBe('unclear');
});
