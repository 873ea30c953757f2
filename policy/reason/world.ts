/** What a search ranges over, and the solver of each part of a request. */
import { keySpec, type KeySpec } from '../condition/keys.ts';
import type { KeyTest } from '../condition/valueset.ts';
import { formatEpoch, formatInstant } from '../condition/values.ts';
import type { ApiIdentity } from '../request.ts';
import type { Budget } from '../text/budget.ts';
import { findText, type Found } from '../text/find.ts';
import type { TextSet } from '../text/textset.ts';
import { findCaller } from './caller.ts';
import { resourceGuesses } from './guess.ts';
import { findInstant, findKeyValue, usualInstant, type Allowed } from './keyvalue.ts';
import type { GroupId, Literal, Part } from './literal.ts';
import { findNetwork, type Network } from './network.ts';
import { resourceDomain } from './resource.ts';

export interface World {
  readonly network: Network;
  readonly api: ApiIdentity;
  /** Whether keys may be in the request that AWS does not list for API Gateway, or on which its pages disagree. */
  readonly undocumentedKeys: boolean;
}

/** @param literals all of one group */
export function findPart(group: GroupId, literals: readonly Literal[], world: World, budget: Budget): Found<Part> {
  switch (group) {
    case 'resource':
      return findResource(literals, world.api, budget);
    case 'caller':
      return findCaller(literals, world, budget);
    case 'network':
      return findNetwork(literals, world.network, budget);
    case 'moment':
      return findMoment(literals);
    default:
      return findKey(group, literals, world, budget);
  }
}

function findResource(literals: readonly Literal[], api: ApiIdentity, budget: Budget): Found<Part> {
  const sets: TextSet[] = [];
  for (const literal of literals) if (literal.kind === 'resource') sets.push(literal.set);
  const found = findText(resourceDomain(api), sets, resourceGuesses(api, sets), budget);
  return found.kind === 'found' ? { kind: 'found', value: { resource: found.value, context: {} } } : found;
}

function findKey(group: GroupId, literals: readonly Literal[], world: World, budget: Budget): Found<Part> {
  const tests: KeyTest[] = [];
  let spec: KeySpec = keySpec(group.slice('key '.length));
  for (const literal of literals) {
    if (literal.kind !== 'key') continue;
    tests.push(literal.test);
    spec = literal.spec;
  }
  const found = findKeyValue(spec, tests, allowedPresence(spec, world), budget);
  if (found.kind !== 'found') return found;
  return { kind: 'found', value: { context: found.value === undefined ? {} : { [spec.id]: found.value } } };
}

export const isUndocumented = (spec: KeySpec): boolean => spec.presence === 'unlisted' || spec.presence === 'debated';

function allowedPresence(spec: KeySpec, world: World): Allowed {
  if (spec.presence === 'always') return 'always';
  return isUndocumented(spec) && !world.undocumentedKeys ? 'never' : 'optional';
}

const momentPart = (instant: number): Part => ({
  context: { 'aws:currenttime': formatInstant(instant), 'aws:epochtime': formatEpoch(instant) },
});

const usualMoment = momentPart(usualInstant);

/** `aws:CurrentTime` and `aws:EpochTime` are one instant. INVARIANT: operands on both scales are milliseconds. */
function findMoment(literals: readonly Literal[]): Found<Part> {
  if (literals.length === 0) return { kind: 'found', value: usualMoment };
  const instant = findInstant(literals.flatMap((literal) => (literal.kind === 'key' ? [literal.test.values] : [])));
  if (instant === undefined) return { kind: 'none', core: literals.map((_, i) => i) };
  return { kind: 'found', value: momentPart(instant) };
}
