// In: nothing. Out: the words in which the oracle's hand-written cases are written.
// Promise: a case states its answers in both readings, possible/certain; 'sat/unsat' depends on something unclear.
import type { OracleQuestion } from '../question.ts';

export type Json = Readonly<Record<string, unknown>>;
export type Change = Partial<OracleQuestion> & { readonly version?: string };
export type Case = readonly [name: string, statements: readonly Json[], answers: string, change?: Change];
export type Cases = Readonly<Record<string, readonly Case[]>>;

export const OPEN = { Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };
export const TRUSTED = { vpcIds: [], vpcEndpointIds: ['vpce-a'], endpoints: {}, ownAccount: null };
export const VPC_TRUSTED = { ...TRUSTED, vpcIds: ['vpc-a'], vpcEndpointIds: [] };
export const API = { partition: 'aws', region: 'eu-west-1', accountId: '111122223333', restApiId: 'abc' };
export const NO_API = { partition: null, region: null, accountId: null, restApiId: null };
export const INSIDE: Change = { scope: 'inside' };

export const allow = (details: Json = {}): Json => ({ Effect: 'Allow', ...OPEN, ...details });
export const deny = (details: Json = {}): Json => ({ Effect: 'Deny', ...OPEN, ...details });

/** `when('StringEquals aws:SourceVpc', 'vpc-a', …)`: a condition block of one test for each pair. */
export function when(...pairs: readonly unknown[]): Json {
  const block: Record<string, unknown> = {};
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    const [operator = '', key = ''] = String(pairs[at]).split(' ');
    block[operator] = { [key]: pairs[at + 1] };
  }
  return { Condition: block };
}

export const only = (...pairs: readonly unknown[]): Json[] => [allow(when(...pairs))];
export const except = (...pairs: readonly unknown[]): Json[] => [allow(), deny(when(...pairs))];
/** Lets in whoever passes the first test and fails the second. */
export const between = (first: Json, second: Json): Json[] => [allow(first), deny(second)];

/** A statement's resources. */
export const to = (...Resource: readonly string[]): Json => ({ Resource });
