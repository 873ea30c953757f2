/**
 * One search after another about the same policy and network. Comes in: what to read how, and what is demanded besides. Goes out: a
 * request, or that there is none, or that the budget ran out.
 */
import type { Reading } from '../bounds.ts';
import type { Catalogue } from '../condition/catalogue.ts';
import type { Policy, Statement, VariableReading } from '../document.ts';
import type { ApiIdentity } from '../request.ts';
import type { Budget } from '../text/budget.ts';
import { encodeStatement, type EncodingContext } from './encode.ts';
import type { Literal } from './literal.ts';
import type { Network } from './network.ts';
import { allowReading, denyReading, scopeProblem, undenied, type Certainty, type Scope } from './problem.ts';
import type { Clause } from './search.ts';
import { tryProblem, type Trial } from './trial.ts';

export interface Attempt {
  /** The policy that was asked about, or that policy with its variables replaced. */
  readonly policy: Policy;
  /** An Allow statement of it; null: whatever no Deny stops. */
  readonly door: Statement | null;
  readonly certainty: Certainty;
  readonly api: ApiIdentity;
  readonly undocumentedKeys: boolean;
  readonly scope: Scope;
  readonly demands: readonly Literal[];
  readonly clauses: readonly Clause[];
}

/** Keeps what was made of the policy itself, so that trying again costs a search and no more. */
export class Attempts {
  readonly #policy: Policy;
  readonly #api: ApiIdentity;
  readonly #network: Network;
  readonly #keys: Catalogue;
  readonly #variables: VariableReading;
  readonly #doors: Readonly<Record<Reading, Map<Statement, readonly Literal[] | null>>> = {
    must: new Map(),
    may: new Map(),
  };
  readonly #tests: EncodingContext['tests'] = new Map();
  readonly #undenied = new Map<Certainty, readonly Clause[]>();

  constructor(policy: Policy, api: ApiIdentity, network: Network, keys: Catalogue, variables: VariableReading) {
    this.#policy = policy;
    this.#api = api;
    this.#network = network;
    this.#keys = keys;
    this.#variables = variables;
  }

  try(attempt: Attempt, budget: Budget): Trial {
    const { policy, door, certainty, api, undocumentedKeys } = attempt;
    const context = this.#context(api);
    const allowed = door === null ? [] : this.#encode(door, context, allowReading(certainty));
    if (allowed === null) return { kind: 'none' };
    const scope = scopeProblem(attempt.scope, this.#network.trusted);
    const world = { network: this.#network, api, undocumentedKeys };
    const clauses = [...scope.clauses, ...attempt.clauses, ...this.#undeniedBy(policy, context, certainty)];
    const demands = [...allowed, ...scope.demands, ...attempt.demands];
    return tryProblem({ demands, clauses }, world, budget);
  }

  /** What a door surely demands; nothing when it may be shut. */
  demandsOf(door: Statement | null): readonly Literal[] {
    return door === null ? [] : (this.#encode(door, this.#context(this.#api), 'must') ?? []);
  }

  #context(api: ApiIdentity): EncodingContext {
    return { keys: this.#keys, variables: this.#variables, api, tests: this.#tests };
  }

  #encode(door: Statement, context: EncodingContext, reading: Reading): readonly Literal[] | null {
    if (context.api !== this.#api) return encodeStatement(door, context, reading);
    const known = this.#doors[reading].get(door);
    if (known !== undefined) return known;
    const literals = encodeStatement(door, context, reading);
    this.#doors[reading].set(door, literals);
    return literals;
  }

  /** The Denies say the same to every door. */
  #undeniedBy(policy: Policy, context: EncodingContext, certainty: Certainty): readonly Clause[] {
    if (policy !== this.#policy || context.api !== this.#api) return undenied(policy, context, denyReading(certainty));
    const known = this.#undenied.get(certainty) ?? undenied(policy, context, denyReading(certainty));
    this.#undenied.set(certainty, known);
    return known;
  }
}
