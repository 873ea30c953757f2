/**
 * Case files: `test/cases/*.json`. Comes in: parsed JSON. Goes out: cases with every default filled in.
 * An unknown field is an error: a misspelt field must never turn a case into one that tests nothing.
 */
import { z } from 'zod';

const trusted = z.strictObject({
  vpcIds: z.array(z.string()).default([]),
  vpcEndpointIds: z.array(z.string()).default([]),
  /** What is known: VPC endpoint id → id of the VPC it lies in. */
  endpoints: z.record(z.string(), z.string()).default({}),
  /** Set when the trusted network is "all of this account" (own-account trust). */
  ownAccount: z.string().nullable().default(null),
});

const api = z.strictObject({
  partition: z.string().nullable().default(null),
  region: z.string().nullable().default(null),
  accountId: z.string().nullable().default(null),
  restApiId: z.string().nullable().default(null),
});

/** What must be true of the witness of the first finding; only the fields given are compared. */
const witness = z.strictObject({
  principalType: z.enum(['Anonymous', 'Account', 'User', 'AssumedRole', 'FederatedUser']).optional(),
  accountId: z.string().optional(),
  sourceVpc: z.string().optional(),
  sourceVpce: z.string().optional(),
  method: z.string().optional(),
  stage: z.string().optional(),
  path: z.string().optional(),
  /** Condition keys, spelt as AWS spells them, with the value that the witness must carry. */
  context: z.record(z.string(), z.string()).optional(),
  /** Condition keys that the witness must not carry. */
  absent: z.array(z.string()).optional(),
});

const expectation = z.strictObject({
  verdict: z.enum(['COMPLIANT', 'NON_COMPLIANT', 'UNDECIDED', 'NOT_APPLICABLE']),
  /** Zero-based indexes of the statements with a finding, in order; null stands for "escapes every Deny". */
  statements: z.array(z.number().int().nonnegative().nullable()).optional(),
  witness: witness.optional(),
  /** Each must occur in the finding sentences, the reason or the notes taken together. */
  says: z.array(z.string().min(1)).optional(),
  /** None may occur there. */
  neverSays: z.array(z.string().min(1)).optional(),
});

const kase = z
  .strictObject({
    /** One sentence: what is so, and why. Unique in all files. */
    name: z.string().min(12),
    policy: z.json().optional(),
    policyText: z.string().optional(),
    trusted: trusted.optional(),
    api: api.optional(),
    authorization: z.enum(['policy-only', 'identity-may-allow']).default('policy-only'),
    endpointType: z.enum(['PRIVATE', 'REGIONAL', 'EDGE', 'unknown']).default('PRIVATE'),
    expect: expectation,
  })
  .refine((c) => c.policy === undefined || c.policyText === undefined, 'give `policy` or `policyText`, not both');

export const caseFile = z.strictObject({
  /** One topic a file. */
  topic: z.string().min(3),
  /** What in docs/semantics.md the file covers, by section. */
  covers: z.array(z.string()).min(1),
  /** The trusted network of every case that gives none of its own. */
  trusted: trusted,
  /** The API of every case that gives none of its own. */
  api: api.default({ partition: null, region: null, accountId: null, restApiId: null }),
  cases: z.array(kase).min(1),
});

export type CaseFile = z.infer<typeof caseFile>;
export type Case = CaseFile['cases'][number];
