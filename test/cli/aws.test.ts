/** The account of the environment: the program's own connection, to a sandbox that `AWS_ENDPOINT_URL` leads to. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { fenced, trusted } from '../support/check.ts';
import { homeAccount, homeRegion, startTestSandbox, type TestSandbox } from '../support/bare-sandbox.ts';
import { runCli, type Ran } from '../support/terminal.ts';
import { withVariables } from '../support/variables.ts';

let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterEach(() => {
  sandbox.world.calls.length = 0;
  sandbox.world.faults.clear();
});
afterAll(() => sandbox.close());

const mute = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED';

/** Runs as a shell would that has these variables, and no other of AWS. */
const inShell = <Result>(
  more: Readonly<Record<string, string | undefined>>,
  work: () => Promise<Result>,
): Promise<Result> =>
  withVariables(
    {
      AWS_ENDPOINT_URL: sandbox.endpoint,
      AWS_ACCESS_KEY_ID: homeAccount,
      AWS_SECRET_ACCESS_KEY: 'sandbox',
      AWS_SESSION_TOKEN: undefined,
      AWS_PROFILE: undefined,
      AWS_REGION: homeRegion,
      ...more,
    },
    work,
  );

const planLive = (): Promise<Ran> => runCli(['plan', '--rest-api', 'nosuchapi1', ...trusted]);

test.each(['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'])(
  '%s beside AWS_ENDPOINT_URL is refused before anything is sent, and both are named',
  async (name) => {
    const { code, out, err } = await inShell({ [name]: 'true' }, planLive);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('sts:GetCallerIdentity: EndpointError: ');
    expect(err).toMatch(new RegExp(`what to do: .*AWS_ENDPOINT_URL.*${name}`));
    expect(sandbox.world.calls).toEqual([]);
  },
);

test('without them AWS_ENDPOINT_URL is asked', async () => {
  sandbox.world.faults.inject({ kind: 'deny', service: 'sts', operation: 'GetCallerIdentity' });
  const { code, err } = await inShell({}, planLive);
  expect(code).toBe(2);
  expect(err).toContain('sts:GetCallerIdentity: AccessDenied');
  expect(sandbox.world.calls).toHaveLength(1);
});

test.each([
  [undefined, 'true'],
  ['false', 'false'],
])('the SDK’s warning of versions of Node.js: %s becomes %s', async (before, after) => {
  sandbox.world.faults.inject({ kind: 'deny', service: 'sts', operation: 'GetCallerIdentity' });
  const seen = await inShell({ [mute]: before }, async () => {
    expect(await planLive()).toMatchObject({ code: 2 });
    return process.env[mute];
  });
  expect(seen).toBe(after);
});

test('a command that asks nobody leaves the environment as it is', async () => {
  const seen = await inShell({ [mute]: undefined }, async () => {
    await runCli(['plan', 'a', ...trusted], { a: fenced });
    return process.env[mute];
  });
  expect(seen).toBeUndefined();
});
