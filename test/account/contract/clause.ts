/** What the contract with AWS consists of: clauses, each with the fact of docs/aws-facts.md that it checks, and questions nobody answers. */
import type { Subject } from './subject.ts';

export interface Clause {
  /** Its number in docs/aws-facts.md, such as `C8.1`. */
  readonly fact: string;
  readonly sentence: string;
  /** Expects what the fact says. @throws Inconclusive when this account cannot show it */
  readonly run: (subject: Subject) => Promise<void>;
}

/** Something that AWS does not document, and that a real account can answer. */
export interface Question {
  /** Its number in docs/aws-facts.md, such as `E2`. */
  readonly fact: string;
  readonly sentence: string;
  /** What was seen, in words. */
  readonly ask: (subject: Subject) => Promise<string>;
  /** What the sandbox does, as the page says. */
  readonly inSandbox: string;
}

/** The account is not made for this clause: it lacks a recorder, say. */
export class Inconclusive extends Error {
  override readonly name = 'Inconclusive';
}

export const clause = (fact: string, sentence: string, run: Clause['run']): Clause => ({ fact, sentence, run });

export const question = (fact: string, sentence: string, inSandbox: string, ask: Question['ask']): Question => ({
  fact,
  sentence,
  inSandbox,
  ask,
});
