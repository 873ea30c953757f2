/** Comparing two policies: a request of a scope that one lets in and the other does not, or the certainty that there is none. */
import { keyCatalogue, type Catalogue } from '../condition/catalogue.ts';
import { variableReading, type Policy, type Statement } from '../document.ts';
import { evaluate } from '../evaluate.ts';
import type { ApiIdentity, Authorization, Request, TrustedNetwork } from '../request.ts';
import { Budget, type BudgetLimits } from '../text/budget.ts';
import { encodeStatement, type EncodingContext } from './encode.ts';
import { networkOf } from './network.ts';
import {
  allowReading,
  denyReading,
  refusals,
  scopeProblem,
  statementsOf,
  undenied,
  type Certainty,
  type Problem,
  type Scope,
} from './problem.ts';
import { tryProblem } from './trial.ts';
import type { World } from './world.ts';

/** `lost`: requests that were let in and no longer are, each replayed, at most one for each door and way. */
export type AccessAnswer =
  | { readonly answer: 'proved' }
  | { readonly answer: 'refuted'; readonly lost: readonly [Request, ...Request[]] }
  | { readonly answer: 'unknown' };

export interface Comparison {
  readonly trusted: TrustedNetwork;
  readonly api: ApiIdentity;
  readonly authorization: Authorization;
  readonly limits: BudgetLimits;
}

/**
 * @param after the policy that may refuse
 * @param before the policy whose requests are asked about
 */
export function refusedRequest(after: Policy, before: Policy, scope: Scope, comparison: Comparison): AccessAnswer {
  const search = new RefusalSearch(after, before, scope, comparison);
  if (search.requests('possible').length === 0) return { answer: 'proved' };
  const { authorization } = comparison;
  const lost = search.requests('certain').flatMap((request) => {
    if (request === 'gave-up' || evaluate(before, request, authorization) !== 'allowed') return [];
    const now = evaluate(after, request, authorization);
    return now === 'explicit-deny' || now === 'implicit-deny' ? [request] : [];
  });
  const [first, ...rest] = lost;
  return first === undefined ? { answer: 'unknown' } : { answer: 'refuted', lost: [first, ...rest] };
}

class RefusalSearch {
  readonly #after: Policy;
  readonly #before: Policy;
  readonly #place: Problem;
  readonly #world: World;
  readonly #policyOnly: boolean;
  readonly #limits: BudgetLimits;
  readonly #keys: Catalogue;

  constructor(after: Policy, before: Policy, scope: Scope, { trusted, api, authorization, limits }: Comparison) {
    this.#after = after;
    this.#before = before;
    this.#place = scopeProblem(scope, trusted);
    this.#world = { network: networkOf(trusted), api, undocumentedKeys: true };
    this.#policyOnly = authorization === 'policy-only';
    this.#limits = limits;
    this.#keys = keyCatalogue([after, before]);
  }

  /** One request for each pair of a door of `before` and a way in which `after` refuses. */
  requests(certainty: Certainty): readonly (Request | 'gave-up')[] {
    const context = this.#context(this.#before);
    const open = undenied(this.#before, context, denyReading(certainty));
    const ways = refusals(this.#after, this.#context(this.#after), certainty, this.#policyOnly);
    const doors: readonly (Statement | null)[] = this.#policyOnly ? statementsOf(this.#before, 'Allow') : [null];
    return doors.flatMap((door) => {
      const allowed = door === null ? [] : encodeStatement(door, context, allowReading(certainty));
      if (allowed === null) return [];
      return ways.flatMap((way) =>
        this.#search({ demands: [...allowed, ...way.demands], clauses: [...open, ...way.clauses] }),
      );
    });
  }

  #context(policy: Policy): EncodingContext {
    return { keys: this.#keys, variables: variableReading(policy), api: this.#world.api, tests: new Map() };
  }

  #search({ demands, clauses }: Problem): readonly (Request | 'gave-up')[] {
    const place = this.#place;
    const problem = { demands: [...demands, ...place.demands], clauses: [...place.clauses, ...clauses] };
    const trial = tryProblem(problem, this.#world, new Budget(this.#limits));
    if (trial.kind === 'none') return [];
    return [trial.kind === 'hit' ? trial.hit.request : 'gave-up'];
  }
}
