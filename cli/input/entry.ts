/** What the commands `check` and `plan` are about: policies, each with what its source tells about the API that carries it. */
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
  readonly saved: Saved;
}

export interface Input {
  readonly source: string;
  readonly entries: readonly InputEntry[];
  /** It is one page of a list of APIs, and says that there are more pages. */
  readonly isPage: boolean;
}

/** The API as its source holds it, for a plan of what to save in its place. */
export type Saved =
  | {
      readonly kind: 'api';
      /** As API Gateway takes or gives it, or as somebody wrote it; null: none. */
      readonly policyText: string | null;
      readonly vpcEndpointIds: readonly string[];
      /** Null: the source does not tell. */
      readonly tags: Readonly<Record<string, string>> | null;
    }
  | { readonly kind: 'unreadable'; readonly why: string };

/** A policy whose source tells nothing else of the API. */
export const savedPolicyAlone = (policyText: string | null): Saved => ({
  kind: 'api',
  policyText,
  vpcEndpointIds: [],
  tags: null,
});

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
    saved: { kind: 'unreadable', why: message },
  };
}
