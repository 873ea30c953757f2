/** Random policies, plain JSON, as people write them; most are sensible, some are odd. And random networks and APIs to judge them by. */
import fc from 'fast-check';
import type { Json, JsonObject } from '../../../policy/json-value.ts';
import type { OracleQuestion } from '../oracle/question.ts';
import { condition, conditionOf, networkTest } from './conditions.ts';
import { accounts, apiArn, endpoints, oneOrList, principalArns, vpcs } from './constants.ts';

const awsPrincipal = fc.constantFrom(
  ...accounts,
  'arn:aws:iam::111122223333:root',
  ...principalArns,
  'arn:aws:sts::444455556666:assumed-role/app/session-1',
  '*',
);

const principal: fc.Arbitrary<Json> = fc.oneof(
  { weight: 12, arbitrary: fc.constant('*') },
  { weight: 3, arbitrary: fc.constant({ AWS: '*' }) },
  { weight: 6, arbitrary: oneOrList(awsPrincipal).map((AWS) => ({ AWS })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { Service: 'events.amazonaws.com' },
      { Federated: 'accounts.google.com' },
      { AWS: 'AROAXXXXXXXXXXXX' },
    ),
  },
);

const action: fc.Arbitrary<Json> = fc.oneof(
  { weight: 12, arbitrary: fc.constant('execute-api:Invoke') },
  {
    weight: 1,
    arbitrary: oneOrList(fc.constantFrom('execute-api:*', '*', 'EXECUTE-API:inv*', 'execute-api:ManageConnections')),
  },
);

const routes = [
  '/*',
  '/*/*/*',
  '/prod/*',
  '/prod/GET/*',
  '/*/GET/orders',
  '/prod/*/orders',
  '/prod/GET/orders*',
  '/p*/?ET/*',
] as const;

export const resourceTexts: readonly string[] = [
  '*',
  ...routes.map((route) => `execute-api:${route}`),
  ...routes.map((route) => `${apiArn}${route}`),
  'arn:aws:execute-api:eu-west-1:111122223333:*',
  'arn:aws:execute-api:*:*:*',
  'arn:aws:execute-api:eu-*-1:111122223333:abcde12345/prod/*',
  'arn:aws:execute-api:us-east-1:444455556666:zzzzz/*',
];

/** Among texts that are clear, since a text may be unclear beside others. */
const unclearTexts = [
  'execute-api/*',
  'execute-api:*',
  'execute-api:/',
  'execute-api:/prod/GET/*',
  'execute-api:/prod/GET/${aws:username}',
  'execute-api:${aws:username}',
  'arn:aws:execute-api:eu-west-1:${aws:PrincipalAccount}:abcde12345/*',
];

const resource: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: fc.constant('execute-api:/*') },
  { weight: 8, arbitrary: oneOrList(fc.constantFrom(...resourceTexts)) },
  { weight: 2, arbitrary: oneOrList(fc.constantFrom(...unclearTexts)) },
);

const negatedSometimes = (name: string): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: 14 }).map((one) => (one === 0 ? `Not${name}` : name));

const statementWith = (effect: fc.Arbitrary<string>): fc.Arbitrary<JsonObject> =>
  fc
    .record({
      effect,
      principalName: negatedSometimes('Principal'),
      principal,
      actionName: negatedSometimes('Action'),
      action,
      resourceName: negatedSometimes('Resource'),
      resource,
      condition,
    })
    .map((parts) => ({
      Effect: parts.effect,
      [parts.principalName]: parts.principal,
      [parts.actionName]: parts.actionName === 'Action' ? parts.action : 'execute-api:ManageConnections',
      [parts.resourceName]: parts.resource,
      ...(parts.condition === null ? {} : { Condition: conditionOf(parts.condition) }),
    }));

export const allowStatement = statementWith(fc.constant('Allow'));
export const denyStatement = statementWith(fc.constant('Deny'));

/** Fences over everything are what most real policies have, so they come often. */
const fence: fc.Arbitrary<JsonObject> = fc.array(networkTest, { minLength: 1, maxLength: 2 }).map((tests) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/*',
  Condition: conditionOf(tests),
}));

export const policyJson: fc.Arbitrary<JsonObject> = fc
  .record({
    version: fc.oneof(
      { weight: 8, arbitrary: fc.constant('2012-10-17') },
      { weight: 1, arbitrary: fc.constantFrom('2008-10-17', null) },
    ),
    allows: fc.array(allowStatement, { minLength: 0, maxLength: 2 }),
    denies: fc.array(fc.oneof({ weight: 2, arbitrary: denyStatement }, { weight: 1, arbitrary: fence }), {
      minLength: 0,
      maxLength: 3,
    }),
    order: fc.boolean(),
  })
  .map(({ version, allows, denies, order }) => ({
    ...(version === null ? {} : { Version: version }),
    Statement: order ? [...allows, ...denies] : [...denies, ...allows],
  }));

export const trustedJson: fc.Arbitrary<OracleQuestion['trusted']> = fc.record({
  vpcIds: fc.subarray([vpcs[0]]),
  vpcEndpointIds: fc.subarray([endpoints[0], endpoints[2]], { minLength: 1 }),
  endpoints: fc.constantFrom({}, {}, { [endpoints[1]]: vpcs[0] }, { [endpoints[1]]: vpcs[1] }),
  ownAccount: fc.constantFrom(null, null, null, accounts[0]),
});

export const apiJson: fc.Arbitrary<OracleQuestion['api']> = fc.constantFrom(
  { partition: null, region: null, accountId: null, restApiId: null },
  { partition: 'aws', region: 'eu-west-1', accountId: '111122223333', restApiId: 'abcde12345' },
);

export const authorization = fc.constantFrom(
  'policy-only' as const,
  'policy-only' as const,
  'identity-may-allow' as const,
);
