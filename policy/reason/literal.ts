/** What a statement asks of a request, one demand at a time, and the complement of a demand: the one home of negation in the search. */
import { complementTest, testHolds, type KeyTest } from '../condition/valueset.ts';
import { describesCaller, type KeySpec } from '../condition/keys.ts';
import type { Caller, Context } from '../request.ts';
import { complementText, textSetHas, type TextSet } from '../text/textset.ts';
import { complementPrincipals, principalsHave, type PrincipalSet } from './principals.ts';

export type Literal =
  | { readonly kind: 'resource'; readonly set: TextSet }
  | { readonly kind: 'principal'; readonly principals: PrincipalSet }
  | { readonly kind: 'key'; readonly spec: KeySpec; readonly test: KeyTest }
  /** Whether the endpoint and VPC of the request are trusted. */
  | { readonly kind: 'place'; readonly inside: boolean };

/** The parts of a request that are decided together, each independent of the others. */
export type GroupId = 'resource' | 'caller' | 'network' | 'moment' | `key ${string}`;

/** What one group contributes to a request. */
export interface Part {
  readonly caller?: Caller;
  readonly resource?: string;
  readonly inside?: boolean;
  readonly context: Context;
}

export function groupOf(literal: Literal): GroupId {
  switch (literal.kind) {
    case 'resource':
      return 'resource';
    case 'principal':
      return 'caller';
    case 'place':
      return 'network';
    case 'key':
      return groupOfKey(literal.spec);
  }
}

function groupOfKey(spec: KeySpec): GroupId {
  if (spec.id === 'aws:sourcevpc' || spec.id === 'aws:sourcevpce') return 'network';
  if (spec.id === 'aws:currenttime' || spec.id === 'aws:epochtime') return 'moment';
  return describesCaller(spec) ? 'caller' : `key ${spec.id}`;
}

export function complementLiteral(literal: Literal): Literal {
  switch (literal.kind) {
    case 'resource':
      return { kind: 'resource', set: complementText(literal.set) };
    case 'principal':
      return { kind: 'principal', principals: complementPrincipals(literal.principals) };
    case 'place':
      return { kind: 'place', inside: !literal.inside };
    case 'key':
      return { kind: 'key', spec: literal.spec, test: complementTest(literal.test) };
  }
}

/** @param part what the literal's group contributes */
export function literalHolds(literal: Literal, part: Part): boolean {
  switch (literal.kind) {
    case 'resource':
      return part.resource !== undefined && textSetHas(literal.set, part.resource);
    case 'principal':
      return part.caller !== undefined && principalsHave(literal.principals, part.caller);
    case 'place':
      return part.inside === literal.inside;
    case 'key':
      return testHolds(literal.test, part.context[literal.spec.id]);
  }
}
