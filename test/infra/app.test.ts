/** The app as the CDK runs it: `npm run app` in the project's folder, with neither an account nor a network. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { root } from './synthesised.ts';

const folder = mkdtempSync(join(tmpdir(), 'private-api-guard-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function runApp(context: Readonly<Record<string, unknown>>): { status: number | null; stderr: string; out: string } {
  const out = join(folder, String(readdirSync(folder).length));
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
  const ran = spawnSync('npm', ['run', '--silent', 'app'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...env, CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_VALIDATION: 'false' },
  });
  return { status: ran.status, stderr: ran.stderr, out };
}

const { app: command } = z.object({ app: z.string() }).parse(JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')));

test('cdk.json runs what is tested here', () => {
  expect(command).toBe('npm run --silent app');
});

test('the app synthesises its four stacks, with the bundles as assets of the account’s alone', () => {
  const { status, stderr, out } = runApp({ trustedVpcEndpointIds: 'vpce-0a1b2c3d4e5f60718', nameSuffix: 'team' });
  expect([status, stderr]).toEqual([0, '']);
  const artifacts = z.object({ artifacts: z.record(z.string(), z.object({ type: z.string() })) });
  const manifest = artifacts.parse(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))).artifacts;
  expect(Object.keys(manifest).filter((id) => manifest[id]?.type === 'aws:cloudformation:stack')).toEqual([
    'PrivateApiGuard-team',
    'PrivateApiGuardMember-team',
    'PrivateApiGuardPack-team',
    'PrivateApiGuardOrganizationPack-team',
  ]);
  const assets = readdirSync(out).filter((name) => name.startsWith('asset.'));
  expect(assets.map((name) => readdirSync(join(out, name)))).toEqual([['index.js'], ['index.js'], ['index.js']]);
});

test('bad settings end it with a clear message, and without a stack', () => {
  const { status, stderr, out } = runApp({ schedule: 'Hourly', trustedVpc: 'vpc-0a1b2c3d' });
  expect(status).toBe(1);
  expect(stderr).toBe(
    [
      'the settings cannot be used:',
      '- schedule: expected One_Hour, Three_Hours, Six_Hours, Twelve_Hours, TwentyFour_Hours, not `Hourly`',
      '- trustedVpc: there is no such setting; there are schedule, automatic, maximumAutomaticAttempts, retryAttemptSeconds, fastPathDelaySeconds, excludedAccounts, managementAccountId, logRetentionInDays, reserveConcurrency, kmsKeyArn, permissionsBoundaryArn, alarmTopicArn, nameSuffix, trustedVpcIds, trustedVpcEndpointIds, trustOwnAccount, checkDeployedPolicy, sameAccountIdentities, exemptTag',
      '',
    ].join('\n'),
  );
  expect(existsSync(join(out, 'PrivateApiGuard.template.json'))).toBe(false);
});
