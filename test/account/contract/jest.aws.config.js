/** `npm run test:aws`: the contract suite against the account whose credentials are there. It has to be asked for. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import base from '../../../jest.config.js';

const refuse = (why) => {
  process.stderr.write(
    [
      `npm run test:aws did not start: ${why}`,
      'It creates and removes a REST API and, for moments, an SSM document in a real AWS account, and starts two Automation',
      'executions of one step. Set PRIVATE_API_GUARD_AWS_TEST=1 and AWS_REGION, with credentials where the AWS SDK finds them.',
      '',
    ].join('\n'),
  );
  process.exit(2);
};

if (process.env.PRIVATE_API_GUARD_AWS_TEST !== '1') refuse('PRIVATE_API_GUARD_AWS_TEST is not 1');
try {
  const { Account } = await new STSClient({ maxAttempts: 2 }).send(new GetCallerIdentityCommand({}));
  process.stderr.write(`the contract suite runs in account ${Account}; it takes some minutes\n`);
} catch (error) {
  refuse(`AWS does not say whose credentials these are: ${error.message}`);
}

/** @type {import('jest').Config} */
export default {
  ...base,
  rootDir: '../../..',
  testMatch: ['<rootDir>/test/account/contract/aws.contract.ts'],
  // A clause may have to wait for several of AWS's quotas.
  testTimeout: 300_000,
};
