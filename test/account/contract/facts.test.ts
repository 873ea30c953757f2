/** The contract and docs/aws-facts.md speak of the same facts. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { clauses, questions } from './contract.ts';

const page = readFileSync(new URL('../../../docs/aws-facts.md', import.meta.url), 'utf8');

interface Row {
  readonly fact: string;
  readonly cells: readonly string[];
}

const rows: readonly Row[] = page.split('\n').flatMap((line) => {
  const [, fact = '', ...cells] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
  return /^[A-E]\d+(\.\d+)?$/.test(fact) ? [{ fact, cells: cells.slice(0, -1) }] : [];
});
const known = rows.filter(({ fact }) => !fact.startsWith('E'));
const unknown = rows.filter(({ fact }) => fact.startsWith('E'));

test('each fact has a number of its own, a sentence, a source, and says how sure it is', () => {
  expect(known.length).toBeGreaterThan(80);
  expect(new Set(rows.map(({ fact }) => fact)).size).toBe(rows.length);
  for (const { fact, cells } of known) {
    expect([fact, cells.length]).toEqual([fact, 3]);
    expect(cells[1]?.split(', ')).toContainEqual(expect.stringMatching(/^(documented|recorded|inferred|assumed)$/));
    expect([fact, cells[2]]).not.toEqual([fact, '']);
  }
});

test('each clause checks a fact of the page', () => {
  const facts = new Set(known.map(({ fact }) => fact));
  for (const { fact } of clauses) expect(facts).toContain(fact);
});

test('exactly the unknowns that the page marks as asked are asked', () => {
  const marked = unknown.filter(({ cells }) => cells[2] === 'yes').map(({ fact }) => fact);
  expect(questions.map(({ fact }) => fact)).toEqual(marked);
});

test('what the sandbox does about an unknown is what the page says', () => {
  for (const { fact, inSandbox } of questions) {
    const row = unknown.find((one) => one.fact === fact);
    expect([fact, row?.cells[1]]).toEqual([fact, expect.stringContaining(inSandbox)]);
  }
});

test('no clause is there twice', () => {
  const sentences = [...clauses, ...questions].map(({ fact, sentence }) => `${fact} ${sentence}`);
  expect(new Set(sentences).size).toBe(sentences.length);
});
