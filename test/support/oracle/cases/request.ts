// Cases about who asks, from where, and for what.
import { allow, between, deny, except, INSIDE, NO_API, only, to, TRUSTED, VPC_TRUSTED, when } from './words.ts';
import type { Cases, Json } from './words.ts';

const FENCE = except('StringNotEquals aws:SourceVpce', 'vpce-a');
const THROUGH_B = only('StringEquals aws:SourceVpce', 'vpce-b');

const USER = 'arn:aws:iam::1:user/team/u';
const ROLE = 'arn:aws:iam::1:role/r';
const SESSION = 'arn:aws:sts::1:assumed-role/r/s';
const aws = (...AWS: readonly string[]): Json => ({ Principal: { AWS } });
const notAws = (...AWS: readonly string[]): Json => ({
  Effect: 'Deny',
  Action: '*',
  Resource: '*',
  NotPrincipal: { AWS },
});

const ARN = 'arn:aws:execute-api:eu-west-1:111122223333:abc';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

export const REQUEST_CASES: Cases = {
  'place and authorization': [
    ['an open policy', [allow()], 'sat/sat'],
    ['a fence keeps outsiders out', FENCE, 'unsat/unsat'],
    ['a fence lets insiders in', FENCE, 'sat/sat', INSIDE],
    ['a fence for another endpoint', except('StringNotEquals aws:SourceVpce', 'vpce-b'), 'unsat/unsat', INSIDE],
    ['a conditioned Allow', only('StringEquals aws:sourceVPCE', 'vpce-a'), 'unsat/unsat'],
    [
      'with identities',
      only('StringEquals aws:SourceVpce', 'vpce-a'),
      'sat/sat',
      { authorization: 'identity-may-allow' },
    ],
    ['a fence with identities', FENCE, 'unsat/unsat', { authorization: 'identity-may-allow' }],
    ['a Deny alone', [deny(when('StringNotEquals aws:SourceVpce', 'vpce-a'))], 'unsat/unsat', { scope: 'anywhere' }],
    ['an unknown endpoint may lie in a trusted VPC', THROUGH_B, 'sat/sat', { ...INSIDE, trusted: VPC_TRUSTED }],
    [
      'an endpoint known to lie there',
      THROUGH_B,
      'unsat/unsat',
      { trusted: { ...VPC_TRUSTED, endpoints: { 'vpce-b': 'vpc-a' } } },
    ],
    [
      'an endpoint known not to',
      THROUGH_B,
      'unsat/unsat',
      { ...INSIDE, trusted: { ...VPC_TRUSTED, endpoints: { 'vpce-b': 'vpc-b' } } },
    ],
    [
      'the own account',
      only('StringEquals aws:VpceAccount', '1'),
      'unsat/unsat',
      { trusted: { ...TRUSTED, ownAccount: '1' } },
    ],
    [
      'another account',
      only('StringEquals aws:VpceAccount', '2'),
      'sat/sat',
      { trusted: { ...TRUSTED, ownAccount: '1' } },
    ],
  ],
  principals: [
    ['{"AWS": "*"} is everybody', between(aws('*'), when('Null aws:PrincipalArn', 'false')), 'sat/sat'],
    ['an account is no anonymous caller', between(aws('1'), when('Null aws:PrincipalArn', 'false')), 'unsat/unsat'],
    [
      'a root ARN is any principal of its account',
      between(aws('arn:aws:iam::1:root'), when('StringEquals aws:PrincipalType', 'Account')),
      'sat/sat',
    ],
    [
      'and of no other',
      between(aws('arn:aws:iam::1:root'), when('StringEquals aws:PrincipalAccount', '1')),
      'unsat/unsat',
    ],
    ['a user', between(aws(USER), when('StringEquals aws:username', 'u')), 'unsat/unsat'],
    [
      'a user of another path',
      between(aws(USER), when('ArnEquals aws:PrincipalArn', 'arn:aws:iam::1:user/u')),
      'sat/sat',
    ],
    [
      'a session has its role, whatever the path',
      between(aws(SESSION), when('ArnEquals aws:PrincipalArn', ROLE)),
      'sat/sat',
    ],
    [
      'of that name',
      between(aws(SESSION), when('ArnLike aws:PrincipalArn', ['arn:*:iam::1:role/r', 'arn:*:iam::1:role/*/r'])),
      'unsat/unsat',
    ],
    ['a service is nobody', [allow({ Principal: { Service: 'lambda.amazonaws.com' } })], 'unsat/unsat'],
    ['a wildcard within an ARN', [allow(aws('arn:aws:iam::1:role/*'))], 'sat/unsat'],
    [
      'a federated principal is at most a session',
      between({ Principal: { Federated: 'idp' } }, when('StringEquals aws:PrincipalType', 'AssumedRole')),
      'unsat/unsat',
    ],
    ['an empty principal', [allow({ Principal: '' })], 'sat/unsat'],
    ['a user excepted with its account', [allow(aws(USER)), notAws(USER, '1')], 'sat/sat'],
    ['a user excepted alone', [allow(aws(USER)), notAws(USER)], 'sat/unsat'],
    ['a user whose account is excepted', [allow(aws(USER)), notAws('1')], 'sat/unsat'],
    ['nobody excepted', [allow(aws(USER)), notAws('2')], 'unsat/unsat'],
  ],
  'actions and resources': [
    ['an action regardless of case', [allow({ Action: 'EXECUTE-API:in?oke*' })], 'sat/sat'],
    ['another action', [allow({ Action: 'execute-api:ManageConnections' })], 'unsat/unsat'],
    ['a NotAction', [{ ...allow(), Action: undefined, NotAction: 's3:*' }], 'sat/sat'],
    ['an action without a colon', [allow({ Action: 'Invoke' })], 'sat/unsat'],
    ['a resource within another', between(to('execute-api:/prod/GET/a'), to('execute-api:/prod/*/a')), 'unsat/unsat'],
    ['a resource beyond another', between(to('execute-api:/prod/*'), to('execute-api:/*/*/?*')), 'sat/sat'],
    [
      'a `*` that crosses slashes',
      between(to(`${ARN}/prod/GET/a/b`), to('arn:aws:execute-api:*:*:*/b')),
      'unsat/unsat',
    ],
    ['a `*` at the end of its part crosses colons', [allow(to('arn:aws:execute-api:*:x:y*'))], 'sat/sat'],
    ['a `*` within its part does not', [allow(to('arn:aws:execute-api:e*w:x:y*'))], 'unsat/unsat'],
    ['all methods', between({}, to(...METHODS.map((name) => `execute-api:/*/${name}/*`))), 'unsat/unsat'],
    ['all but one', between({}, to(...METHODS.slice(1).map((name) => `execute-api:/*/${name}/*`))), 'sat/sat'],
    ['a complement', [allow(), { ...deny(), Resource: undefined, NotResource: 'execute-api:/*' }], 'sat/sat'],
    ['a lost slash', [allow(to('execute-api:*'))], 'sat/unsat'],
    ['a service that is a pattern', [allow(to('arn:aws:*-api:eu-west-1:111122223333:abc/*'))], 'sat/unsat'],
    ['a service pattern that does not match', [allow(to('arn:aws:s*:eu-west-1:111122223333:abc/*'))], 'unsat/unsat'],
    ['a named API is what a refutation is about', [allow(to(`${ARN}/*`))], 'sat/sat', { api: NO_API }],
    ['another API is not', [allow(), deny(to(`${ARN}/*`))], 'sat/unsat', { api: NO_API }],
    ['nor is another API when this one is told', [allow(), deny(to(`${ARN}/*`))], 'unsat/unsat'],
  ],
};
