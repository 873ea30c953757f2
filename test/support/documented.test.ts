import { expect, test } from '@jest/globals';
import { commandsOf, isShown, split } from './documented.ts';
import { readPage } from './markdown.ts';

test('a line of a shell is taken apart: commands, quotes, comments, where output goes', () => {
  expect(split("npm ci && npx private-api-guard check 'a b.json' > out.txt # why").map(({ words }) => words)).toEqual([
    ['npm', 'ci'],
    ['private-api-guard', 'check', 'a b.json'],
  ]);
  expect(split('# nothing')).toEqual([]);
});

const text = [
  'Try `npm test`, not `code`.',
  '## One',
  '```console',
  '$ aws s3 cp \\',
  '    x',
  'done',
  '$ npm ci',
  '```',
  '```ts',
  'npm.not(a.command)',
  '```',
  '## One',
  '   ```sh',
  '   npm ci',
  '   ```',
].join('\n');

test('commands are found in blocks of a shell and in sentences, each in its section with the output that is shown', () => {
  const found = commandsOf(readPage('x.md', text)).map(({ section, command, output, isMention }) => [
    section.anchor,
    command,
    output,
    isMention,
  ]);
  expect(found).toEqual([
    ['', 'npm test', [], true],
    ['one', 'aws s3 cp x', ['done'], false],
    ['one', 'npm ci', [], false],
    ['one-1', 'npm ci', [], false],
  ]);
});

test('a block that is never closed is refused', () => {
  expect(() => readPage('x.md', '```sh\nnpm ci\n')).toThrow('x.md: a block is never closed: npm ci');
});

test.each([
  [true, ['a', 'b (c)'], 'a\nb (c)\n'],
  [true, ['a', '  …'], 'a\n'],
  [true, ['…', 'c'], 'a\nb\nc\n'],
  [false, ['a'], 'a\nb\n'],
  [false, ['a', '…', 'd'], 'a\nb\nc\n'],
  [false, ['a.c'], 'abc\n'],
])('that this output is shown is %s: %j', (is, shown, printed) => {
  expect(isShown(printed, shown)).toBe(is);
});
