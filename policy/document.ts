/**
 * A resource policy, read: closed unions, nothing dropped. What the language of §4 and §5 of docs/semantics.md
 * cannot say exactly is an `unmodelled` node, which every reader of the document must meet.
 */
import type { OperatorTest } from './condition/operators.ts';
import type { Json } from './json-value.ts';

export type Effect = 'Allow' | 'Deny';

/** An element whose meaning is unclear. `raw` is what stood there; undefined: nothing stood there. */
export interface Unmodelled {
  readonly kind: 'unmodelled';
  readonly raw: Json | undefined;
  readonly why: string;
}

export type Named =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'account'; readonly accountId: string }
  | { readonly kind: 'user' | 'role' | 'federated-user'; readonly arn: string; readonly accountId: string }
  | {
      readonly kind: 'session';
      readonly partition: string;
      readonly accountId: string;
      readonly roleName: string;
      readonly sessionName: string;
    }
  | { readonly kind: 'service' }
  | { readonly kind: 'federated' }
  | { readonly kind: 'unmodelled'; readonly reach: 'signed' | 'everyone'; readonly why: string };

export interface PrincipalEntry {
  /** `AWS`, `Service`, …; empty for the bare string form `"Principal": "*"`. */
  readonly family: string;
  readonly text: string;
  readonly named: Named;
}

export type ResourceEntry =
  | { readonly kind: 'all'; readonly text: string }
  /** `execute-api:/…`: a route of the API that carries the policy; `route` begins with `/`. */
  | { readonly kind: 'own'; readonly text: string; readonly route: string }
  /** `serviceUnclear`: a wildcard in the service part, which AWS does not support. */
  | { readonly kind: 'arn'; readonly text: string; readonly serviceUnclear: boolean }
  | { readonly kind: 'unmodelled'; readonly text: string; readonly why: string };

export interface ActionEntry {
  readonly text: string;
  /** Whether the pattern takes in `execute-api:Invoke`; null: unclear. */
  readonly matchesInvoke: boolean | null;
}

export interface ElementList<Entry> {
  readonly kind: 'list';
  /** True for `NotPrincipal`, `NotAction`, `NotResource`. */
  readonly negated: boolean;
  readonly entries: readonly Entry[];
}

export type Element<Entry> = ElementList<Entry> | (Unmodelled & { readonly negated: boolean });

export type Condition =
  | {
      readonly kind: 'test';
      readonly operatorName: string;
      readonly operator: OperatorTest;
      readonly key: string;
      readonly values: readonly string[];
    }
  | (Unmodelled & { readonly operatorName: string | null; readonly key: string | null });

export interface Statement {
  readonly index: number;
  readonly sid: string | null;
  readonly effect: Effect;
  readonly principal: Element<PrincipalEntry>;
  readonly action: Element<ActionEntry>;
  readonly resource: Element<ResourceEntry>;
  readonly conditions: readonly Condition[];
}

export interface Policy {
  readonly version: string | null;
  readonly id: string | null;
  readonly statements: readonly Statement[];
}

/**
 * A statement without `Resource`: other resource-based policies then mean the resource that carries them. An Allow is read so (at worst a
 * false alarm), a Deny is unclear (docs/semantics.md §4.2).
 */
export const coversItsResource = (statement: Statement): boolean =>
  statement.effect === 'Allow' && statement.resource.kind === 'unmodelled' && statement.resource.raw === undefined;

/**
 * False when the text may take in nothing at all: a wildcard in the service part; and a short form of which all but what it takes in is
 * allowed, since AWS does not say that short forms are written out in `NotResource` too.
 */
export const hasClearForm = (entry: ResourceEntry, { effect, resource }: Statement): boolean =>
  entry.kind === 'own' ? !(effect === 'Allow' && resource.negated) : !(entry.kind === 'arn' && entry.serviceUnclear);

/** How `${…}` is read: see docs/semantics.md §4.3. */
export type VariableReading = 'substituted' | 'literal' | 'unclear';

export function variableReading(policy: Policy): VariableReading {
  if (policy.version === '2012-10-17') return 'substituted';
  return policy.version === null || policy.version === '2008-10-17' ? 'literal' : 'unclear';
}
