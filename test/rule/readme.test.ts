/** The specification and what is tested do not drift apart. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ruleParameters } from '../../rule/parameters.ts';

const readme = readFileSync(new URL('../../rule/README.md', import.meta.url), 'utf8');
const folder = new URL('scenarios/', import.meta.url);

test('every scenario of the specification is tested under its letter, and no other is', () => {
  const told = [...readme.matchAll(/^\| ([a-z])\) \|/gm)].map(([, letter]) => letter);
  const tests = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'));
  const tested = tests.flatMap((source) => [...source.matchAll(/'([a-z])\) /g)].map(([, letter]) => letter));
  expect(told).toEqual('abcdefghijklmnopqrstuvwxyz'.split(''));
  expect([...new Set(tested)].sort()).toEqual(told);
});

test('every parameter stands in the specification, in the order of the code', () => {
  const told = [...readme.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(told).toEqual(Object.keys(ruleParameters));
});
