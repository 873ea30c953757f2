/** The policies of the corpus, each as its text. */
import { readFileSync } from 'node:fs';

export interface CorpusEntry {
  readonly id: string;
  readonly policyText: string;
}

export function readCorpus(): readonly CorpusEntry[] {
  const lines = readFileSync(new URL('../corpus/policies.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.flatMap((line) => {
    const entry: unknown = JSON.parse(line);
    if (typeof entry !== 'object' || entry === null || !('id' in entry)) return [];
    if ('policyText' in entry) return [{ id: String(entry.id), policyText: String(entry.policyText) }];
    return 'policy' in entry ? [{ id: String(entry.id), policyText: JSON.stringify(entry.policy) }] : [];
  });
}
