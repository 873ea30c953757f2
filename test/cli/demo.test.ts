/** The demo as a person runs it, and as it is when what it tells does not come true. */
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@jest/globals';
import { Command } from 'commander';
import { z } from 'zod';
import { addDemo, runDemo } from '../../cli/commands/demo.ts';
import type { DemoOptions } from '../../cli/demo/world.ts';
import { demoText } from '../../cli/output/demo-text.ts';
import { processTerminal } from '../../cli/terminal.ts';
import { commandsOf, isShown } from '../support/documented.ts';
import { expectGolden, goldenText } from '../support/golden.ts';
import { pages } from '../support/markdown.ts';
import { runCli } from '../support/terminal.ts';

const told = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  z.strictObject({ kind: z.literal('diff'), text: z.string() }),
  z.strictObject({ kind: z.literal('table'), head: z.array(z.string()), rows: z.array(z.array(z.string())) }),
]);

const report = z.strictObject({
  isAsTold: z.boolean(),
  stopped: z.string().nullable(),
  acts: z.array(
    z.strictObject({
      title: z.string(),
      told: z.array(told),
      checks: z.array(z.strictObject({ what: z.string(), expected: z.string(), seen: z.string() })).min(1),
    }),
  ),
  failures: z.array(
    z.strictObject({ act: z.int(), functionName: z.string(), during: z.string(), message: z.string() }),
  ),
});

/** A story of one's own, on a terminal of 80 characters with colours. */
async function tell(
  format: 'text' | 'json',
  options: DemoOptions,
): Promise<{ readonly code: number; readonly out: string }> {
  let out = '';
  const print = (text: string): void => {
    out += text;
  };
  const read = (): Promise<never> => Promise.reject(new Error('nothing to read'));
  const rest = { read, isTypedIn: false, warn: () => undefined, interrupted: () => Promise.resolve() };
  return { code: await runDemo({ ...rest, print, color: format === 'text', width: 80 }, format, options), out };
}

const longestOf = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));

/** The fault that act 8 injects. */
const theFault = {
  act: 8,
  functionName: 'PrivateApiGuard-Remediation',
  during: 'step Redeploy',
  message: expect.stringMatching(/^apigateway:UpdateStage: AccessDeniedException: /),
};

test('the demo tells its story without colours where there is no terminal, and everything happens as told', async () => {
  const { code, out, err } = await runCli(['demo']);
  expect(err).toBe('');
  expectGolden('demo.txt', out);
  expect(code).toBe(0);
}, 60_000);

test('programs are told the same, and what the functions failed at', async () => {
  const { code, out } = await tell('json', {});
  const { isAsTold, stopped, acts, failures } = report.parse(JSON.parse(out));
  expect([code, isAsTold, stopped, acts.length, failures]).toEqual([0, true, null, 10, [theFault]]);
  const text = demoText(false, 100);
  const story = acts.map((act, index) => text.act(act, index + 1));
  expect([text.opening, ...story, text.ending({ acts, stopped, failures })].join('')).toBe(goldenText('demo.txt'));
}, 60_000);

test.each([
  [[], 'text'],
  [['--format', 'text'], 'text'],
  [['--format', 'json'], 'json'],
  [['--json'], 'json'],
])('demo %j prints %s, and exits with the code of the story', async (args, wanted) => {
  const formats: string[] = [];
  const codes: number[] = [];
  const program = new Command();
  addDemo(
    program,
    processTerminal,
    (code) => codes.push(code),
    (_, format) => Promise.resolve(formats.push(format)),
  );
  await program.parseAsync(['demo', ...args], { from: 'user' });
  expect([formats, codes]).toEqual([[wanted], [1]]);
});

test('a fence that does not work is noticed: the demo says what was not as told, and exits with 1', async () => {
  const { code, out } = await tell('text', { judge: () => 'allowed' });
  const text = stripVTControlCharacters(out);
  expect(code).toBe(1);
  expect(text).not.toBe(out);
  expect(longestOf(text)).toBeLessThanOrEqual(80);
  expect(text).toContain('\n   NOT AS TOLD: open: answer to the stranger: expected 403, saw 200\n');
  const [, ending = ''] = text.split(/^(?=\d+ of \d+ checks did not hold)/m);
  expect(ending).toContain('\n  open: answer to the stranger: expected 403, saw 200\n');
  expect(ending).toContain(
    '\nWhat the functions logged as failed:\n  act 8: PrivateApiGuard-Remediation, step Redeploy:',
  );
}, 60_000);

const noRecorder = { accounts: { 111122223333: { regions: { 'eu-west-1': {} } } } };
const noApis = { accounts: { 111122223333: { regions: { 'eu-west-1': { configurationRecorder: true } } } } };

test.each([
  [noRecorder, /^config:PutConfigRule: .*NoAvailableConfigurationRecorder/],
  [noApis, /^the demo has no API `open`$/],
])('a story that cannot begin says so, and why', async (seed, why) => {
  const json = await tell('json', { seed });
  const { stopped, ...rest } = report.parse(JSON.parse(json.out));
  expect([json.code, rest]).toEqual([1, { isAsTold: false, acts: [], failures: [] }]);
  expect(stopped).toMatch(why);
  const text = await tell('text', { seed });
  const [first, ...ending] = stripVTControlCharacters(text.out).split('\n\n').slice(1).join('').split('\n');
  expect(first).toMatch(/^The story could not go on before act 1: (config|the demo)/);
  expect(ending.slice(-2)).toEqual(['The functions logged no failure.', '']);
  expect([text.code, text.out.includes('checks')]).toEqual([1, false]);
});

test('a story that cannot go on says after which act, why, and what the functions failed at', () => {
  const act = { title: 'one', told: [], checks: [{ what: 'a thing', expected: '1', seen: '2' }] };
  const failure = { act: 2, functionName: 'Rule', during: 'an event', message: 'denied' };
  const text = demoText(false, 80);
  expect(text.act(act, 1)).toContain('NOT AS TOLD: a thing: expected 1, saw 2');
  const story = { acts: [act], stopped: 'no witness', failures: [failure, { ...failure, act: 1 }, failure] };
  expect(text.ending(story).split('\n')).toEqual([
    'The story could not go on after act 1: no witness',
    '1 of 1 checks did not hold.',
    '  a thing: expected 1, saw 2',
    'What the functions logged as failed:',
    '  act 2: Rule, an event: denied (2 times)',
    '  act 1: Rule, an event: denied',
    '',
  ]);
});

test.each([30, 34, 40, 55, 80, 300])(
  'at %i characters lines wrap at words, long words are cut, nothing is lost',
  (width) => {
    const arn = 'arn:aws:sts::111122223333:assumed-role/PrivateApiGuard-Remediation/demo';
    const wide = ['User:', arn, 'is', 'not', 'authorized', 'x'.repeat(100)];
    const text = demoText(false, width);
    const line = { kind: 'text', text: `  ${wide.join(' ')}` } as const;
    const table = { kind: 'table', head: ['a', 'b'], rows: [['1', wide.join(' ')]] } as const;
    const printed = text.act({ title: wide.join(' '), told: [line, table], checks: [] }, 1);
    // Three of indentation and three of the first column, and the last column has 30 at the least.
    expect(longestOf(printed)).toBeLessThanOrEqual(Math.max(width, 36));
    expect(printed.replaceAll(/\s/g, '')).toBe(['1.', ...wide, ...wide, 'ab', '1', ...wide].join(''));
    if (width >= 80) expect(printed).toContain(arn);
  },
);

test('--json and --format together are refused', async () => {
  const { code, out, err } = await runCli(['demo', '--json', '--format', 'text']);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain("option '--json' cannot be used with option '--format <format>'");
});

test('the README shows what `npm run demo` prints', () => {
  const [shown, ...more] = pages()
    .filter(({ path }) => path === 'README.md')
    .flatMap(commandsOf)
    .filter(({ command, output }) => command === 'npm run demo' && output.length > 0);
  expect(more).toEqual([]);
  expect(isShown(goldenText('demo.txt'), shown?.output ?? ['nothing'])).toBe(true);
});
