// Cases about absent and multivalued keys, policy variables, and what is unclear.
import { allow, between, deny, except, only, to, when } from './words.ts';
import type { Cases } from './words.ts';

const USERNAME = '${aws:username}';
const A_USER = ['Null aws:username', 'false'];

export const CONTEXT_CASES: Cases = {
  'absence and several values': [
    [
      'a negated operator on an absent key',
      between(when('StringNotEquals k', 'a'), when('Null k', 'false')),
      'sat/sat',
    ],
    ['a positive one', between(when('StringLike k', '*'), when('Null k', 'false')), 'unsat/unsat'],
    ['IfExists', between(when('StringEqualsIfExists k', 'a'), when('Null k', 'false')), 'sat/sat'],
    ['a key that is always there', only('Null aws:SourceVpc', 'true'), 'unsat/unsat'],
    [
      'ForAllValues on an absent key',
      between(when('ForAllValues:StringEquals k', 'a'), when('Null k', 'false')),
      'sat/sat',
    ],
    [
      'ForAnyValue on an absent key',
      between(when('ForAnyValue:StringNotEquals k', 'a'), when('Null k', 'false')),
      'unsat/unsat',
    ],
    [
      'ForAnyValue…IfExists on one',
      between(when('ForAnyValue:StringEqualsIfExists k', 'a'), when('Null k', 'false')),
      'sat/unsat',
    ],
    ['two values', only('ForAnyValue:StringEquals k', 'a', 'ForAnyValue:StringLike k', 'b'), 'sat/sat'],
    [
      'but not of a single-valued key',
      only('ForAnyValue:StringEquals aws:UserAgent', 'a', 'ForAnyValue:StringLike aws:UserAgent', 'b'),
      'unsat/unsat',
    ],
    ['all and any', only('ForAllValues:StringEquals k', 'a', 'ForAnyValue:StringLike k', 'b'), 'unsat/unsat'],
    [
      'the empty text',
      between(when('StringEquals aws:UserAgent', ''), when('ForAllValues:StringLike aws:UserAgent', 'a')),
      'sat/unsat',
    ],
    ['a single-value operator on several values', only('StringEquals aws:TagKeys', 'a'), 'sat/unsat'],
  ],
  'policy variables': [
    [
      'equal keys',
      between(when('StringEquals aws:userid', USERNAME, ...A_USER), when('StringEquals aws:username', '${aws:userid}')),
      'unsat/unsat',
    ],
    [
      'a variable within a text',
      only('StringEquals aws:userid', `x-${USERNAME}`, 'StringLike aws:userid', 'y*', ...A_USER),
      'unsat/unsat',
    ],
    [
      'its `*` is no wildcard',
      between(
        when('StringLike aws:userid', USERNAME, 'StringEquals aws:username', '*'),
        when('StringEquals aws:userid', '*'),
      ),
      'unsat/unsat',
    ],
    [
      "a key's own variable",
      between(when('Null aws:UserAgent', 'false'), when('StringEquals aws:UserAgent', '${aws:useragent}')),
      'unsat/unsat',
    ],
    [
      'a default',
      only('StringEquals aws:UserAgent', "${aws:username, 'x'}", 'Null aws:PrincipalArn', 'true'),
      'sat/sat',
    ],
    ['no default', only('StringEquals aws:UserAgent', USERNAME, 'Null aws:PrincipalArn', 'true'), 'sat/unsat'],
    ['an escaped `*`', only('StringLike aws:UserAgent', '${*}', 'StringNotEquals aws:UserAgent', '*'), 'unsat/unsat'],
    [
      'plain text in 2008',
      only('StringEquals aws:userid', USERNAME, 'StringNotLike aws:userid', '$*'),
      'unsat/unsat',
      { version: '2008-10-17' },
    ],
    [
      'unclear in another version',
      only('StringEquals aws:userid', USERNAME, 'StringNotLike aws:userid', '$*'),
      'sat/unsat',
      { version: '2012-10-18' },
    ],
    ['in a resource', between(to(`execute-api:/prod/GET/${USERNAME}`), to('execute-api:/*/*/*/*')), 'sat/sat'],
    [
      'that has no slash',
      between(
        { ...to(`execute-api:/prod/GET/${USERNAME}`), Principal: { AWS: 'arn:aws:iam::1:user/u' } },
        to('execute-api:/*/*/u'),
      ),
      'unsat/unsat',
    ],
    [
      'in the first parts of an ARN',
      [allow(to('arn:aws:execute-api:eu-west-1:${aws:PrincipalAccount}:abc/*'))],
      'sat/unsat',
    ],
  ],
  'what is unclear': [
    ['an unknown operator', only('StringIs aws:SourceVpce', 'vpce-a'), 'sat/unsat'],
    ['an unclear Allow beside a clear one', [...only('StringIs aws:SourceVpce', 'x'), allow()], 'sat/sat'],
    ['an unclear Deny', except('StringIs aws:SourceVpce', 'vpce-a'), 'sat/unsat'],
    ['an unclear Deny beside a clear one', [...except('StringIs k', 'x'), deny()], 'unsat/unsat'],
    ['an empty list of values', only('StringEquals aws:SourceVpce', []), 'sat/unsat'],
    ['a missing resource of an Allow covers the API', [{ ...allow(), Resource: undefined }], 'sat/sat'],
    ['a missing resource of a Deny', [allow(), { ...deny(), Resource: undefined }], 'sat/unsat'],
    ['a resource that is neither ARN nor short form', [allow({ Resource: 'execute-api/*' })], 'sat/unsat'],
    ['such a resource of a Deny', [allow(), deny(to('execute-api/*'))], 'sat/unsat'],
    ['the same such resource in both', between(to('execute-api/*'), to('execute-api/*')), 'unsat/unsat'],
    ['two such resources', between(to('execute-api/*'), to('execute-api:/')), 'sat/unsat'],
    ['an ARN that stops at the API', [allow(to('arn:aws:execute-api:eu-west-1:1:abc'))], 'sat/unsat'],
    ['one that stops at the stage', [allow(to('arn:aws:execute-api:eu-west-1:1:abc/prod/'))], 'sat/unsat'],
    ['one that stops at the method', [allow(to('arn:aws:execute-api:eu-west-1:1:abc/prod/GET'))], 'unsat/unsat'],
    ['the ARN of management', [allow(to('arn:aws:apigateway:eu-west-1::/restapis/abc'))], 'sat/unsat'],
    ['all but a short form', [allow({ Resource: undefined, NotResource: 'execute-api:/*' })], 'sat/unsat'],
    [
      'a Deny of all but one',
      [allow(), { ...deny(), Resource: undefined, NotResource: 'execute-api:/*/*/a' }],
      'sat/sat',
    ],
    ['Condition: null', [allow({ Condition: null })], 'sat/unsat'],
  ],
};
