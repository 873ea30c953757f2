/** What the environment or a profile says of AWS's own endpoints does not break a connection with an endpoint of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { connect } from '../../../account/live/connect.ts';
import { connection } from '../../../account/live/connection.ts';
import { collect } from '../../support/collect.ts';
import { homeAccount, homeRegion, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import { withVariables } from '../../support/variables.ts';

let sandbox: TestSandbox;
const folder = mkdtempSync(join(tmpdir(), 'private-api-guard-'));
const profile = join(folder, 'config');

beforeAll(async () => {
  sandbox = await startTestSandbox();
  writeFileSync(profile, '[default]\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true\n');
});
afterEach(() => {
  sandbox.world.calls.length = 0;
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await sandbox.close();
});

const own = {
  region: homeRegion,
  credentials: { accessKeyId: homeAccount, secretAccessKey: 'sandbox' },
  maxAttempts: 1,
};

const wanted = [
  ['AWS_USE_FIPS_ENDPOINT', { AWS_USE_FIPS_ENDPOINT: 'true' }],
  ['AWS_USE_DUALSTACK_ENDPOINT', { AWS_USE_DUALSTACK_ENDPOINT: 'true' }],
  ['a profile with both', { AWS_CONFIG_FILE: profile }],
] as const;

test.each(wanted)('with an endpoint of its own, %s changes nothing for any service', async (_what, variables) => {
  await withVariables(variables, async () => {
    const account = await connect({ ...own, endpoint: sandbox.endpoint });
    expect(account.place.accountId).toBe(homeAccount);
    await Promise.all([collect(account.restApis()), account.vpcIds(), account.compliance.rulesOf('arn')]);
    await expect(account.automation.execution('01234567-89ab-4cde-8f01-23456789abcd')).rejects.toMatchObject({
      reason: 'not-found',
    });
  });
  const services = ['sts', 'apigateway', 'ec2', 'config', 'ssm'];
  expect(new Set(sandbox.world.calls.map(({ service }) => service))).toEqual(new Set(services));
});

test.each(wanted)(
  'an endpoint that the environment names does not go with %s: that is refused',
  async (_what, more) => {
    await withVariables({ ...more, AWS_ENDPOINT_URL: sandbox.endpoint }, () =>
      expect(connect(own)).rejects.toMatchObject({
        name: 'AccountFault',
        reason: 'refused',
        operation: 'sts:GetCallerIdentity',
        code: 'EndpointError',
      }),
    );
    expect(sandbox.world.calls).toEqual([]);
  },
);

test('without an endpoint of its own, FIPS and dual-stack endpoints are left to the environment', () => {
  const { repeatable, once } = connection({ region: homeRegion });
  for (const options of [repeatable, once]) {
    expect(options).not.toHaveProperty('useFipsEndpoint');
    expect(options).not.toHaveProperty('useDualstackEndpoint');
  }
});
