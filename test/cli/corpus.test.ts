import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { expectGolden } from '../support/golden.ts';
import { runCli } from '../support/terminal.ts';

const file = 'test/corpus/policies.jsonl';
const corpus = readFileSync(new URL('../corpus/policies.jsonl', import.meta.url), 'utf8');
const trusted = ['--trusted-vpce', 'vpce-0a1b2c3d4e5f60718'];

interface Entry {
  readonly id: string;
  readonly verdict: string;
}

function entriesOf(json: string): readonly Entry[] {
  const isEntry = (value: unknown): value is Entry =>
    typeof value === 'object' && value !== null && 'id' in value && 'verdict' in value;
  const value: unknown = JSON.parse(json);
  if (!Array.isArray(value) || !value.every(isEntry)) throw new Error('the report is not a list of entries');
  return value;
}

describe('the 347 policies found in public', () => {
  test('are judged as the golden file says, each with its sentence and witness', async () => {
    const ran = await runCli(['check', file, ...trusted], { [file]: corpus });
    expect(ran).toMatchObject({ code: 1, err: '' });
    expectGolden('corpus.txt', ran.out);
  });

  test('have a verdict each, and those that are undecided for want of a meaning are listed, 4.3 % of them', async () => {
    const { out } = await runCli(['check', file, ...trusted, '--format', 'json'], { [file]: corpus });
    const entries = entriesOf(out);
    expect(entries).toHaveLength(347);
    const undecided = entries.filter((entry) => entry.verdict === 'UNDECIDED').map((entry) => entry.id);
    const documented = readFileSync(new URL('../../docs/semantics.md', import.meta.url), 'utf8');
    expect(undecided.filter((id) => !documented.includes(`| ${id} |`))).toEqual([]);
    const notJson = ['agw-0134', 'agw-0205', 'agw-0206', 'agw-0246'];
    expect(undecided.filter((id) => !notJson.includes(id)).length / entries.length).toBeLessThanOrEqual(0.0433);
  });
});
