/** Random conditions: most with operators that fit their key, some odd. */
import fc from 'fast-check';
import type { Json, JsonObject } from '../../../policy/json-value.ts';
import { accounts, endpoints, oneOrList, principalArns, vpcs } from './constants.ts';

const ifExists = (name: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(name, fc.integer({ min: 0, max: 5 }))
    .map(([operator, one]) => (one === 0 ? `${operator}IfExists` : operator));

const qualified = (name: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(name, fc.constantFrom('ForAnyValue:', 'ForAllValues:')).map(([operator, prefix]) => prefix + operator);

const textOperator = fc.constantFrom(
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
);

const keyOf = (...names: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...names);

/** A test as `[operator, key, values]`. */
type Test = readonly [operator: string, key: string, values: Json];

const test = (
  operator: fc.Arbitrary<string>,
  key: fc.Arbitrary<string>,
  value: fc.Arbitrary<string>,
): fc.Arbitrary<Test> => fc.tuple(operator, key, oneOrList(value));

const plainOrder = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'] as const;

const cidr = fc.constantFrom(
  '10.0.0.0/8',
  '10.1.0.0/16',
  '10.0.0.7',
  '0.0.0.0/0',
  '203.0.113.0/24',
  '2001:db8::/32',
  '::/0',
);
const instant = fc.constantFrom('2026-01-01T00:00:00Z', '2025-12-31T19:00:00-05:00', '2030-06-01', '1767225600');

export const networkTest: fc.Arbitrary<Test> = fc.oneof(
  {
    weight: 5,
    arbitrary: test(
      ifExists(fc.constantFrom('StringEquals', 'StringNotEquals')),
      keyOf('aws:SourceVpce', 'aws:sourceVpce'),
      fc.constantFrom(...endpoints),
    ),
  },
  {
    weight: 4,
    arbitrary: test(
      ifExists(fc.constantFrom('StringEquals', 'StringNotEquals')),
      keyOf('aws:SourceVpc', 'aws:sourceVpc'),
      fc.constantFrom(...vpcs),
    ),
  },
  {
    weight: 2,
    arbitrary: test(
      textOperator,
      keyOf('aws:SourceVpce'),
      fc.constantFrom('vpce-0a1*', 'vpce-*', '*', 'VPCE-0A1', 'vpce-0a?', '${aws:SourceVpce}', ''),
    ),
  },
  {
    weight: 1,
    arbitrary: test(
      textOperator,
      keyOf('aws:SourceVpc'),
      fc.constantFrom('vpc-0*', '*', 'vpc-0a?', '${aws:PrincipalTag/vpc}', '${aws:SourceVpce}'),
    ),
  },
);

const callerTest: fc.Arbitrary<Test> = fc.oneof(
  test(
    ifExists(fc.constantFrom('StringEquals', 'StringNotEquals')),
    keyOf('aws:PrincipalAccount'),
    fc.constantFrom(...accounts),
  ),
  test(
    ifExists(fc.constantFrom('StringLike', 'StringNotLike')),
    keyOf('aws:PrincipalAccount'),
    fc.constantFrom('1111*', '*', '????55556666', 'anonymous'),
  ),
  test(
    ifExists(fc.constantFrom('ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike', 'StringLike', 'StringNotLike')),
    keyOf('aws:PrincipalArn'),
    fc.constantFrom(
      ...principalArns,
      'arn:aws:iam::*:role/*',
      'arn:*:iam::111122223333:*',
      'arn:aws:iam::444455556666:r*p',
    ),
  ),
  test(
    ifExists(fc.constantFrom('StringEquals', 'StringNotEquals')),
    keyOf('aws:PrincipalType'),
    fc.constantFrom('User', 'AssumedRole', 'Account', 'FederatedUser', 'Anonymous'),
  ),
  test(ifExists(textOperator), keyOf('aws:userid'), fc.constantFrom('anonymous', 'AIDA*', '*', '${aws:userid}')),
  test(textOperator, keyOf('aws:username'), fc.constantFrom('alice', 'b*', '${aws:username}')),
  test(
    ifExists(textOperator),
    keyOf('aws:PrincipalOrgID', 'aws:PrincipalTag/vpc'),
    fc.constantFrom('o-a1b2c3', 'x', ''),
  ),
  test(qualified(textOperator), keyOf('aws:PrincipalOrgPaths'), fc.constantFrom('o-a1/r-1/*', 'o-b2/*')),
);

const otherTest: fc.Arbitrary<Test> = fc.oneof(
  test(
    ifExists(fc.constantFrom('IpAddress', 'NotIpAddress')),
    keyOf('aws:VpcSourceIp', 'aws:SourceIp', 'aws:vpcSourceIp'),
    cidr,
  ),
  test(textOperator, keyOf('aws:Referer', 'aws:UserAgent'), fc.constantFrom('shop', 's*', '*', '')),
  test(
    qualified(textOperator),
    keyOf('aws:Referer', 'x:list', 'aws:SourceVpce'),
    fc.constantFrom('a', 'b', 'vpce-0a1'),
  ),
  test(
    fc.constantFrom(...plainOrder.map((name) => `Date${name}`)),
    keyOf('aws:CurrentTime', 'aws:EpochTime', 'aws:TokenIssueTime'),
    instant,
  ),
  test(
    fc.constantFrom(...plainOrder.map((name) => `Numeric${name}`)),
    keyOf('aws:MultiFactorAuthAge', 'x:number', 'aws:EpochTime'),
    fc.constantFrom('10', '5.5', '1767225600'),
  ),
  test(
    fc.constantFrom('Bool', 'StringEquals', 'StringNotEquals'),
    keyOf('aws:SecureTransport', 'aws:ViaAWSService'),
    fc.constantFrom('true', 'false'),
  ),
  test(
    fc.constant('Null'),
    keyOf('aws:SourceVpce', 'aws:PrincipalArn', 'aws:PrincipalAccount', 'aws:SourceIp', 'aws:Referer', 'x:text'),
    fc.constantFrom('true', 'false'),
  ),
  test(
    ifExists(fc.constantFrom('StringEquals', 'StringNotEquals', 'BinaryEquals')),
    keyOf('aws:VpceAccount', 'x:text', 'aws:SourceAccount'),
    fc.constantFrom('111122223333', 'QUJD'),
  ),
  test(
    fc.constantFrom('ArnLike', 'ArnNotLike'),
    keyOf('aws:SourceArn', 'aws:SourceVpcArn'),
    fc.constantFrom('arn:aws:ec2:*:111122223333:vpc/vpc-0*', 'arn:aws:sns:eu-west-1:*:topic'),
  ),
  test(
    fc.constantFrom('StringIs', 'NumericEquals', 'IpAddress', 'ArnEquals'),
    keyOf('aws:SourceVpc', 'aws:Referer'),
    fc.constantFrom('vpc-0a1', '5'),
  ),
);

const anyTest = fc.oneof(
  { weight: 8, arbitrary: networkTest },
  { weight: 2, arbitrary: callerTest },
  { weight: 3, arbitrary: otherTest },
);

export function conditionOf(tests: readonly Test[]): JsonObject {
  const blocks: Record<string, Record<string, Json>> = {};
  for (const [operator, key, values] of tests) {
    const block = (blocks[operator] ??= {});
    if (!Object.keys(block).some((known) => known.toLowerCase() === key.toLowerCase())) block[key] = values;
  }
  return blocks;
}

export const condition = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 5, arbitrary: fc.array(anyTest, { minLength: 1, maxLength: 2 }) },
  { weight: 1, arbitrary: fc.array(anyTest, { minLength: 3, maxLength: 4 }) },
);
