/** What the command `check` judges: policies, each with what its source tells about the API that carries it. */
import type { ReadPolicy } from '../../policy/parse.ts';
import type { EndpointType } from '../../rule/decide.ts';

export interface InputEntry {
  readonly id: string;
  /** Where it was read: a file or `standard input`, with a line or an index where it holds several. */
  readonly source: string;
  readonly endpointType: EndpointType;
  readonly policy: ReadPolicy;
  /** Known only when the source is an answer of API Gateway. */
  readonly restApiId: string | null;
}

export const inputKinds = ['policy', 'get-rest-api', 'get-rest-apis', 'jsonl'] as const;
export type InputKind = (typeof inputKinds)[number];

/** An entry that could not be read: it is UNDECIDED, the others go on. */
export function unreadableEntry(id: string, source: string, message: string): InputEntry {
  return {
    id,
    source,
    endpointType: 'unknown',
    policy: { kind: 'unreadable', problems: [{ path: '$', message }] },
    restApiId: null,
  };
}
