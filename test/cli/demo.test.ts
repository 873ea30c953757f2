/** The demo as a person runs it, and as it is when what it tells does not come true. */
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { runDemo } from '../../cli/commands/demo.ts';
import { demoText } from '../../cli/output/demo-text.ts';
import { commandsOf, isShown } from '../support/documented.ts';
import { expectGolden, goldenText } from '../support/golden.ts';
import { pages } from '../support/markdown.ts';
import { runCli } from '../support/terminal.ts';

const silent = {
  read: () => Promise.reject(new Error('nothing to read')),
  warn: () => undefined,
  color: false,
  interrupted: () => Promise.resolve(),
};

const report = z.strictObject({
  isAsTold: z.boolean(),
  stopped: z.string().nullable(),
  acts: z.array(
    z.strictObject({
      title: z.string(),
      told: z.array(z.looseObject({ kind: z.enum(['text', 'table', 'diff']) })),
      checks: z.array(z.strictObject({ what: z.string(), expected: z.string(), seen: z.string() })).min(1),
    }),
  ),
});

test('the demo tells its story without colours where there is no terminal, and everything happens as told', async () => {
  const { code, out, err } = await runCli(['demo']);
  expect(err).toBe('');
  expectGolden('demo.txt', out);
  expect(code).toBe(0);
}, 60_000);

test('a fence that does not work is noticed: the demo says what was not as told, and exits with 1', async () => {
  let out = '';
  const print = (text: string): void => {
    out += text;
  };
  const code = await runDemo({ ...silent, print }, true, () => 'allowed');
  const { isAsTold, stopped, acts } = report.parse(JSON.parse(out));
  const broken = acts.flatMap(({ checks }) => checks.filter(({ expected, seen }) => expected !== seen));
  expect([code, isAsTold, stopped, acts.length]).toEqual([1, false, null, 10]);
  expect(broken).toContainEqual({ what: 'open: answer to the stranger', expected: '403', seen: '200' });
}, 60_000);

test('a story that cannot go on says after which act, and why', () => {
  const act = { title: 'one', told: [], checks: [{ what: 'a thing', expected: '1', seen: '2' }] };
  const text = demoText(false);
  expect(text.act(act, 1)).toContain('NOT AS TOLD: a thing: expected 1, saw 2');
  expect(text.ending([act], 'config:PutConfigRule: denied')).toBe(
    'The story could not go on after act 1: config:PutConfigRule: denied\n1 of 1 checks did not hold.\n  a thing: expected 1, saw 2\n',
  );
});

test('the README shows what `npm run demo` prints', () => {
  const [shown, ...more] = pages()
    .filter(({ path }) => path === 'README.md')
    .flatMap(commandsOf)
    .filter(({ command, output }) => command === 'npm run demo' && output.length > 0);
  expect(more).toEqual([]);
  expect(isShown(goldenText('demo.txt'), shown?.output ?? ['nothing'])).toBe(true);
});
