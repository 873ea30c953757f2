/** The policies of test/corpus as texts, the way a file or an answer of API Gateway holds them. */
import { readFileSync } from 'node:fs';

interface Entry {
  readonly id: string;
  readonly policy?: object;
  readonly policyText?: string;
}

const isEntry = (value: unknown): value is Entry => typeof value === 'object' && value !== null && 'id' in value;

export interface CorpusPolicy {
  readonly id: string;
  readonly text: string;
}

/** @param file JSON Lines of `{id, policy | policyText}` */
export function readCorpus(file: string): readonly CorpusPolicy[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const entry: unknown = JSON.parse(line);
      if (!isEntry(entry)) throw new Error(`not an entry of the corpus: ${line.slice(0, 80)}`);
      return { id: entry.id, text: entry.policyText ?? JSON.stringify(entry.policy) };
    });
}
