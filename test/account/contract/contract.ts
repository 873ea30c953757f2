/** The contract as tests, in the order in which they have to run: all share one API, so as not to strain an account's quotas. */
import { afterAll, beforeAll, test } from '@jest/globals';
import { automationClauses } from './clauses-automation.ts';
import { canaryClauses } from './clauses-canary.ts';
import { configClauses } from './clauses-config.ts';
import { deploymentClauses } from './clauses-deployment.ts';
import { emptyClauses, policylessClauses } from './clauses-empty.ts';
import { placeClauses } from './clauses-place.ts';
import { policyClauses } from './clauses-policy.ts';
import { readingClauses } from './clauses-reading.ts';
import { Inconclusive, type Clause, type Question } from './clause.ts';
import { questions } from './questions.ts';
import { addMethods, createSubject, removeSubject, type Account, type Subject } from './subject.ts';

const beforeMethods: readonly Clause[] = emptyClauses;
const afterMethods: readonly Clause[] = [
  ...policylessClauses,
  ...policyClauses,
  ...deploymentClauses,
  ...canaryClauses,
  ...readingClauses,
  ...configClauses,
  ...automationClauses,
  ...placeClauses,
];

export const clauses: readonly Clause[] = [...beforeMethods, ...afterMethods];
export { questions };

/** What differs between accounts: how one is come by, and what becomes of answers that prove nothing. */
export interface Trial {
  /** Makes the API's name its own. */
  readonly suffix: string;
  readonly open: () => Promise<Account>;
  /** Called before the API is created, and after it is gone. */
  readonly before: (account: Account) => Promise<void>;
  readonly close: (account: Account) => Promise<void>;
  /** Called before each test. */
  readonly pause: (account: Account) => Promise<void>;
  readonly inconclusive: (clause: Clause, reason: string) => void;
  readonly observed: (question: Question, answer: string) => void;
}

/** Declares the tests. */
export function contract(trial: Trial): void {
  const state: { account: Account | null; subject: Subject | null } = { account: null, subject: null };
  const subject = (): Subject => {
    if (state.subject === null) throw new Error('the API of the suite could not be created');
    return state.subject;
  };
  beforeAll(async () => {
    state.account = await trial.open();
    await trial.before(state.account);
    state.subject = await createSubject(state.account, trial.suffix);
  });
  afterAll(async () => {
    if (state.subject !== null) await removeSubject(state.subject);
    if (state.account !== null) await trial.close(state.account);
  });
  for (const clause of beforeMethods) declare(clause, subject, trial);
  test('the API gets its methods', () => addMethods(subject()));
  for (const clause of afterMethods) declare(clause, subject, trial);
  for (const question of questions)
    test(`${question.fact}? ${question.sentence}`, async () => {
      await trial.pause(subject());
      trial.observed(question, await question.ask(subject()));
    });
}

function declare(clause: Clause, subject: () => Subject, trial: Trial): void {
  test(`${clause.fact} ${clause.sentence}`, async () => {
    await trial.pause(subject());
    try {
      await clause.run(subject());
    } catch (error) {
      if (!(error instanceof Inconclusive)) throw error;
      trial.inconclusive(clause, error.message);
    }
  });
}
