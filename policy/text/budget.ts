/** What one question may cost. Counted, not timed: the same question ends the same way on every machine. */
export interface BudgetLimits {
  /** Choices tried by the search. */
  readonly nodes: number;
  /** Automaton transitions. */
  readonly steps: number;
}

export const standardLimits: BudgetLimits = { nodes: 20_000, steps: 400_000 };

export class Budget {
  #nodes: number;
  #steps: number;

  constructor(limits: BudgetLimits) {
    this.#nodes = limits.nodes;
    this.#steps = limits.steps;
  }

  /** False when nothing is left. */
  takeNode(): boolean {
    this.#nodes -= 1;
    return this.#nodes >= 0;
  }

  /** False when nothing is left. */
  takeSteps(count: number): boolean {
    this.#steps -= count;
    return this.#steps >= 0;
  }
}
