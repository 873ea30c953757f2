/** What makes a text unreadable as a policy, with its place. */

export interface Problem {
  /** JSON path of the place, `$` for the whole text. */
  readonly path: string;
  readonly message: string;
  /** Both count from 1; only for problems of the text itself. */
  readonly line?: number;
  readonly column?: number;
}

/** One line for people: position first, then path, then message. */
export function describeProblem(problem: Problem): string {
  const position = problem.line === undefined ? '' : `line ${problem.line}, column ${problem.column ?? 1}: `;
  return `${position}${problem.message} (at ${problem.path})`;
}
