/**
 * One search and the request it came to. The search decides caller and resource apart, so where the API's partition is not known they may
 * come out of two; then each of the two is tried for both, and after that whatever is in neither.
 */
import type { KeySpec } from '../condition/keys.ts';
import { isConsistent, type Request } from '../request.ts';
import type { Budget } from '../text/budget.ts';
import { many, tokenPattern, word } from '../text/pattern.ts';
import { anyOf, complementText } from '../text/textset.ts';
import { assembleRequest } from './assemble.ts';
import type { Literal } from './literal.ts';
import { complementPrincipals, type PrincipalSet } from './principals.ts';
import type { Problem } from './problem.ts';
import { searchRequest } from './search.ts';
import type { World } from './world.ts';

export interface Hit {
  readonly request: Request;
  /** That the request was chosen by. */
  readonly keys: () => readonly KeySpec[];
}

export type Trial =
  { readonly kind: 'hit'; readonly hit: Hit } | { readonly kind: 'none' } | { readonly kind: 'gave-up' };

/** How many partitions are tried one by one. */
const mostPartitions = 16;

/** A request whose caller and API are of one partition. */
export function tryProblem(problem: Problem, world: World, budget: Budget): Trial {
  let trial = search(problem, world, budget);
  const tried = new Set<string>();
  while (trial.kind === 'hit' && !isConsistent(trial.hit.request)) {
    for (const partition of partitionsIn(trial.hit.request)) {
      if (tried.has(partition)) continue;
      tried.add(partition);
      const within = search(problem, { ...world, api: { ...world.api, partition } }, budget);
      if (within.kind !== 'none') return within;
    }
    if (tried.size > mostPartitions) return { kind: 'gave-up' };
    trial = search({ ...problem, demands: [...problem.demands, ...outsideOf([...tried])] }, world, budget);
  }
  return trial;
}

function search({ demands, clauses }: Problem, world: World, budget: Budget): Trial {
  const result = searchRequest(demands, clauses, world, budget);
  if (result.kind !== 'found') return result;
  const { parts, keys } = result;
  return { kind: 'hit', hit: { request: assembleRequest(parts, world, budget), keys } };
}

function partitionsIn({ caller, resource }: Request): readonly string[] {
  const arns = caller.type === 'Anonymous' ? [resource] : [caller.arn, resource];
  return arns.map((arn) => arn.split(':')[1] ?? '');
}

/** The resource is of none of these partitions, and neither is the caller. */
function outsideOf(partitions: readonly string[]): readonly Literal[] {
  const patterns = partitions.map((one) => tokenPattern([...word(`arn:${one}:`), many('any')]));
  const callers: PrincipalSet = {
    reach: 'listed',
    callers: patterns.map((arn) => ({ arn, accountId: '', type: 'any', sessionName: null })),
    negated: false,
  };
  return [
    { kind: 'resource', set: complementText(anyOf(patterns)) },
    { kind: 'principal', principals: complementPrincipals(callers) },
  ];
}
