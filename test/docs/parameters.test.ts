/** The README's tables of parameters name those that there are. */
import { expect, test } from '@jest/globals';
import { runbookParameters } from '../../remediation/parameters.ts';
import { ruleParameters } from '../../rule/parameters.ts';
import { pages } from '../support/markdown.ts';

/** What stands in the first cells of the table under a heading. */
function named(heading: string): readonly string[] {
  const section = pages()
    .filter(({ path }) => path === 'README.md')
    .flatMap(({ sections }) => sections)
    .find(({ text }) => text.includes(heading));
  const cells = [...(section?.text ?? '').matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = '']) => cell);
  return cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name));
}

test.each([
  ['The rule’s', 'rule', Object.keys(ruleParameters)],
  ['The runbook’s', 'runbook', Object.keys(runbookParameters)],
])('%s parameters are all in the README, and no others', (_who, owner, parameters) => {
  expect([...named(`The ${owner}'s parameters`)].sort()).toEqual([...parameters].sort());
});
