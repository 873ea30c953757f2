/** The specification and what is tested do not drift apart. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { runbookParameters } from '../../remediation/parameters.ts';
import { buildRunbook } from '../../remediation/runbook.ts';

const here = (path: string): URL => new URL(path, import.meta.url);
const readme = readFileSync(here('../../remediation/README.md'), 'utf8');

/** The tests of the remediation, in this folder and among the journeys. */
const sources = [
  ...readdirSync(here('.')).map((file) => here(file)),
  ...readdirSync(here('../journeys/'))
    .filter((file) => file.startsWith('remediation'))
    .map((file) => here(`../journeys/${file}`)),
].map((file) => readFileSync(file, 'utf8'));

test('every scenario of the specification is tested under its letter, and no other is', () => {
  const told = [...readme.matchAll(/^- ([a-z])\) /gm)].map(([, letter]) => letter);
  const tested = sources.flatMap((source) => [...source.matchAll(/'([a-z])\) /g)].map(([, letter]) => letter));
  expect(told).toEqual('abcdefghijklmnopqrstuvwxyz'.split(''));
  expect([...new Set(tested)].sort()).toEqual(told);
});

test('every parameter stands in the specification, in the order of the code', () => {
  const told = [...readme.matchAll(/^\| `(\w+)` \| String(?:List)? \|/gm)].map(([, name]) => name);
  expect(told).toEqual(Object.keys(runbookParameters));
});

test('every step stands in the specification; branches only follow what they branch on', () => {
  const [, table = ''] = readme.split('\n## Steps\n');
  const rows = [...table.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, names = '']) => names.split(', '));
  const steps = buildRunbook().mainSteps.filter(({ name, action }) => action !== 'aws:branch' || name === 'Decide');
  expect(rows.map((name) => name.replaceAll('`', '')).sort()).toEqual(steps.map(({ name }) => name).sort());
});
