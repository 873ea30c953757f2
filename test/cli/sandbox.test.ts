/** The command `sandbox`, in this process: what it prints, what it serves, how it ends. */
import { APIGatewayClient, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { endpointIn, runCli, startCli } from '../support/terminal.ts';

const namesAt = async (endpoint: string): Promise<readonly (string | undefined)[]> => {
  const credentials = { accessKeyId: '111122223333', secretAccessKey: 'sandbox' };
  const client = new APIGatewayClient({ endpoint, region: 'eu-west-1', credentials });
  const { items = [] } = await client.send(new GetRestApisCommand({}));
  return items.map(({ name }) => name);
};

/** The words of the command that is printed, as a shell would read them. */
async function followSample(printed: string): Promise<number> {
  const [, address = ''] = /curl -i (\S+)/.exec(printed) ?? [];
  const headers = new Headers();
  for (const [, name = '', value = ''] of printed.matchAll(/-H '([^:]+): ([^']+)'/g)) headers.set(name, value);
  return (await fetch(address, { headers })).status;
}

test('without a seed it serves the example, and what it prints can be followed', async () => {
  const command = startCli(['sandbox', '--port', '0']);
  const printed = await command.printed;
  const endpoint = endpointIn(printed);
  expect(printed).toContain(`export AWS_ENDPOINT_URL=${endpoint}\n`);
  expect(printed).toContain('export AWS_ACCESS_KEY_ID=111122223333 AWS_SECRET_ACCESS_KEY=sandbox');
  expect(printed).toContain(`aws --endpoint-url ${endpoint} apigateway get-rest-apis\n`);
  expect(printed).toContain('REST APIs of 111122223333 in eu-west-1:\n');
  expect(printed).toMatch(/ no-policy +not deployed\n/);
  expect(printed).toMatch(/ public +REGIONAL: no VPC endpoint reaches it\n/);
  expect(printed).not.toContain('private-api-guard is installed');
  await expect(namesAt(endpoint)).resolves.toEqual(expect.arrayContaining(['open', 'fenced', 'saved-not-deployed']));
  await expect(followSample(printed)).resolves.toBe(200);
  command.interrupt();
  await expect(command.done).resolves.toMatchObject({ code: 0, err: '' });
  await expect(fetch(endpoint)).rejects.toThrow();
});

test('a seed comes from a file or from standard input', async () => {
  const seed = 'accounts: { 111122223333: { regions: { eu-west-1: { restApis: [{ name: orders, copies: 25 }] } } } }';
  for (const [file, files] of [
    ['seed.yaml', { 'seed.yaml': seed }],
    ['-', { '-': seed }],
  ] as const) {
    const command = startCli(['sandbox', '--port', '0', '--seed', file], files);
    const printed = await command.printed;
    expect(printed).toMatch(/ orders-20 +not deployed\n {2}… and 5 more\n/);
    expect(printed).not.toContain('curl');
    await expect(namesAt(endpointIn(printed))).resolves.toHaveLength(25);
    command.interrupt();
    await expect(command.done).resolves.toMatchObject({ code: 0 });
  }
});

test('a seed that is to be typed is waited for, and that is said', async () => {
  const command = startCli(['sandbox', '--port', '0', '--seed', '-'], { '-': 'accounts: {}' }, { isTypedIn: true });
  await command.printed;
  command.interrupt();
  await expect(command.done).resolves.toMatchObject({
    code: 0,
    err: 'reading a seed from standard input; end with Ctrl-D\n',
  });
});

test('--help: its examples can be typed, and its exit codes are those that there are', async () => {
  const { code, out } = await runCli(['sandbox', '--help']);
  expect(code).toBe(0);
  expect([...out.matchAll(/^ {2}(\d {2}.*)$/gm)].map(([, line]) => line)).toEqual([
    expect.stringContaining('0  it was ended'),
    expect.stringContaining('2  it was not started'),
  ]);
  const examples = [...out.matchAll(/^ {2}private-api-guard (.*)$/gm)].map(([, typed = '']) => typed.split(' '));
  expect(examples).toHaveLength(2);
  for (const typed of examples) {
    const port = typed.indexOf('--port');
    const args = port === -1 ? typed : typed.toSpliced(port, 2);
    const command = startCli([...args, '--port', '0'], { 'accounts.yaml': 'accounts: {}' });
    expect(endpointIn(await command.printed)).not.toBe('');
    command.interrupt();
    await expect(command.done).resolves.toMatchObject({ code: 0, err: '' });
  }
});

test('an empty seed is an empty sandbox', async () => {
  const command = startCli(['sandbox', '--port', '0', '--seed', '-'], { '-': 'accounts: {}' });
  await expect(namesAt(endpointIn(await command.printed))).resolves.toEqual([]);
  command.interrupt();
  await expect(command.done).resolves.toMatchObject({ code: 0, err: '' });
});

test('a port that is in use is bad usage', async () => {
  const first = startCli(['sandbox', '--port', '0']);
  const port = new URL(endpointIn(await first.printed)).port;
  await expect(runCli(['sandbox', '--port', port])).resolves.toEqual({
    code: 2,
    out: '',
    err: `error: --port: ${port} cannot be had (something else listens there): choose another one, or 0 for any that is free\n`,
  });
  first.interrupt();
  await first.done;
});

test.each([
  [['--port', '65536'], '--port: `65536` is no port'],
  [['--port', '-1'], '--port: `-1` is no port'],
  [['--port', '80a'], '--port: `80a` is no port'],
  [['--seed', 'nowhere.yaml'], 'nowhere.yaml: cannot be read'],
  [['--seed', 'bad.yaml'], 'bad.yaml:1:1: acounts: a seed has no such member'],
  [['--seed', 'undeployable.yaml'], "BadRequestException: Private REST API doesn't have a resource policy"],
  [['--sede', 'x'], "unknown option '--sede'"],
])('sandbox %j exits with 2, and prints nothing but why', async (args, told) => {
  const api = '{ name: a, afterwards: [{ deploy: { stageName: prod } }] }';
  const files = {
    'bad.yaml': 'acounts: {}',
    'undeployable.yaml': `accounts: { 111122223333: { regions: { eu-west-1: { restApis: [${api}] } } } }`,
  };
  const port = args.includes('--port') ? [] : ['--port', '0'];
  const ran = await runCli(['sandbox', ...port, ...args], files);
  expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringContaining(told) });
});
