/** What the rule says of one API. Four answers, never two: a verdict is not a failure, and what cannot be decided is said. */
import type { PrincipalType, Request } from '../policy/request.ts';
import { routeOf } from '../policy/sentence.ts';

/** One concrete request, for people and programs to read; keys are spelt as AWS spells them. */
export interface Witness {
  readonly principalType: PrincipalType;
  readonly principalArn: string | null;
  /** The caller's account; null for a request without a signature. */
  readonly accountId: string | null;
  readonly sourceVpc: string;
  readonly sourceVpce: string;
  readonly method: string;
  readonly stage: string;
  /** Without its leading slash; empty for the root. */
  readonly path: string;
  readonly resource: string;
  /** The whole request context, so that the request can be replayed. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

export interface VerdictFinding {
  /** Index of the Allow statement, from 0; null when no statement is to blame. */
  readonly statementIndex: number | null;
  readonly sid: string | null;
  readonly sentence: string;
  /** Null only when there is no policy that a request could be tried on. */
  readonly witness: Witness | null;
  /** The stages that serve the policy at fault; none: it is saved and not deployed. Left out where stages were not looked at. */
  readonly stages?: readonly string[];
}

export type Verdict = Judgement | { readonly verdict: 'NOT_APPLICABLE'; readonly reason: string };

/** The verdict on one policy. */
export type Judgement =
  | { readonly verdict: 'COMPLIANT'; readonly notes: readonly string[] }
  | {
      readonly verdict: 'NON_COMPLIANT';
      readonly findings: readonly [VerdictFinding, ...VerdictFinding[]];
      readonly notes: readonly string[];
    }
  | { readonly verdict: 'UNDECIDED'; readonly reason: string; readonly notes: readonly string[] };

/** @param spell the name of a condition key, given its id in lower case */
export function witnessOf({ caller, resource, context }: Request, spell: (id: string) => string): Witness {
  const signed = caller.type !== 'Anonymous';
  return {
    principalType: caller.type,
    principalArn: signed ? caller.arn : null,
    accountId: signed ? caller.accountId : null,
    sourceVpc: String(context['aws:sourcevpc'] ?? ''),
    sourceVpce: String(context['aws:sourcevpce'] ?? ''),
    ...routeOf(resource),
    resource,
    context: Object.fromEntries(Object.entries(context).map(([id, value]) => [spell(id), value])),
  };
}
