/**
 * The search: one request that meets every demand of a base and at least one alternative of every clause, or the certainty that
 * there is none. A clause that the request at hand already meets costs nothing; only a clause that it breaks is branched on.
 * Each branch fixes one alternative for good, so the search ends; all alternatives are tried, so "none" is a proof.
 */
import type { KeySpec } from '../condition/keys.ts';
import type { Budget } from '../text/budget.ts';
import { groupOf, literalHolds, type GroupId, type Literal, type Part } from './literal.ts';
import { findPart, type World } from './world.ts';

/** At least one of the alternatives must hold, each a conjunction. */
export type Clause = readonly (readonly Literal[])[];

export type SearchResult =
  | {
      readonly kind: 'found';
      /** By group; what is not here nothing depends on. */
      readonly parts: ReadonlyMap<GroupId, Part>;
      /** The condition keys that the request was chosen by; worked out when asked for. */
      readonly keys: () => readonly KeySpec[];
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'gave-up' };

interface GroupState {
  readonly group: GroupId;
  /** All demands so far; those after `before`'s were brought by the decision at `level`. */
  readonly literals: readonly Literal[];
  readonly level: number;
  readonly before: GroupState | null;
  readonly part: Part;
}

/** The decision that brought a literal, given the demands before the last decision and the last decision itself. */
function levelOf(index: number, before: GroupState | null, level: number): number {
  if (before === null || index >= before.literals.length) return level;
  return levelOf(index, before.before, before.level);
}

type State = readonly GroupState[];

/** `levels`: the decisions that together left no request. */
type Outcome =
  | { readonly kind: 'found'; readonly state: State }
  | { readonly kind: 'none'; readonly levels: ReadonlySet<number> }
  | { readonly kind: 'gave-up' };

const base = 0;

export function searchRequest(
  demands: readonly Literal[],
  clauses: readonly Clause[],
  world: World,
  budget: Budget,
): SearchResult {
  const search = new Search(clauses, world, budget);
  const outcome = search.run(demands);
  if (outcome.kind !== 'found') return outcome.kind === 'none' ? { kind: 'none' } : outcome;
  const parts = new Map(search.freeParts);
  for (const { group, part } of outcome.state) parts.set(group, part);
  return { kind: 'found', parts, keys: () => keysOf(outcome.state, clauses, parts) };
}

function keysOf(state: State, clauses: readonly Clause[], parts: ReadonlyMap<GroupId, Part>): readonly KeySpec[] {
  const keys = new Map<string, KeySpec>();
  const add = (literals: readonly Literal[]): void => {
    for (const literal of literals) if (literal.kind === 'key') keys.set(literal.spec.id, literal.spec);
  };
  for (const { literals } of state) add(literals);
  for (const clause of clauses) add(clause.find((one) => one.every((literal) => holdsIn(parts, literal))) ?? []);
  return [...keys.values()];
}

function holdsIn(parts: ReadonlyMap<GroupId, Part>, literal: Literal): boolean {
  const part = parts.get(groupOf(literal));
  return part !== undefined && literalHolds(literal, part);
}

class Search {
  /** Parts that nothing is demanded of, and that clauses were judged by. */
  readonly freeParts = new Map<GroupId, Part>();
  readonly #clauses: readonly Clause[];
  readonly #world: World;
  readonly #budget: Budget;

  constructor(clauses: readonly Clause[], world: World, budget: Budget) {
    this.#clauses = clauses;
    this.#world = world;
    this.#budget = budget;
  }

  run(demands: readonly Literal[]): Outcome {
    const start = this.#extend([], demands, base);
    return start.kind === 'found' ? this.#visit(start.state, base + 1) : start;
  }

  #visit(state: State, level: number): Outcome {
    const broken = this.#clauses.find((clause) => !this.#isMet(clause, state));
    if (broken === undefined) return { kind: 'found', state };
    if (!this.#budget.takeNode()) return { kind: 'gave-up' };
    const blamed = new Set<number>();
    let gaveUp = false;
    for (const alternative of broken) {
      const extended = this.#extend(state, alternative, level);
      const outcome = extended.kind === 'found' ? this.#visit(extended.state, level + 1) : extended;
      if (outcome.kind === 'found') return outcome;
      if (outcome.kind === 'gave-up') {
        gaveUp = true;
        continue;
      }
      // The decision here had no part in the failure: the other alternatives would fail the same way.
      if (!outcome.levels.has(level)) return outcome;
      for (const one of outcome.levels) if (one !== level) blamed.add(one);
    }
    return gaveUp ? { kind: 'gave-up' } : { kind: 'none', levels: blamed };
  }

  #isMet(clause: Clause, state: State): boolean {
    return clause.some((alternative) =>
      alternative.every((literal) => literalHolds(literal, this.#partOf(groupOf(literal), state))),
    );
  }

  #partOf(group: GroupId, state: State): Part {
    for (const known of state) if (known.group === group) return known.part;
    return this.freeParts.get(group) ?? this.#freePart(group);
  }

  #freePart(group: GroupId): Part {
    const found = findPart(group, [], this.#world, this.#budget);
    const part = found.kind === 'found' ? found.value : { context: {} };
    this.freeParts.set(group, part);
    return part;
  }

  /** Adds demands, group by group; keeps the part of a group that meets them already. */
  #extend(state: State, added: readonly Literal[], level: number): Outcome {
    const [only] = added;
    if (added.length === 1 && only !== undefined) return this.#addTo(groupOf(only), state, added, level);
    let next = state;
    const groups = added.map(groupOf);
    for (const [index, group] of groups.entries()) {
      if (groups.indexOf(group) !== index) continue;
      const literals = added.filter((_, i) => groups[i] === group);
      const outcome = this.#addTo(group, next, literals, level);
      if (outcome.kind !== 'found') return outcome;
      next = outcome.state;
    }
    return { kind: 'found', state: next };
  }

  #addTo(group: GroupId, state: State, added: readonly Literal[], level: number): Outcome {
    const at = state.findIndex((one) => one.group === group);
    const before = state[at] ?? null;
    const literals = before === null ? added : [...before.literals, ...added];
    const current = before === null ? this.freeParts.get(group) : before.part;
    if (current !== undefined && added.every((literal) => literalHolds(literal, current))) {
      return { kind: 'found', state: replaced(state, at, { group, literals, level, before, part: current }) };
    }
    const found = findPart(group, literals, this.#world, this.#budget);
    if (found.kind === 'gave-up') return found;
    if (found.kind === 'none') {
      return { kind: 'none', levels: new Set(found.core.map((index) => levelOf(index, before, level))) };
    }
    // A part that breaks its own demands is a bug in its solver: no answer is better than one built on it.
    if (!added.every((literal) => literalHolds(literal, found.value))) return { kind: 'gave-up' };
    return { kind: 'found', state: replaced(state, at, { group, literals, level, before, part: found.value }) };
  }
}

const replaced = (state: State, at: number, one: GroupState): State =>
  at === -1 ? [...state, one] : state.with(at, one);
