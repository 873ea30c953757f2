/** Which input and which options `plan` takes: what is refused is refused by name, with nothing on standard output. */
import { expect, test } from '@jest/globals';
import { allow, escaped, fenced, open, trusted } from '../support/check.ts';
import { runCli } from '../support/terminal.ts';

const item = (id: string, policy: string): object => ({
  id,
  endpointConfiguration: { types: ['PRIVATE'] },
  policy: escaped(policy),
});
const list = JSON.stringify({ items: [item('aaa', fenced), item('bbb', open), { id: 'ccc', policy: 7 }] });
const lines = [
  JSON.stringify({ id: 'one', policyText: fenced }),
  JSON.stringify({ id: 'two', policy: { Statement: [allow] } }),
].join('\n');

const files = {
  'a.json': open,
  list,
  lines,
  page: JSON.stringify({ items: [item('aaa', fenced)], position: 'next' }),
  line: '{"id": "one", "policy": {"Version": 1.0}}',
  api: JSON.stringify({ id: 'aaa', endpointConfiguration: { types: ['PRIVATE'], vpcEndpointIds: ['vpce-1'] } }),
  none: '{"items": []}',
  empty: '\n',
  'b.txt': 'hello',
};

test.each([
  ['several APIs', ['list', ...trusted], 'list: it holds 3 policies, and a plan is for one: give one of them alone'],
  ['several lines', ['lines', ...trusted], 'lines: it holds 2 policies, and a plan is for one'],
  ['an API that is not there', ['api', ...trusted, '--api-id', 'zzz'], 'api: it holds no API `zzz`, but aaa'],
  ['an API that cannot be read', ['list', ...trusted, '--api-id', 'ccc'], 'list:items[2]: `policy` of a REST API'],
  ['an empty list', ['none', ...trusted], 'none: it holds no policy'],
  ['an empty file', ['empty', ...trusted], 'empty is empty: expected a policy'],
  ['a number that would get lost', ['line', ...trusted], 'line: the number 1.0 could not be written back'],
  ['nobody trusted', ['a.json'], 'no trusted network: name at least one VPC'],
  ['nobody trusted, endpoints set', ['api'], 'the API has vpce-1 set on it, and a file does not tell whose they are'],
  ['a malformed VPC id', ['a.json', '--trusted-vpc', 'vpc_1'], '--trusted-vpc: `vpc_1` is no VPC id'],
  ['a malformed account', ['a.json', ...trusted, '--account', '123'], 'expected twelve digits'],
  ['an empty tag', ['a.json', ...trusted, '--exempt-tag', ''], '--exempt-tag: expected a key'],
  ['a malformed tag', ['a.json', ...trusted, '--exempt-tag', '=x'], '--exempt-tag: '],
  ['two files', ['a.json', 'list', ...trusted], 'too many arguments'],
  ['a stage', ['a.json', ...trusted, '--stage', 'prod'], '--stage is for a live API'],
  ['pending changes', ['a.json', ...trusted, '--pending-changes', 'Refuse'], '--pending-changes is for a live API'],
  ['a file and a live API', ['a.json', '--rest-api', 'aaa'], 'name a file or --rest-api, not both'],
  ['a live API with --account', ['--rest-api', 'aaa', '--account', '111122223333'], '--account is for a file'],
  ['a live API with --input', ['--rest-api', 'aaa', '--input', 'policy'], '--input is for a file'],
  ['a file that is nothing known', ['b.txt', ...trusted], 'b.txt: this is neither a policy'],
  ['a file that cannot be read', ['missing', ...trusted], 'missing: cannot be read'],
  ['an unknown choice', ['--rest-api', 'aaa', '--pending-changes', 'Maybe'], 'Allowed choices are Refuse, Publish'],
])('2 on %s', async (_what, args, message) => {
  const ran = await runCli(['plan', ...args], files);
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toContain(message);
});

test('--api-id chooses among several APIs, and their ids are named', async () => {
  const two = JSON.stringify({ items: [item('aaa', fenced), item('bbb', open)] });
  const several = await runCli(['plan', 'two', ...trusted], { two });
  expect(several).toMatchObject({ code: 2, err: expect.stringContaining('choose the API with --api-id (aaa, bbb)') });
  expect(await runCli(['plan', 'two', ...trusted, '--api-id', 'aaa'], { two })).toMatchObject({ code: 0 });
  expect(await runCli(['plan', 'two', ...trusted, '--api-id', 'bbb'], { two })).toMatchObject({ code: 1 });
});

test('--api-id chooses among lines by their ids', async () => {
  expect(await runCli(['plan', 'lines', ...trusted, '--api-id', 'one'], files)).toMatchObject({ code: 0 });
  expect(await runCli(['plan', 'lines', ...trusted, '--api-id', 'two'], files)).toMatchObject({ code: 1 });
});

test('one page of a longer list is said to be one, before an API is missed that may stand on another', async () => {
  const warning = 'warning: page: this is one page of a longer list: the APIs of the other pages are not seen\n';
  expect(await runCli(['plan', 'page', ...trusted], files)).toMatchObject({
    code: 0,
    err: warning,
  });
  const elsewhere = await runCli(['plan', 'page', ...trusted, '--api-id', 'bbb'], files);
  expect(elsewhere).toMatchObject({ code: 2, out: '' });
  expect(elsewhere.err).toBe(`${warning}error: page: it holds no API \`bbb\`, but aaa\n`);
});

test('--api-id chooses from the list of APIs alone', async () => {
  const bare = JSON.stringify([item('aaa', fenced), item('bbb', open)]);
  expect(await runCli(['plan', 'bare', ...trusted, '--api-id', 'aaa'], { bare })).toMatchObject({ code: 0, err: '' });
  expect(await runCli(['plan', 'bare', ...trusted, '--api-id', 'bbb'], { bare })).toMatchObject({ code: 1, err: '' });
});

test('standard input is announced to whoever is to type it', async () => {
  const ran = await runCli(['plan', ...trusted], { '-': fenced }, { isTypedIn: true });
  expect(ran).toMatchObject({ code: 0, err: 'reading a policy from standard input; end with Ctrl-D\n' });
});

test('standard input, when nothing is named or the file is -', async () => {
  for (const args of [[], ['-']]) {
    const ran = await runCli(['plan', ...args, ...trusted], { '-': open });
    expect(ran).toMatchObject({ code: 1, out: expect.stringMatching(/^PLAN {2}standard input\n/) });
  }
});
