/** Seeds that are good, and seeds that are told what is wrong with them, and where. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readSeed } from '../../../account/sandbox/seed/read.ts';
import { SeedError } from '../../../account/sandbox/seed/seed-error.ts';

function problemsOf(text: string): readonly string[] {
  try {
    readSeed(text, 'seed.yaml');
  } catch (error) {
    if (error instanceof SeedError) return error.message.split('\n');
    throw error;
  }
  return [];
}

const region = (lines: string): string => `accounts:\n  "111122223333":\n    regions:\n      eu-west-1:\n${lines}`;

test('YAML and JSON say the same, and what is left out has its usual value', () => {
  const yaml = region('        restApis:\n          - name: orders\n            policy: { Version: 2012-10-17 }\n');
  const json = JSON.stringify({
    accounts: {
      111122223333: { regions: { 'eu-west-1': { restApis: [{ name: 'orders', policy: { Version: '2012-10-17' } }] } } },
    },
  });
  const { seed } = readSeed(yaml, 'seed.yaml');
  expect(readSeed(json, 'seed.json').seed).toEqual(seed);
  expect(seed.accounts['111122223333']).toEqual({
    roles: [],
    regions: {
      'eu-west-1': {
        configurationRecorder: false,
        vpcs: [],
        vpcEndpoints: [],
        restApis: [
          {
            name: 'orders',
            endpointTypes: ['PRIVATE'],
            vpcEndpointIds: [],
            policy: { Version: '2012-10-17' },
            tags: {},
            afterwards: [],
          },
        ],
      },
    },
  });
});

test('an account id that begins with a zero keeps it, with quotes or without', () => {
  expect(Object.keys(readSeed('accounts: { 012345678901: {} }', 'x').seed.accounts)).toEqual(['012345678901']);
  expect(problemsOf('accounts: {}\norganization: { managementAccountId: 012345678901, memberAccountIds: [] }')).toEqual(
    [expect.stringMatching(/^seed\.yaml:2:17: organization\.managementAccountId: .*expected string/)],
  );
});

test.each([
  ['', 'seed.yaml:1:1: the seed: '],
  ['[]', 'seed.yaml:1:1: the seed: '],
  ['acounts: {}', 'seed.yaml:1:1: acounts: a seed has no such member'],
  ['accounts:\n  "1111": {}', 'seed.yaml:2:3: accounts.1111: expected twelve digits in quotes'],
  ['accounts: {}\naccounts: {}', 'seed.yaml:2:1: Map keys must be unique'],
  ['accounts: [', 'seed.yaml:1:'],
  ['accounts: {}\n---\naccounts: {}', 'seed.yaml:2:1: Source contains multiple documents'],
  ['accounts: !!js/function x', 'seed.yaml:1:11: Unresolved tag'],
  [
    region('        vpcs:\n          - vpcId: vpc_1\n'),
    'seed.yaml:6:13: accounts.111122223333.regions.eu-west-1.vpcs.0.vpcId: expected `vpc-`',
  ],
  [region('        restApis:\n          - {}\n'), 'restApis.0.name: '],
  [
    region('        restApis:\n          - name: a\n            polcy: {}\n'),
    'seed.yaml:7:13: accounts.111122223333.regions.eu-west-1.restApis.0.polcy: a seed has no such member',
  ],
  [
    region('        restApis:\n          - name: a\n            afterwards:\n              - deplay: {}\n'),
    'seed.yaml:8:17: accounts.111122223333.regions.eu-west-1.restApis.0.afterwards.0: expected one of',
  ],
  [
    region('        restApis:\n          - name: a\n            methods: []\n            openApi: {}\n'),
    'seed.yaml:7:13: accounts.111122223333.regions.eu-west-1.restApis.0.methods: expected `methods` or `openApi`, not both',
  ],
  [
    'accounts:\n  "111122223333":\n    regions: { Ireland: {} }',
    'seed.yaml:3:16: accounts.111122223333.regions.Ireland: expected a Region',
  ],
  ['accounts:\n  "111122223333":\n    roles: [{ roleName: a, trustedAccounts: all }]', 'roles.0.trustedAccounts'],
])('%j is refused, with its place', (text, told) => {
  const problems = problemsOf(text);
  expect(problems).not.toEqual([]);
  expect(problems.join('\n')).toContain(told);
});

test('all problems are told at once', () => {
  const problems = problemsOf('x: 1\naccounts:\n  a: {}\ny: 2\n');
  expect(problems.map((problem) => problem.split(': ')[0])).toEqual(
    expect.arrayContaining(['seed.yaml:1:1', 'seed.yaml:3:3', 'seed.yaml:4:1']),
  );
});

test('the seed in the README is a seed', () => {
  const readme = readFileSync(new URL('../../../account/sandbox/README.md', import.meta.url), 'utf8');
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];
  const { seed } = readSeed(yaml, 'README.md');
  const regions = Object.values(seed.accounts).flatMap((account) => Object.values(account.regions));
  expect(regions.flatMap(({ restApis }) => restApis.map(({ copies }) => copies))).toEqual([3]);
});
