import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readSettings, settingsInContext } from '../../infra/settings.ts';

const refusal = (given: Readonly<Record<string, unknown>>): string => {
  try {
    return `read as ${JSON.stringify(readSettings(given))}`;
  } catch (error) {
    return String(error);
  }
};

test('nothing set: all of the account is trusted, remediation is manual, the schedule is hourly', () => {
  expect(readSettings({})).toEqual({
    schedule: 'One_Hour',
    automatic: false,
    maximumAutomaticAttempts: 5,
    retryAttemptSeconds: 3600,
    fastPathDelaySeconds: 60,
    excludedAccounts: [],
    logRetentionInDays: 30,
    reserveConcurrency: true,
    nameSuffix: '',
    inputParameters: {},
    trustedVpcIds: [],
    trustedVpcEndpointIds: [],
  });
});

test('texts of the command line and typed values mean the same', () => {
  const typed = readSettings({
    trustedVpcEndpointIds: ['vpce-0a1b2c3d4e5f60718', 'vpce-0a1b2c3d4e5f60719'],
    checkDeployedPolicy: false,
    automatic: true,
    maximumAutomaticAttempts: 3,
    logRetentionInDays: 90,
  });
  const texts = readSettings({
    trustedVpcEndpointIds: 'vpce-0a1b2c3d4e5f60718,vpce-0a1b2c3d4e5f60719',
    checkDeployedPolicy: 'false',
    automatic: 'true',
    maximumAutomaticAttempts: '3',
    logRetentionInDays: '90',
  });
  expect(texts).toEqual(typed);
  expect(texts).toMatchObject({
    inputParameters: {
      trustedVpcEndpointIds: 'vpce-0a1b2c3d4e5f60718,vpce-0a1b2c3d4e5f60719',
      checkDeployedPolicy: 'false',
    },
    automatic: true,
    maximumAutomaticAttempts: 3,
    logRetentionInDays: 90,
  });
});

test('an empty text leaves a parameter of the rule out', () => {
  expect(readSettings({ exemptTag: '', trustedVpcIds: [] }).inputParameters).toEqual({});
});

const good: readonly (readonly [string, readonly unknown[]])[] = [
  ['schedule', ['One_Hour', 'Three_Hours', 'Six_Hours', 'Twelve_Hours', 'TwentyFour_Hours']],
  ['automatic', [true, 'false']],
  ['maximumAutomaticAttempts', [1, '25']],
  ['retryAttemptSeconds', [1, '2678000']],
  ['fastPathDelaySeconds', [60, '900']],
  ['excludedAccounts', [[], ['111122223333'], '111122223333,222233334444']],
  ['managementAccountId', ['111122223333']],
  ['logRetentionInDays', [1, '3653']],
  ['reserveConcurrency', [false, 'true']],
  [
    'kmsKeyArn',
    [
      'arn:aws-cn:kms:cn-north-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000',
      `arn:aws:kms:eu-west-1:111122223333:key/mrk-${'0a1b'.repeat(8)}`,
    ],
  ],
  ['permissionsBoundaryArn', ['arn:aws-us-gov:iam::111122223333:policy/path/Boundary', 'arn:aws:iam::aws:policy/A']],
  ['alarmTopicArn', ['arn:aws:sns:eu-west-1:111122223333:alarms']],
  ['nameSuffix', ['', 'team', 'a'.repeat(20), '2-b']],
  ['trustedVpcIds', ['vpc-0a1b2c3d', ['vpc-0a1b2c3d4e5f60718', 'vpc-0a1b2c3d']]],
  ['trustedVpcEndpointIds', ['vpce-0a1b2c3d, vpce-0a1b2c3e']],
  ['trustOwnAccount', [true, 'true']],
  ['checkDeployedPolicy', [false, 'true']],
  ['sameAccountIdentities', ['judge', 'trust']],
  ['exemptTag', ['exposure', 'exposure=public']],
];

test.each(good.flatMap(([name, values]) => values.map((value) => [name, value] as const)))(
  '%s may be %j',
  (name, value) => {
    expect(refusal({ [name]: value })).toMatch(/^read as /);
  },
);

/** Of every setting one value that is refused, with the beginning of what is said. */
const bad: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
  [{ trustedVpcs: 'vpc-1' }, 'trustedVpcs'],
  [
    { schedule: 'Hourly' },
    'schedule: expected One_Hour, Three_Hours, Six_Hours, Twelve_Hours, TwentyFour_Hours, not `Hourly`',
  ],
  [{ automatic: 'yes' }, 'automatic: expected true or false, not `yes`'],
  [{ maximumAutomaticAttempts: 26 }, 'maximumAutomaticAttempts: expected a whole number from 1 to 25, not 26'],
  [{ maximumAutomaticAttempts: 'many' }, 'maximumAutomaticAttempts: expected a whole number from 1 to 25, not `many`'],
  [{ retryAttemptSeconds: 0 }, 'retryAttemptSeconds: expected a whole number from 1 to 2678000, not 0'],
  [{ logRetentionInDays: 31 }, 'logRetentionInDays: expected a number of days that CloudWatch Logs has (1, 3, 5,'],
  [{ logRetentionInDays: 9999 }, 'not 9999'],
  [{ kmsKeyArn: 'alias/logs' }, 'kmsKeyArn: expected the ARN of a KMS key, not `alias/logs`'],
  [{ kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d' }, 'kmsKeyArn: expected the ARN of a KMS key'],
  [{ permissionsBoundaryArn: 'Boundary' }, 'permissionsBoundaryArn: expected the ARN of an IAM policy, not `Boundary`'],
  [{ alarmTopicArn: 'topic' }, 'alarmTopicArn: expected the ARN of an SNS topic, not `topic`'],
  [{ fastPathDelaySeconds: 30 }, 'fastPathDelaySeconds: expected a whole number from 60 to 900, not 30'],
  [{ excludedAccounts: '111122223333,1234' }, 'excludedAccounts.1: expected an account id, twelve digits, not `1234`'],
  [{ managementAccountId: '1234' }, 'managementAccountId: expected an account id, twelve digits, not `1234`'],
  [{ nameSuffix: 'a b' }, 'nameSuffix: expected at most 20 letters, digits and hyphens, not `a b`'],
  [{ trustedVpcIds: 'vpce-1' }, 'trustedVpcIds'],
  [{ trustedVpcIds: 7 }, 'trustedVpcIds: expected a text, a list of texts, true or false, not 7'],
  [{ trustedVpcEndpointIds: 'vpc-0a1b2c3d' }, 'trustedVpcEndpointIds'],
  [{ trustOwnAccount: 'false' }, 'trustOwnAccount'],
  [{ checkDeployedPolicy: 'no' }, 'checkDeployedPolicy'],
  [{ sameAccountIdentities: 'ignore' }, 'sameAccountIdentities'],
  [{ exemptTag: '=' }, 'exemptTag'],
  [{ reserveConcurrency: 1 }, 'reserveConcurrency: expected true or false, not 1'],
];

test.each(bad)('bad settings are refused by name: %j', (given, message) => {
  expect(refusal(given)).toContain('SettingsError: the settings cannot be used:\n- ');
  expect(refusal(given)).toContain(message);
});

test('more than Config takes is refused before it is deployed', () => {
  const ids = Array.from({ length: 50 }, (_, index) => `vpce-0a1b2c3d4e5f607${String(index + 10)}`);
  expect(refusal({ trustedVpcEndpointIds: ids })).toContain('more than the 1024 allowed');
});

test('all problems are told at once', () => {
  expect(refusal({ automatic: 'yes', schedule: 'Hourly' }).split('\n')).toHaveLength(3);
});

test('the CDK keeps its own in the context; a misspelt setting among it is found', () => {
  const own = {
    'aws:cdk:enable-path-metadata': true,
    '@aws-cdk/core:newStyle': true,
    'acknowledged-issue-numbers': [1],
  };
  expect(settingsInContext({ ...own, automatic: 'true' }).automatic).toBe(true);
  expect(() => settingsInContext({ ...own, automatik: 'true' })).toThrow('automatik');
});

test('docs/organisation.md explains every setting, and each is tried here with good values and bad ones', () => {
  const page = readFileSync(new URL('../../docs/organisation.md', import.meta.url), 'utf8');
  const [, all = ''] = /there are (.+)$/m.exec(refusal({ unknown: 1 })) ?? [];
  const names = all.split(', ');
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  expect(good.map(([name]) => name).sort()).toEqual(names.toSorted());
  const refused = new Set(bad.flatMap(([given]) => Object.keys(given)));
  expect(names.filter((name) => !refused.has(name))).toEqual([]);
});
