/**
 * One policy, one network, one question: is this door open to a request from outside? Searches first with everything unclear at its
 * worst, so that "nothing found" is a proof, and only if something is found asks whether it is certain.
 */
import { catalogueOf, type Catalogue } from '../condition/catalogue.ts';
import { variableReading, type Policy, type Statement } from '../document.ts';
import { evaluate } from '../evaluate.ts';
import {
  isConsistent,
  isInside,
  type ApiIdentity,
  type Authorization,
  type Request,
  type TrustedNetwork,
} from '../request.ts';
import { Budget, type BudgetLimits } from '../text/budget.ts';
import { Attempts, type Attempt } from './attempt.ts';
import { casesOf, type Case } from './coherent.ts';
import { decidingKeys, undocumentedKeysOf, type Finding } from './finding.ts';
import { isNamedResource, namedIdentities, namedParts, type NamedParts } from './identity.ts';
import { instanceOf, likelyInstances, unlike, variableKeys, type Instance } from './instantiate.ts';
import { networkOf } from './network.ts';
import type { Scope } from './problem.ts';
import type { Hit, Trial } from './trial.ts';
import { isUndocumented } from './world.ts';

export type Settled =
  | { readonly kind: 'closed' }
  | { readonly kind: 'open'; readonly finding: Finding }
  | { readonly kind: 'unclear' | 'identity' | 'budget' | 'replay' };

/** How many values of its variables a policy is tried with before they count as unclear. */
const mostRefinements = 16;

export class Inquiry {
  readonly #policy: Policy;
  readonly #trusted: TrustedNetwork;
  readonly #api: ApiIdentity;
  readonly #authorization: Authorization;
  readonly #limits: BudgetLimits;
  readonly #keys: Catalogue;
  readonly #attempts: Attempts;
  #named: NamedParts | null = null;

  constructor(
    policy: Policy,
    trusted: TrustedNetwork,
    api: ApiIdentity,
    authorization: Authorization,
    limits: BudgetLimits,
  ) {
    this.#policy = policy;
    this.#trusted = trusted;
    this.#api = api;
    this.#authorization = authorization;
    this.#limits = limits;
    this.#keys = catalogueOf(policy);
    this.#attempts = new Attempts(policy, api, networkOf(trusted), this.#keys, variableReading(policy));
  }

  /** @param door an Allow statement; null: whatever no Deny stops */
  settle(door: Statement | null): Settled {
    const widest = this.#widest(this.#policy, door, 'outside');
    if (widest.kind === 'none') return { kind: 'closed' };
    const certain =
      widest.kind === 'hit' && this.#isCertain(widest.hit.request) ? widest.hit : this.#findCertain(door, true, widest);
    if (certain !== null) return { kind: 'open', finding: this.#finding(door, certain) };
    if (door !== null && this.#isClosedInEveryCase(casesOf(this.#policy, door))) return { kind: 'closed' };
    return { kind: widest.kind === 'gave-up' ? 'budget' : this.#whyNot(door) };
  }

  mayOpen(door: Statement | null, scope: Scope): boolean {
    return this.#widest(this.#policy, door, scope).kind !== 'none';
  }

  #isClosedInEveryCase(cases: readonly Case[]): boolean {
    return cases.length > 0 && cases.every(({ policy, door }) => this.#widest(policy, door, 'outside').kind === 'none');
  }

  /**
   * Whatever may get in, everything unclear at its worst. Where variables are in play, a request that gets in only because a variable was
   * taken to stand for anything is tried with the values it carries, and put aside if those shut it out.
   */
  #widest(policy: Policy, door: Statement | null, scope: Scope): Trial {
    const budget = new Budget(this.#limits);
    let attempt: Attempt = { ...this.#attempt(door), policy, scope };
    let trial = this.#attempts.try(attempt, budget);
    const keys = trial.kind === 'hit' ? variableKeys(policy, this.#keys) : [];
    for (let refinement = 0; keys.length > 0 && trial.kind === 'hit' && refinement < mostRefinements; refinement += 1) {
      const instance = instanceOf(policy, keys, trial.hit.request.context);
      const exact = this.#attempts.try(this.#instantiated(attempt, instance), budget);
      if (exact.kind !== 'none') return exact;
      attempt = { ...attempt, clauses: [...attempt.clauses, unlike(instance)] };
      trial = this.#attempts.try(attempt, budget);
    }
    return trial;
  }

  #attempt(door: Statement | null): Attempt {
    const [policy, api] = [this.#policy, this.#api];
    return {
      policy,
      door,
      certainty: 'possible',
      api,
      undocumentedKeys: true,
      scope: 'outside',
      demands: [],
      clauses: [],
    };
  }

  #instantiated(attempt: Attempt, { policy, demands }: Instance): Attempt {
    const door = policy.statements.find((statement) => statement.index === attempt.door?.index) ?? null;
    return { ...attempt, policy, door, demands };
  }

  #isCertain(request: Request): boolean {
    return this.#replays(request) && isNamedResource(request.resource, this.#namedParts());
  }

  #replays(request: Request): boolean {
    const allowed = evaluate(this.#policy, request, this.#authorization) === 'allowed';
    return allowed && isConsistent(request) && !isInside(request, this.#trusted);
  }

  #namedParts(): NamedParts {
    return (this.#named ??= namedParts(this.#policy, this.#api));
  }

  /**
   * A request that gets in however the unclear parts are read, to an API that the policy names.
   * @param like the request that gets in under some reading
   */
  #findCertain(door: Statement | null, undocumentedKeys: boolean, like: Trial): Hit | null {
    const budget = new Budget(this.#limits);
    for (const api of namedIdentities(this.#namedParts(), this.#api, this.#policy)) {
      const attempt: Attempt = { ...this.#attempt(door), certainty: 'certain', api, undocumentedKeys };
      const hit = this.#hitOf(attempt, budget) ?? this.#hitOfInstances(attempt, like, budget);
      if (hit !== null) return hit;
    }
    return null;
  }

  #hitOf(attempt: Attempt, budget: Budget): Hit | null {
    const trial = this.#attempts.try(attempt, budget);
    return trial.kind === 'hit' && this.#replays(trial.hit.request) ? trial.hit : null;
  }

  #hitOfInstances(attempt: Attempt, like: Trial, budget: Budget): Hit | null {
    const keys = variableKeys(this.#policy, this.#keys);
    const context = like.kind === 'hit' ? like.hit.request.context : {};
    for (const instance of likelyInstances(this.#policy, keys, { context, facts: this.#trusted.endpoints })) {
      const hit = this.#hitOf(this.#instantiated(attempt, instance), budget);
      if (hit !== null) return hit;
    }
    return null;
  }

  #finding(door: Statement | null, found: Hit): Finding {
    const carried = undocumentedKeysOf(found.request, this.#keys);
    const plain =
      carried.length === 0 || this.#needsUndocumentedKeys(door)
        ? null
        : this.#findCertain(door, false, { kind: 'hit', hit: found });
    const { request, keys } = plain ?? found;
    return {
      statementIndex: door?.index ?? null,
      witness: request,
      keys: decidingKeys(keys(), request),
      undocumentedKeys: plain === null ? carried : [],
    };
  }

  /** True when the door itself opens only to requests that carry one. */
  #needsUndocumentedKeys(door: Statement | null): boolean {
    return this.#attempts
      .demandsOf(door)
      .some((literal) => literal.kind === 'key' && isUndocumented(literal.spec) && !literal.test.absent);
  }

  /** Something is let in under some reading: is it an unclear part that decides, or which API this is? */
  #whyNot(door: Statement | null): 'unclear' | 'identity' | 'replay' {
    const trial = this.#attempts.try({ ...this.#attempt(door), certainty: 'certain' }, new Budget(this.#limits));
    if (trial.kind !== 'hit') return 'unclear';
    return this.#replays(trial.hit.request) ? 'identity' : 'replay';
  }
}
