/** Debian's AWS CLI (package `awscli`), pointed at the sandbox. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homeAccount, homeRegion } from '../../support/sandbox.ts';

/** Where the package puts it: another `aws` on the PATH may be anything. */
export const program = '/usr/bin/aws';

export const isInstalled = existsSync(program);

/** Set where a missing CLI is a failure, as in CI. */
export const isRequired = process.env['PRIVATE_API_GUARD_REQUIRE_AWSCLI'] === '1';

const caller = { AWS_ACCESS_KEY_ID: homeAccount, AWS_SECRET_ACCESS_KEY: 'sandbox', AWS_DEFAULT_REGION: homeRegion };

/** Nothing of the machine's own configuration: no profile, no credentials, no pager, no metadata service. */
const bare = {
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_PAGER: '',
  LC_ALL: 'C.UTF-8',
  PATH: '/usr/bin:/bin',
};

export interface Ran {
  /** 0: done; 254: the service refused. */
  readonly status: number;
  /** The JSON on standard output; null: there was none. */
  readonly answer: unknown;
  readonly stderr: string;
}

export type Aws = (...args: readonly string[]) => Promise<Ran>;

/** The endpoint is an option: Debian's version does not know AWS_ENDPOINT_URL. */
export const awsAt =
  (endpoint: string): Aws =>
  async (...args) => {
    const all = [...args, '--endpoint-url', endpoint, '--output', 'json', '--no-cli-pager'];
    const { status, stdout, stderr } = await ran(all, caller);
    return { status, answer: stdout === '' ? null : JSON.parse(stdout), stderr: stderr.trim() };
  };

interface Output {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param variables that are set, such as credentials; nothing of the environment is passed on */
export function ran(args: readonly string[], variables: Readonly<Record<string, string>>): Promise<Output> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { env: { ...bare, ...variables }, encoding: 'utf8' }, (_, stdout, stderr) => {
      resolve({ status: child.exitCode ?? -1, stdout, stderr });
    });
  });
}
