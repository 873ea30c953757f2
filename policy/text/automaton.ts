/**
 * Emptiness with a witness, exactly: is there a text in all of some sets and in none of some others? A breadth-first walk
 * over the product of lazily built deterministic automata, so the text found is a shortest one.
 */
import { alphabetOf } from './charclass.ts';
import type { Budget } from './budget.ts';
import { advance, skipStars, tokensOf, type Pattern, type Token } from './pattern.ts';
import type { TextSet } from './textset.ts';

interface State {
  /** For each pattern of the set, the positions it can be at. */
  readonly positions: readonly (readonly number[])[];
  readonly accepting: boolean;
  /** Nothing that follows is accepted. */
  readonly dead: boolean;
  /** Everything that follows is accepted. */
  readonly full: boolean;
  readonly next: Map<number, State>;
}

/** The lazily built deterministic automaton of a union of patterns. */
class Automaton {
  readonly start: State;
  readonly negated: boolean;
  readonly #tokens: readonly (readonly Token[])[];
  readonly #states = new Map<string, State>();

  constructor(set: TextSet) {
    this.negated = set.negated;
    this.#tokens = set.patterns.map((pattern: Pattern) => tokensOf(pattern));
    this.start = this.#state(this.#tokens.map((tokens) => keepFromLastStar(tokens, skipStars(tokens, [0]))));
  }

  symbols(): Iterable<Token['symbol']> {
    return this.#tokens.flat().map((token) => token.symbol);
  }

  step(state: State, code: number): State {
    const known = state.next.get(code);
    if (known !== undefined) return known;
    const next = this.#state(
      state.positions.map((positions, i) => {
        const tokens = this.#tokens[i] ?? [];
        return keepFromLastStar(tokens, advance(tokens, positions, code));
      }),
    );
    state.next.set(code, next);
    return next;
  }

  #state(positions: readonly (readonly number[])[]): State {
    const key = positions.map((one) => one.join(',')).join(';');
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const state: State = {
      positions,
      accepting: positions.some((one, i) => one.at(-1) === this.#tokens[i]?.length),
      dead: positions.every((one) => one.length === 0),
      full: positions.some((one, i) => one.some((at) => isEndlessStar(this.#tokens[i] ?? [], at))),
      next: new Map(),
    };
    this.#states.set(key, state);
    return state;
  }
}

const isEndlessStar = (tokens: readonly Token[], at: number): boolean =>
  isAnyStar(tokens[at]) && at === tokens.length - 1;
const isAnyStar = (token: Token | undefined): boolean => token?.star === true && token.symbol === 'any';

/** INVARIANT: whatever is accepted from a position before an any-star is accepted from the star too, so the earlier ones can go. */
function keepFromLastStar(tokens: readonly Token[], positions: readonly number[]): readonly number[] {
  const star = positions.findLastIndex((at) => isAnyStar(tokens[at]));
  return star > 0 ? positions.slice(star) : positions;
}

interface Node {
  readonly states: readonly State[];
  readonly before: Node | null;
  readonly code: number;
}

/** A shortest text in every set; null: there is none; undefined: the budget ran out. */
export function shortestText(sets: readonly TextSet[], budget: Budget): string | null | undefined {
  return new Walk(sets, budget).run();
}

/** Level by level, every combination of states at most once. */
class Walk {
  readonly #automata: readonly Automaton[];
  readonly #alphabet: readonly number[];
  readonly #budget: Budget;
  readonly #seen = new Set<string>();
  readonly #ids = new Map<State, number>();

  constructor(sets: readonly TextSet[], budget: Budget) {
    this.#automata = sets.map((set) => new Automaton(set));
    this.#alphabet = alphabetOf(this.#automata.flatMap((automaton) => [...automaton.symbols()]));
    this.#budget = budget;
  }

  run(): string | null | undefined {
    let level: readonly Node[] = [
      { states: this.#automata.map((automaton) => automaton.start), before: null, code: 0 },
    ];
    while (level.length > 0) {
      const following: Node[] = [];
      for (const node of level) {
        if (this.#isAccepted(node.states)) return textOf(node);
        if (!this.#budget.takeSteps(this.#alphabet.length * this.#automata.length)) return undefined;
        following.push(...this.#successors(node));
      }
      level = following;
    }
    return null;
  }

  #successors(node: Node): readonly Node[] {
    const nodes: Node[] = [];
    for (const code of this.#alphabet) {
      const states = node.states.map((state, i) => this.#automata[i]?.step(state, code) ?? state);
      if (this.#isHopeless(states) || this.#isKnown(states)) continue;
      nodes.push({ states, before: node, code });
    }
    return nodes;
  }

  #isAccepted(states: readonly State[]): boolean {
    return states.every((state, i) => state.accepting !== this.#automata[i]?.negated);
  }

  #isHopeless(states: readonly State[]): boolean {
    return states.some((state, i) => (this.#automata[i]?.negated === true ? state.full : state.dead));
  }

  #isKnown(states: readonly State[]): boolean {
    const key = states.map((state) => this.#idOf(state)).join(' ');
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    return false;
  }

  #idOf(state: State): number {
    const id = this.#ids.get(state) ?? this.#ids.size;
    this.#ids.set(state, id);
    return id;
  }
}

function textOf(node: Node): string {
  let text = '';
  for (let at: Node = node; at.before !== null; at = at.before) text = String.fromCharCode(at.code) + text;
  return text;
}
