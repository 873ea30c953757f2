/** Every command that a page tells the reader to type, or names, is run by a test or is said to need an AWS account. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { machineClock } from '../../account/live/retries.ts';
import { AccountFault } from '../../account/ports.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { commandsOf, isShown, split, type Documented } from '../support/documented.ts';
import { pages, root } from '../support/markdown.ts';
import { runCli, startCli } from '../support/terminal.ts';
import { commands, type Proof } from './commands.ts';

const folder = mkdtempSync(join(tmpdir(), 'private-api-guard-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const documented = pages()
  .filter(({ path }) => path !== 'CHANGELOG.md')
  .flatMap(commandsOf);

const begins = (whole: string, { command, isMention }: Documented): boolean =>
  whole === command || (isMention && whole.startsWith(`${command} `));

type Ran = Extract<Proof, { ran: string }>['ran'];

const listed = Object.entries(commands);
const withRan = <Kind extends Ran>(kind: Kind): readonly (readonly [string, Extract<Proof, { ran: Kind }>])[] =>
  listed.flatMap(([command, proof]) => (isRan(proof, kind) ? [[command, proof] as const] : []));

const isRan = <Kind extends Ran>(proof: Proof, kind: Kind): proof is Extract<Proof, { ran: Kind }> =>
  'ran' in proof && proof.ran === kind;

const wordsOf = (command: string): readonly string[] => split(command)[0]?.words ?? [];
const scripts = new Map<string, string>(Object.entries(packageJson.scripts));

test('every command of a page is in the list', () => {
  const unknown = documented.filter((one) => !listed.some(([command]) => begins(command, one)));
  expect(unknown.map(({ page, command }) => `${page.path}: ${command}`)).toEqual([]);
});

test('every command of the list is on a page', () => {
  expect(
    listed.map(([command]) => command).filter((command) => !documented.some((one) => one.command === command)),
  ).toEqual([]);
});

test.each(withRan('here'))('%s', async (command, { exitCode, files = {}, says = '' }) => {
  const [, ...args] = wordsOf(command);
  const own = args
    .filter((arg) => existsSync(`${root}${arg}`))
    .map((arg) => [arg, readFileSync(`${root}${arg}`, 'utf8')] as const);
  const { code, out, err } = await runCli(args, { ...Object.fromEntries(own), ...files });
  expect({ code, err }).toEqual({ code: exitCode, err: '' });
  expect(out).toContain(says);
  const shown = documented.filter((one) => one.command === command && one.output.length > 0);
  const wrong = shown.filter(({ output }) => !isShown(out, output));
  expect(wrong.map(({ page, output }) => `${page.path} shows:\n${output.join('\n')}\nand it prints:\n${out}`)).toEqual(
    [],
  );
});

test.each(withRan('until AWS is asked'))('%s', async (command) => {
  const asked: string[] = [];
  const connect = (region: string): Promise<never> => {
    asked.push(region);
    return Promise.reject(new AccountFault('unavailable', 'sts:GetCallerIdentity', 'TimeoutError', 'no answer'));
  };
  const aws = { region: () => 'eu-west-1', clock: machineClock, connect };
  const [, ...args] = wordsOf(command);
  await expect(runCli(args, {}, { aws })).resolves.toMatchObject({ code: 2, out: '' });
  expect(asked).toEqual(['eu-west-1']);
});

test.each(withRan('until interrupted'))('%s', async (command, { seed }) => {
  const [, ...args] = wordsOf(command);
  const port = args.indexOf('--port');
  const free = [...(port === -1 ? args : args.toSpliced(port, 2)), '--port', '0'];
  const running = startCli(free, seed === undefined ? {} : { [seed.file]: yamlOn(seed.page) });
  const printed = await Promise.race([running.printed, running.done.then(({ err }) => err)]);
  expect(printed).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
  running.interrupt();
  await expect(running.done).resolves.toMatchObject({ code: 0, err: '' });
});

/** The first block of YAML of a page. */
const yamlOn = (path: string): string =>
  pages()
    .find((page) => page.path === path)
    ?.sections.flatMap(({ blocks }) => blocks)
    .find(({ language }) => language === 'yaml')
    ?.lines.join('\n') ?? '';

test('what a page shows of an output is compared', () => {
  const compared = listed.filter(([, proof]) => 'ranBy' in proof || isRan(proof, 'here')).map(([command]) => command);
  const shown = documented.filter(({ output }) => output.some((line) => line !== ''));
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.map(({ command }) => command).filter((command) => !compared.includes(command))).toEqual([]);
});

/** `npm run jest -- test/laws` names `jest`; `npm test` is `test`. */
const scriptOf = (words: readonly string[]): string =>
  words.slice(1).find((word) => word !== 'run' && !word.startsWith('-')) ?? '';

test('every script that a page names is in package.json', () => {
  const named = documented.filter(({ words }) => words[0] === 'npm').map(({ words }) => scriptOf(words));
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((script) => script !== 'ci' && !scripts.has(script))).toEqual([]);
});

/** A script and those that it runs. */
function withInner(script: string): readonly string[] {
  const line = scripts.get(script) ?? '';
  const one = [...line.matchAll(/npm (?:run )?(?:--silent )?([\w:]+)/g)].map(([, name = '']) => name);
  const several = [...line.matchAll(/run-[ps] ([\w: ]+)/g)].flatMap(([, names = '']) => names.trim().split(' '));
  return [script, ...[...one, ...several].flatMap(withInner)];
}

test.each(withRan('by npm test'))('%s is a part of npm test, or the other way round', (command) => {
  const script = scriptOf(wordsOf(command));
  expect([...withInner('test'), ...(withInner(script).includes('test') ? [script] : [])]).toContain(script);
});

test.each(withRan('as a process'))('%s', (command, { says }) => {
  // npm may have something to say of the machine's own settings.
  const env = { ...process.env, npm_config_loglevel: 'error' };
  const ran = spawnSync(command, { cwd: root, shell: true, encoding: 'utf8', env });
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  expect(ran.stdout).toContain(says);
});

test.each(withRan('in part'))('%s is bundled', (command) => {
  const [bundling = ''] = (scripts.get(scriptOf(wordsOf(command))) ?? '').split(' && ');
  expect(bundling).toMatch(/^esbuild /);
  const ran = spawnSync(`npx ${bundling.replace(/--outdir=\S+/, `--outdir=${folder}`)}`, {
    cwd: root,
    shell: true,
    encoding: 'utf8',
  });
  expect({ status: ran.status, stdout: ran.stdout }).toEqual({ status: 0, stdout: '' });
  for (const [, output = ''] of (scripts.get(scriptOf(wordsOf(command))) ?? '').matchAll(/node dist\/bench\/(\S+)/g))
    expect(existsSync(join(folder, output))).toBe(true);
});

test.each(listed.flatMap(([command, proof]) => ('ranBy' in proof ? [[command, proof] as const] : [])))(
  '%s is run by the file that is named',
  (_command, { ranBy, saying }) => {
    expect(readFileSync(`${root}${ranBy}`, 'utf8')).toContain(saying);
  },
);

const needAws = documented.filter(({ command }) => {
  const proof = commands[command];
  return proof !== undefined && 'needs' in proof;
});

test.each(needAws.map((one) => [one.page.path, one.command, one] as const))(
  '%s says that an account is needed: %s',
  (_path, _command, { page, section }) => {
    const ofThePage = page.sections.slice(0, 2).filter(({ text }) => /\bon this page\b/i.test(text));
    expect([section, ...ofThePage].map(({ text }) => text).join('\n')).toMatch(
      /\b(?:real|an|one|your|the) accounts?\b/i,
    );
  },
);
