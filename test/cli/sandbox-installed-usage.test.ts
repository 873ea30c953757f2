/** `sandbox --installed`: where private-api-guard is installed, what the welcome then tells, and what is refused. */
import { expect, test } from '@jest/globals';
import { homeAccount } from '../support/sandbox.ts';
import { accountWith, seedOf, serveInstalled } from '../support/served.ts';
import { runCli } from '../support/terminal.ts';

/** What is printed. */
async function welcome(seed: string): Promise<string> {
  const { printed, end } = await serveInstalled(seed);
  await end();
  return printed;
}

test('it is installed in the first account and Region that has a private API, and spoken to there', async () => {
  const accounts = { 444455556666: accountWith(['public'], {}), [homeAccount]: accountWith(['open']) };
  const printed = await welcome(JSON.stringify({ accounts }));
  expect(printed).toContain('REST APIs of 444455556666 in eu-west-1:');
  expect(printed).toContain(`export AWS_ACCESS_KEY_ID=${homeAccount} `);
  expect(printed).toContain(`private-api-guard is installed in ${homeAccount} in eu-west-1.`);
});

test('called and remediated is the first API that lets everybody in', async () => {
  const printed = await welcome(seedOf(['fenced', 'saved-not-deployed', 'pending-edits']));
  const [, id = 'none'] = /^ {2}(\w+) +saved-not-deployed /m.exec(printed) ?? [];
  expect(printed).toMatch(/^Remediate `saved-not-deployed`, /m);
  expect(printed).toContain(`resourceId=arn:aws:apigateway:eu-west-1::/restapis/${id}\n`);
  expect(printed).toContain(`/_execute/${id}/prod/orders \\\n    -H `);
});

test('where none of them does, the reader names one', async () => {
  const printed = await welcome(seedOf(['fenced', 'no-policy', 'public']));
  expect(printed).toMatch(/^Remediate an API that it found NON_COMPLIANT, by its ARN, /m);
  expect(printed).toContain('resourceId=ARN\n');
});

const ids = Array.from({ length: 48 }, (_, at) => ['--trusted-vpc', `vpc-${String(at).padStart(17, '0')}`]).flat();
const unrecorded = '{ regions: { eu-west-1: { restApis: [{ name: orders }] } } }';

test.each<[string, string, readonly string[], string]>([
  ['a seed without a private API', seedOf(['public']), [], '--installed: the seed has no private REST API to guard\n'],
  ['an empty seed', 'accounts: {}', [], '--installed: the seed has no private REST API to guard\n'],
  [
    'a seed whose first private API is not recorded',
    `accounts:\n  111122223333: ${unrecorded}`,
    [],
    '--installed: standard input:2:30: accounts.111122223333.regions.eu-west-1: AWS Config does not record here, where its rule would be installed: add `configurationRecorder: true`\n',
  ],
  [
    'more ids than the rule takes',
    seedOf(['open']),
    ids,
    'are more than the 1024 allowed: name fewer ids with --trusted-vpc and --trusted-vpce\n',
  ],
  [
    'an id that is longer than AWS has any',
    seedOf(['open']),
    ['--trusted-vpc', `vpc-${'0'.repeat(33)}`],
    `\`vpc-${'0'.repeat(33)}\` is longer than an id that the runbook takes\n`,
  ],
  ['an id that is none', 'unread', ['--trusted-vpc', 'vpce-1'], '--trusted-vpc: `vpce-1` is no VPC id'],
])('%s is refused, and nothing is printed', async (_, seed, args, told) => {
  const ran = await runCli(['sandbox', '--installed', '--port', '0', '--seed', '-', ...args], { '-': seed });
  expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringContaining(told) });
});

test.each([
  ['--trusted-vpc', 'vpc-0a1b2c3d4e5f60718'],
  ['--trusted-vpce', 'vpce-0a1b2c3d4e5f60718'],
])('%s without --installed is refused', async (option, id) => {
  const ran = await runCli(['sandbox', '--port', '0', option, id]);
  expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringContaining('go with --installed') });
});
