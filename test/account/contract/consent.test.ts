/** The suite does not touch an account that nobody offered. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const command = [
  '--experimental-vm-modules',
  'node_modules/jest/bin/jest.js',
  '--config',
  'test/account/contract/jest.aws.config.js',
];
const nobody = {
  AWS_REGION: 'eu-west-1',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
};

test.each([
  ['unasked', {}, 'did not start: PRIVATE_API_GUARD_AWS_TEST is not 1'],
  ['without credentials', { PRIVATE_API_GUARD_AWS_TEST: '1' }, 'did not start: AWS does not say whose credentials'],
])('npm run test:aws does not start %s', (_, asked, message) => {
  const env = { PATH: process.env['PATH'], ...nobody, ...asked };
  const { status, stderr } = spawnSync(process.execPath, command, { cwd: root, env, encoding: 'utf8' });
  expect(stderr).toContain(message);
  expect(status).toBe(2);
});
