import { expect, test } from '@jest/globals';
import { readParameters, runbookParameters, type ParameterName } from '../../remediation/parameters.ts';

const names: readonly ParameterName[] = [
  'AutomationAssumeRole',
  'RestApiId',
  'TrustedVpcIds',
  'TrustedVpcEndpointIds',
  'StageNames',
  'PendingChanges',
  'DryRun',
];

test('there are these parameters, and no others', () => {
  expect(Object.keys(runbookParameters)).toEqual(names);
});

const good: Readonly<Record<ParameterName, readonly string[]>> = {
  AutomationAssumeRole: [
    'arn:aws:iam::111122223333:role/PrivateApiGuard',
    'arn:aws-cn:iam::111122223333:role/path/to/Private.Api-Guard_1',
    'arn:aws-us-gov:iam::111122223333:role/a+b=c,d@e',
  ],
  RestApiId: [
    'a1b2c3d4e5',
    'arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5',
    'arn:aws-us-gov:apigateway:us-gov-west-1::/restapis/a1',
  ],
  TrustedVpcIds: ['', 'vpc-0123456789abcdef0', 'vpc-1a2b3c4d,vpc-0123456789abcdef0'],
  TrustedVpcEndpointIds: ['', 'vpce-0123456789abcdef0', 'vpce-1a2b3c4d,vpce-0123456789abcdef0'],
  StageNames: ['', 'prod', 'prod,test_2,x-1'],
  PendingChanges: ['Refuse', 'Publish'],
  DryRun: ['true', 'false'],
};

const bad: Readonly<Record<ParameterName, readonly string[]>> = {
  AutomationAssumeRole: [
    '',
    'PrivateApiGuard',
    'arn:aws:iam::1:role/x',
    'arn:aws:iam::111122223333:user/x',
    'arn:aws:iam::111122223333:role/x\n',
  ],
  RestApiId: [
    '',
    'A1B2',
    'arn:aws:apigateway:eu-west-1::/restapis/',
    'arn:aws:apigateway:eu-west-1::/restapis/a1/stages/prod',
    '{{ x }}',
    'a1\n',
  ],
  TrustedVpcIds: ['vpce-1', 'vpc-', 'vpc-1,', ',vpc-1', 'vpc-1, vpc-2', 'vpc-A', 'vpc-1\n', 'xvpc-1'],
  TrustedVpcEndpointIds: ['vpc-1', 'vpce-', 'vpce-1,', 'vpce-1;vpce-2'],
  StageNames: ['pr od', 'prod,', '$default', 'prod/', 'a'.repeat(129)],
  PendingChanges: ['', 'refuse', 'RefusePublish', 'Publish '],
  DryRun: ['', 'True', 'yes'],
};

test.each(names)('%s: the pattern takes what is right and nothing else', (name) => {
  const pattern = new RegExp(runbookParameters[name].allowedPattern);
  expect(good[name].filter((value) => !pattern.test(value))).toEqual([]);
  expect(bad[name].filter((value) => pattern.test(value))).toEqual([]);
});

test.each(names)('%s: the pattern is anchored, and says the same in Java', (name) => {
  const pattern = runbookParameters[name].allowedPattern;
  expect(pattern).toMatch(/^\^.*\$$/);
  // No look-around, no escape, no named group, no set operation: nothing in which the two languages differ.
  expect(pattern).not.toMatch(/\(\?|\\|\[\[|&&/);
});

const given = (more: object = {}): object => ({ RestApiId: 'a1b2c3d4e5', ...more });

test('defaults are filled in', () => {
  expect(readParameters(given())).toEqual({
    kind: 'parameters',
    parameters: {
      restApiId: 'a1b2c3d4e5',
      place: null,
      trusted: { vpcIds: [], vpcEndpointIds: [] },
      stageNames: [],
      pendingChanges: 'Refuse',
      dryRun: false,
    },
  });
});

test('an ARN says where the API is, and lists are taken apart', () => {
  const value = given({
    RestApiId: 'arn:aws-cn:apigateway:cn-north-1::/restapis/a1b2c3d4e5',
    TrustedVpcIds: ['vpc-1,vpc-2', 'vpc-2', ''],
    TrustedVpcEndpointIds: ['vpce-1'],
    StageNames: ['prod,test', 'beta'],
    PendingChanges: 'Publish',
    DryRun: 'true',
  });
  expect(readParameters(value)).toEqual({
    kind: 'parameters',
    parameters: {
      restApiId: 'a1b2c3d4e5',
      place: { partition: 'aws-cn', region: 'cn-north-1' },
      trusted: { vpcIds: ['vpc-1', 'vpc-2'], vpcEndpointIds: ['vpce-1'] },
      stageNames: ['prod', 'test', 'beta'],
      pendingChanges: 'Publish',
      dryRun: true,
    },
  });
});

test.each([
  ['an unknown name', given({ TrustedVpc: ['vpc-1'] }), /there is no `TrustedVpc`/],
  ['a malformed id', given({ TrustedVpcIds: ['vpc-1', 'vpce-1'] }), /^TrustedVpcIds: `vpce-1` does not match/],
  ['a text for a list', given({ StageNames: 'prod' }), /^StageNames: /],
  [
    'a word that is not allowed',
    given({ PendingChanges: 'Ignore' }),
    /^PendingChanges: expected `Refuse` or `Publish`$/,
  ],
  ['no API', {}, /^RestApiId: expected string$/],
  ['no object', null, /expected object/],
])('%s is refused by name', (_what, value, message) => {
  expect(readParameters(value)).toEqual({ kind: 'problems', problems: [expect.stringMatching(message)] });
});

test('every problem is named', () => {
  const read = readParameters(given({ TrustedVpcIds: ['x'], StageNames: ['a b'] }));
  expect(read).toMatchObject({ problems: [expect.stringContaining('Trusted'), expect.stringContaining('Stage')] });
});

test('as many ids as Config can pass fit into its values', () => {
  const id = 'vpce-0123456789abcdef0';
  const value = Array.from({ length: 11 }, () => id).join(',');
  expect(value.length).toBeLessThanOrEqual(256);
  expect(new RegExp(runbookParameters.TrustedVpcEndpointIds.allowedPattern).test(value)).toBe(true);
});
