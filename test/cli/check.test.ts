import { describe, expect, test } from '@jest/globals';
import { allow, check, fence, fenced, judged, open, policy, trusted } from '../support/check.ts';
import { runCli } from '../support/terminal.ts';

describe('exit codes', () => {
  test('0 when nothing is found', async () => {
    expect(await check(['a.json', ...trusted], { 'a.json': fenced })).toMatchObject({ code: 0, err: '' });
  });

  test.each(['{"items": []}', '[]'])('0 when there is nothing to judge, which is said: %s', async (list) => {
    const warning =
      'warning: nothing to judge in list: the list is empty; was it asked of the right account and Region?\n';
    expect(await check(['list', ...trusted], { list })).toEqual({ code: 0, out: '0 judged\n', err: warning });
    const both = await check(['list', 'a.json', ...trusted], { list, 'a.json': open });
    expect(both).toMatchObject({ code: 1, out: expect.stringContaining('1 judged: 1 NON_COMPLIANT'), err: warning });
    const json = await check(['list', ...trusted, '--format', 'json'], { list });
    expect(json).toEqual({ code: 0, out: '[]\n', err: warning });
  });

  test('1 when a policy is open, undecided, or plainly meant as a policy but malformed', async () => {
    const malformed = fenced.replace('"StringNotEquals":', '"StringNotEquals"');
    for (const text of [open, policy({ ...allow, Resource: 'execute-api:*' }), malformed]) {
      expect(await check(['a.json', ...trusted], { 'a.json': text })).toMatchObject({ code: 1, err: '' });
    }
  });

  test.each([
    ['no trusted network', ['a.json'], 'no trusted network'],
    ['a malformed VPC id', ['a.json', '--trusted-vpc', 'vpc_1'], '--trusted-vpc: `vpc_1` is no VPC id'],
    ['two ids in one option', ['a.json', '--trusted-vpce', 'vpce-1,vpce-2'], 'one id an option'],
    ['an endpoint fact without VPC', ['a.json', ...trusted, '--endpoint', 'vpce-1'], 'is not of the form VPCE=VPC'],
    [
      'contradicting facts',
      ['a.json', ...trusted, '--endpoint', 'vpce-1=vpc-1', '--endpoint', 'vpce-1=vpc-2'],
      'an endpoint lies in one VPC',
    ],
    ['a malformed account', ['a.json', ...trusted, '--account', '123'], 'expected twelve digits'],
    ['a malformed Region', ['a.json', ...trusted, '--region', 'Ireland'], '--region: `Ireland` is no Region'],
    ['a malformed API id', ['a.json', ...trusted, '--api-id', 'a/b'], '--api-id: `a/b` is no REST API id'],
    ['an unknown format', ['a.json', ...trusted, '--format', 'xml'], 'Allowed choices are text, json'],
    ['an unknown option', ['a.json', ...trusted, '--trusted', 'x'], "unknown option '--trusted'"],
    ['a file that cannot be read', ['missing.json', ...trusted], 'missing.json: cannot be read'],
    ['a file that is nothing known', ['b.txt', ...trusted], 'b.txt: this is neither a policy'],
    ['an empty file', ['empty', ...trusted], 'empty is empty: expected a policy'],
    ['an empty file of lines', ['empty', ...trusted, '--input', 'jsonl'], 'empty is empty: expected a policy'],
    ['empty standard input', trusted, 'standard input is empty: expected a policy'],
    ['a list of something else', ['numbers', ...trusted], 'numbers: this is neither a policy'],
    ['a list of APIs that is none', ['a.json', ...trusted, '--input', 'get-rest-apis'], 'an object with `items`'],
  ])('2 on %s, with the reason on standard error and nothing on standard output', async (_name, args, message) => {
    const ran = await check(args, { 'a.json': open, 'b.txt': 'hello', empty: ' \n', '-': '', numbers: '[1, 2]' });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(message);
  });

  test.each(['position', 'NextToken', 'nextToken'])('2 on one page of a longer list, which says `%s`', async (name) => {
    for (const items of [[], [{ id: 'a', endpointConfiguration: { types: ['EDGE'] } }]]) {
      const page = JSON.stringify({ items, [name]: 'abc' });
      const ran = await check(['a.json', 'page', ...trusted], { 'a.json': open, page });
      expect(ran).toMatchObject({ code: 2, out: '' });
      expect(ran.err).toContain('page: this is one page of a longer list');
      expect(ran.err).toContain('without --no-paginate and --max-items');
    }
  });

  test('a list that says there is no more is whole', async () => {
    const list = JSON.stringify({ items: [{ id: 'a', endpointConfiguration: { types: ['EDGE'] } }], position: null });
    expect(await check(['list', ...trusted], { list })).toMatchObject({ code: 0, err: '' });
  });

  test('0 for --help and --version', async () => {
    expect((await runCli(['check', '--help'])).out).toContain('--trusted-vpce <id>');
    expect(await runCli(['--version'])).toMatchObject({ code: 0, out: '0.0.0-test\n' });
  });
});

describe('options', () => {
  test('--endpoint: an endpoint known to lie in a trusted VPC is inside', async () => {
    const byEndpoint = policy({ ...allow, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } });
    const network = ['--trusted-vpc', 'vpc-1'];
    expect(await check(['a', ...network], { a: byEndpoint })).toMatchObject({ code: 1 });
    expect(await check(['a', ...network, '--endpoint', 'vpce-1=vpc-1'], { a: byEndpoint })).toMatchObject({ code: 0 });
  });

  test('--authorization identity-may-allow: only a Deny is a fence', async () => {
    const byAllow = policy({ ...allow, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f60718' } } });
    expect(await check(['a', ...trusted], { a: byAllow })).toMatchObject({ code: 0 });
    expect(await check(['a', ...trusted, '--authorization', 'identity-may-allow'], { a: byAllow })).toMatchObject({
      code: 1,
    });
    expect(await check(['a', ...trusted, '--authorization', 'identity-may-allow'], { a: fenced })).toMatchObject({
      code: 0,
    });
  });

  test('--account, --region and --api-id say which API the policy is about', async () => {
    const mixed = policy(allow, { ...fence, Resource: 'arn:aws-cn:execute-api:cn-north-1:111122223333:abcde12345/*' });
    expect(await judged(['a'], { a: mixed })).toMatchObject([
      { verdict: 'UNDECIDED', reason: expect.stringContaining('which API') },
    ]);
    const identity = ['--account', '111122223333', '--region', 'cn-north-1', '--api-id', 'abcde12345'];
    expect(await judged(['a', ...identity], { a: mixed })).toMatchObject([{ verdict: 'COMPLIANT' }]);
    expect(await judged(['a', ...identity.with(3, 'eu-west-1')], { a: mixed })).toMatchObject([
      { verdict: 'NON_COMPLIANT' },
    ]);
  });
});

describe('text', () => {
  test('says the verdict, the sentence, the witness and the fence', async () => {
    const sid = policy({ Sid: 'Everybody', ...allow, Resource: 'execute-api:/prod/GET/orders' });
    expect((await check(['orders.json', ...trusted], { 'orders.json': sid })).out).toBe(`NON_COMPLIANT  orders.json
  anyone in any VPC can call GET /prod/orders: statement 1 (\`Everybody\`) of the policy allows it and no Deny stops it
  witness: GET arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/prod/GET/orders, unsigned, from an instance in vpc-0ffffffffffffffff through vpce-0ffffffffffffffff

1 judged: 1 NON_COMPLIANT

this statement, added to an open policy and deployed, fences it to the trusted network:
{
  "Sid": "PrivateApiGuardFence",
  "Effect": "Deny",
  "Principal": "*",
  "Action": "execute-api:Invoke",
  "Resource": "execute-api:/*",
  "Condition": {
    "StringNotEquals": {
      "aws:SourceVpce": [
        "vpce-0a1b2c3d4e5f60718"
      ]
    }
  }
}
`);
  });
});

describe('what COMPLIANT does not say', () => {
  const note = 'a file does not tell what is deployed: only the rule and `plan --rest-api` see what the stages serve';

  test('stands once at the end of the text, before the fence', async () => {
    const { out } = await check(['a', 'b', 'c', ...trusted], { a: fenced, b: fenced, c: open });
    expect(out.split(note)).toHaveLength(2);
    expect(out).toContain(`\n\n3 judged: 1 NON_COMPLIANT, 2 COMPLIANT\nnote: ${note}\n\nthis statement, added`);
    expect((await check(['a', ...trusted], { a: fenced })).out).toBe(
      `COMPLIANT  a\n\n1 judged: 1 COMPLIANT\nnote: ${note}\n`,
    );
  });

  test('is not said where nothing is COMPLIANT', async () => {
    expect((await check(['a', ...trusted], { a: open })).out).not.toContain(note);
  });

  test('is a note of every COMPLIANT entry of the JSON, and of no other', async () => {
    expect((await judged(['a', 'b'], { a: fenced, b: open })).map(({ notes }) => notes)).toEqual([[note], []]);
  });
});

describe('standard input', () => {
  test('is announced to whoever is to type it, and to nobody else', async () => {
    const files = { '-': fenced, a: fenced };
    const told = 'reading policies from standard input; end with Ctrl-D\n';
    expect(await runCli(['check', ...trusted], files, { isTypedIn: true })).toMatchObject({ code: 0, err: told });
    expect(await runCli(['check', ...trusted], files)).toMatchObject({ code: 0, err: '' });
    expect(await runCli(['check', 'a', ...trusted], files, { isTypedIn: true })).toMatchObject({ code: 0, err: '' });
  });
});

test('a proof that holds only for methods without IAM or an authorizer says so, unless that was told', async () => {
  const note = 'note: COMPLIANT only if no method uses AWS_IAM or a Lambda authorizer';
  const within = policy({ ...allow, Condition: { StringEquals: { 'aws:SourceVpce': trusted[1] } } });
  const out = async (text: string, ...more: readonly string[]): Promise<string> =>
    (await check(['a.json', ...trusted, ...more], { 'a.json': text })).out;
  expect(await out(within)).toContain(note);
  expect(await out(within, '--authorization', 'policy-only')).not.toContain(note);
  expect(await out(within, '--authorization', 'identity-may-allow')).toMatch(/^NON_COMPLIANT /);
  expect(await out(fenced)).not.toContain(note);
});

test('a Sid cannot forge a line of the report, nor command a terminal', async () => {
  const Sid = 'x)\n\nCOMPLIANT  other.json\n::error::found\u001b[2J\u202e';
  const { out } = await check(['a.json', ...trusted], { 'a.json': policy({ ...allow, Sid }) });
  expect(out).not.toMatch(/^(?:COMPLIANT|::)/m);
  expect(out).toContain(String.raw`x)\u{a}\u{a}COMPLIANT  other.json\u{a}::error::found\u{1b}[2J\u{202e}`);
});

test.each([
  ['lists', '['.repeat(200_000), 'this is neither a policy'],
  ['a policy', `{"Statement":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'nested more than 500 levels deep'],
])('%s nested without end, and no crash', async (_name, text, told) => {
  const { code, err, out } = await check(['a.json', ...trusted], { 'a.json': text });
  expect(code).toBeGreaterThan(0);
  expect(err + out).toContain(told);
});

test('500 levels are read, 501 are not', async () => {
  const nested = (levels: number): string => `{"Statement":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
  const said = async (levels: number): Promise<string> =>
    (await check(['a.json', ...trusted], { 'a.json': nested(levels) })).out;
  expect(await said(500)).not.toContain('levels deep');
  expect(await said(501)).toContain('nested more than 500 levels deep');
});
