/**
 * VPC and endpoint of a request, decided together: an endpoint with a known fact lies in exactly that VPC, one without may lie in
 * any (docs/semantics.md §3).
 */
import { keySpec } from '../condition/keys.ts';
import { textValues, valueSetHas, type ValueSet } from '../condition/valueset.ts';
import type { TrustedNetwork } from '../request.ts';
import type { Budget } from '../text/budget.ts';
import type { Found } from '../text/find.ts';
import { literal } from '../text/pattern.ts';
import { anyOf, complementText } from '../text/textset.ts';
import { findValue } from './keyvalue.ts';
import type { Literal, Part } from './literal.ts';

const vpcKey = keySpec('aws:SourceVpc');
const endpointKey = keySpec('aws:SourceVpce');

/** Sets of ids as demands: to be among them, and to be none of them (nothing is demanded when there are none). */
interface IdDemands {
  readonly among: readonly ValueSet[];
  readonly noneOf: readonly ValueSet[];
}

function idDemands(ids: Iterable<string>): IdDemands {
  const set = anyOf(Array.from(ids, literal));
  return { among: [textValues(set)], noneOf: set.patterns.length === 0 ? [] : [textValues(complementText(set))] };
}

/** The trusted network, made ready once for many searches. */
export interface Network {
  readonly trusted: TrustedNetwork;
  readonly vpcs: IdDemands;
  readonly endpoints: IdDemands;
  /** Endpoints that a fact binds. */
  readonly bound: IdDemands;
  readonly facts: ReadonlyMap<string, string>;
  /** A request from outside that nothing else is demanded of, once one was found. */
  stranger: Part | null;
}

const prepared = new WeakMap<TrustedNetwork, Network>();

/** The same trusted network is judged against many policies, so what is made of it is kept as long as it is. */
export function networkOf(trusted: TrustedNetwork): Network {
  const known = prepared.get(trusted);
  if (known !== undefined) return known;
  const network: Network = {
    trusted,
    vpcs: idDemands(trusted.vpcIds),
    endpoints: idDemands(trusted.vpcEndpointIds),
    bound: idDemands(trusted.endpoints.keys()),
    facts: trusted.endpoints,
    stranger: null,
  };
  prepared.set(trusted, network);
  return network;
}

export function findNetwork(literals: readonly Literal[], network: Network, budget: Budget): Found<Part> {
  const [only] = literals;
  const anyStranger = literals.length === 1 && only?.kind === 'place' && !only.inside;
  if (anyStranger && network.stranger !== null) return { kind: 'found', value: network.stranger };
  const found = search(literals, network, budget);
  if (anyStranger && found.kind === 'found') network.stranger = found.value;
  return found;
}

interface Demands {
  readonly vpc: readonly ValueSet[];
  readonly endpoint: readonly ValueSet[];
  /** Null: no demand. */
  readonly inside: boolean | null;
}

function search(literals: readonly Literal[], network: Network, budget: Budget): Found<Part> {
  const vpc: ValueSet[] = [];
  const endpoint: ValueSet[] = [];
  let inside: boolean | null = null;
  for (const one of literals) {
    if (one.kind === 'key') (one.spec.id === vpcKey.id ? vpc : endpoint).push(one.test.values);
    if (one.kind !== 'place') continue;
    if (inside !== null && inside !== one.inside) return { kind: 'none', core: literals.map((_, i) => i) };
    inside = one.inside;
  }
  const demands = { vpc, endpoint, inside };
  const found = throughUnboundEndpoint(demands, network, budget);
  if (found.kind === 'found') return found;
  const known = throughBoundEndpoint(demands, network);
  if (known !== null) return { kind: 'found', value: known };
  return found.kind === 'gave-up' ? found : { kind: 'none', core: literals.map((_, i) => i) };
}

/** What is demanded of the VPC, and what of the endpoint. */
type Way = readonly [vpc: readonly ValueSet[], endpoint: readonly ValueSet[]];

/** The ways to come through an endpoint that no fact binds, so that endpoint and VPC are chosen apart. */
function waysIn(inside: boolean | null, { vpcs, endpoints, bound }: Network): readonly Way[] {
  if (inside === null) return [[[], bound.noneOf]];
  if (!inside) return [[vpcs.noneOf, [...endpoints.noneOf, ...bound.noneOf]]];
  return [
    [vpcs.among, bound.noneOf],
    [[], [...endpoints.among, ...bound.noneOf]],
  ];
}

function throughUnboundEndpoint(demands: Demands, network: Network, budget: Budget): Found<Part> {
  let gaveUp = false;
  for (const [vpcSets, endpointSets] of waysIn(demands.inside, network)) {
    const endpoint = findValue(endpointKey, [...demands.endpoint, ...endpointSets], budget);
    const vpc = endpoint.kind === 'none' ? endpoint : findValue(vpcKey, [...demands.vpc, ...vpcSets], budget);
    if (vpc.kind === 'found' && endpoint.kind === 'found') {
      return { kind: 'found', value: partOf(vpc.value, endpoint.value, network) };
    }
    gaveUp ||= vpc.kind !== 'none';
  }
  return gaveUp ? { kind: 'gave-up' } : { kind: 'none', core: [] };
}

function throughBoundEndpoint(demands: Demands, network: Network): Part | null {
  for (const [endpoint, vpc] of network.facts) {
    const part = partOf(vpc, endpoint, network);
    const place = demands.inside === null || demands.inside === part.inside;
    const passes = (sets: readonly ValueSet[], id: string): boolean => sets.every((set) => valueSetHas(set, id));
    if (place && passes(demands.vpc, vpc) && passes(demands.endpoint, endpoint)) return part;
  }
  return null;
}

function partOf(vpc: string, endpoint: string, { trusted, facts }: Network): Part {
  const lies = facts.get(endpoint);
  const inside =
    trusted.vpcIds.some((id) => id === vpc || id === lies) || trusted.vpcEndpointIds.some((id) => id === endpoint);
  return { inside, context: { 'aws:sourcevpc': vpc, 'aws:sourcevpce': endpoint } };
}
