/**
 * Commands of the pages that call AWS. Those for the sandbox are sent to one; those that need an account are read by the AWS CLI's own
 * parser, and those of the CDK by the app's settings, without a network.
 */
import { execFile } from 'node:child_process';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { readSettings } from '../../infra/settings.ts';
import { consoleOf } from '../../cli/installation/console.ts';
import { isInstalled, isRequired, program, ran } from '../account/awscli/aws.ts';
import { appOf } from '../infra/synthesised.ts';
import { split } from '../support/documented.ts';
import { root } from '../support/markdown.ts';
import { homeAccount, homeRegion } from '../support/bare-sandbox.ts';
import { endpointIn, startCli, type Running } from '../support/terminal.ts';
import { until } from '../support/until.ts';
import { commands } from './commands.ts';

/** Each command of the AWS CLI starts Python anew. */
jest.setTimeout(60_000);

const wordsOf = (command: string): readonly string[] => split(command)[0]?.words ?? [];
const startingWith = (program: string): readonly string[] =>
  Object.keys(commands).filter((command) => command.startsWith(`${program} `));

let sandbox: Running;
let endpoint: string;

beforeAll(async () => {
  sandbox = startCli(['sandbox', '--installed', '--port', '0']);
  endpoint = endpointIn(await sandbox.printed);
});
afterAll(async () => {
  sandbox.interrupt();
  await sandbox.done;
});

test('the AWS CLI is there, or its absence is no secret', () => {
  if (!isInstalled)
    process.stderr.write('\nNOT TESTED: the AWS CLI commands of the pages. There is no /usr/bin/aws.\n\n');
  expect({ isInstalled, isRequired }).not.toEqual({ isInstalled: false, isRequired: true });
});

/** The pages name the usual port. */
const here = (text: string): string => text.replace('http://127.0.0.1:4567', endpoint);

/** As much of curl as the pages use. */
async function curl([, ...words]: readonly string[]): Promise<number> {
  const headers = new Headers();
  const request: { method?: string; body?: string; headers: Headers } = { headers };
  let url = '';
  for (let at = 0; at < words.length; at += 1) {
    const [option = '', value = ''] = [words[at], words[at + 1]];
    if (/^https?:/.test(option)) url = option;
    else if (option !== '-i') at += 1;
    if (option === '-X') request.method = value;
    if (option === '-d') request.body = value;
    if (option === '-H') headers.set(value.split(': ')[0] ?? '', value.split(': ')[1] ?? '');
  }
  return (await fetch(here(url), request)).status;
}

test.each(startingWith('curl'))('%s', async (command) => {
  await expect(curl(wordsOf(command))).resolves.toBe(statusOf(command));
});

function statusOf(command: string): number | undefined {
  const proof = commands[command];
  return proof !== undefined && 'ran' in proof && proof.ran === 'in the sandbox' ? proof.status : undefined;
}

/** The variables that a line like `export NAME=value NAME=value` sets. */
const exportedBy = (line: string): Record<string, string> =>
  Object.fromEntries([...line.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]));

/** What the page has set before it calls the AWS CLI. */
const exported = exportedBy(startingWith('export').find((line) => line.includes('AWS_ACCESS_KEY_ID')) ?? '');

const refusal = /Unknown options|Invalid choice|argument |arguments are required|Parameter validation failed/;

/** What the CLI says against a command, without sending it. */
function objection(words: readonly string[]): Promise<string> {
  const isOwn = words.includes('--dryrun') || words[2] === 'deploy';
  const isNamedAlone = words.length === 3;
  const more = isOwn ? [] : ['--generate-cli-skeleton', isNamedAlone ? 'input' : 'output'];
  const env = {
    AWS_ACCESS_KEY_ID: '1',
    AWS_SECRET_ACCESS_KEY: '1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    PATH: '/usr/bin:/bin',
  };
  return new Promise((resolve) => {
    execFile(program, [...words.slice(1), ...more], { cwd: root, env, encoding: 'utf8' }, (_, _out, stderr) => {
      resolve(refusal.test(stderr) ? stderr.trim() : '');
    });
  });
}

/** Commands of the AWS CLI for the sandbox, and what they print. */
const forSandbox = startingWith('aws').flatMap((command) => {
  const proof = commands[command];
  return proof !== undefined && 'ran' in proof && proof.ran === 'in the sandbox' ? [[command, proof] as const] : [];
});

/** What is printed of the AWS CLI, at the usual port: lines that a backslash carries on are one. */
const printedFor = (program: string, printed: string): readonly string[] =>
  printed
    .replaceAll(endpoint, 'http://127.0.0.1:4567')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith(`${program} `));

test('what the sandbox prints for the AWS CLI is what the pages say', async () => {
  const printed = await sandbox.printed;
  const lines = printedFor('aws', printed);
  expect(lines.length).toBeGreaterThan(4);
  expect(forSandbox.map(([command]) => command)).toEqual(expect.arrayContaining([...lines]));
  expect(printedFor('export', printed).map(exportedBy)).toContainEqual(exported);
});

/** The rule has judged the API by itself. */
async function untilFound(arn: string): Promise<void> {
  const call = consoleOf({ endpoint, accountId: homeAccount, region: homeRegion });
  const ask = (): Promise<unknown> =>
    call('config', 'GetComplianceDetailsByConfigRule', { ConfigRuleName: 'PrivateApiGuard' });
  await until(ask, (answer) => JSON.stringify(answer).includes(arn));
}

if (isInstalled) {
  test('the AWS CLI takes every command for the sandbox as it stands, and the sandbox answers it', async () => {
    expect(forSandbox.length).toBeGreaterThan(5);
    await untilFound('arn:aws:apigateway:eu-west-1::/restapis/875uk6ylr3');
    for (const [command, { more = '', says = /./ }] of forSandbox) {
      const { status, stdout, stderr } = await ran(wordsOf(here(`${command} ${more}`)).slice(1), exported);
      expect({ command, status, stderr, stdout }).toEqual({
        command,
        status: 0,
        stderr: '',
        stdout: expect.stringMatching(says),
      });
    }
  });

  test('the AWS CLI knows every command that needs an account, and its options', async () => {
    const asked = startingWith('aws').flatMap((command) => {
      const proof = commands[command];
      return proof !== undefined && 'needs' in proof ? [[command, proof.parsedAs ?? command] as const] : [];
    });
    expect(asked.length).toBeGreaterThan(5);
    for (const [command, parsed] of asked) expect(wordsOf(parsed).slice(0, 3)).toEqual(wordsOf(command).slice(0, 3));
    const found = await Promise.all(asked.map(async ([, parsed]) => [parsed, await objection(wordsOf(parsed))]));
    expect(found.filter(([, said]) => said !== '')).toEqual([]);
  });

  test('an option that the AWS CLI does not know, and a member that the API does not have, are found', async () => {
    await expect(objection(wordsOf('aws configservice put-conformance-pack --name x'))).resolves.not.toBe('');
    const preferences = '--operation-preferences RegionsOrder=eu-west-1 --regions x --stack-set-name x';
    const misspelt = `aws cloudformation create-stack-instances ${preferences}`;
    await expect(objection(wordsOf(misspelt))).resolves.toContain('RegionsOrder');
  });
}

test.each(startingWith('npx cdk'))('%s names a stack and settings that the app has', (command) => {
  const [, , verb, stack = '', ...options] = wordsOf(command.replace('…', '0a1b2c3d4e5f60718'));
  expect(['deploy', 'destroy', 'diff']).toContain(verb);
  const { account, member, pack, organizationPack } = appOf({}).stacks;
  expect([account, member, pack, organizationPack].map(({ stackName }) => stackName)).toContain(stack);
  const settings = options.flatMap((option, at) => {
    const [name = '', value = ''] = option.split('=');
    return options[at - 1] === '-c' ? [[name, value] as const] : [];
  });
  expect(settings).toHaveLength(options.length / 2);
  readSettings(Object.fromEntries(settings));
});
