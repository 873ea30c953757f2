// In: nothing. Out: the shape of a question to the oracle, and the error that says "not encodable".
// Promise: a question is plain data; docs/semantics.md says what it means. `NotEncodable` always becomes 'unknown'.

export interface OracleQuestion {
  /** Parsed policy document (JSON value), assumed readable in the sense of semantics §4.1. */
  readonly policy: unknown;
  readonly trusted: {
    readonly vpcIds: readonly string[];
    readonly vpcEndpointIds: readonly string[];
    readonly endpoints: Readonly<Record<string, string>>;
    readonly ownAccount: string | null;
  };
  readonly api: {
    readonly partition: string | null;
    readonly region: string | null;
    readonly accountId: string | null;
    readonly restApiId: string | null;
  };
  readonly authorization: 'policy-only' | 'identity-may-allow';
  /**
   * possible: unclear parts of an Allow match and of a Deny do not (a proof needs unsat), API identity free.
   * certain: the other way round, API identity limited to named values as in §4.4 (a refutation needs sat).
   */
  readonly reading: 'possible' | 'certain';
  /** 'outside' is the main question; 'inside' asks for a request from inside; 'anywhere' for any request. */
  readonly scope: 'outside' | 'inside' | 'anywhere';
}

export type Answer = 'sat' | 'unsat' | 'unknown';

/** Something the oracle has no exact encoding for. */
export class NotEncodable extends Error {
  override readonly name = 'NotEncodable';
}
