// In: questions. Out: 'sat', 'unsat' or 'unknown', from z3 in a child process.
// Promise: a crash, a hang or a question without exact encoding is 'unknown' and costs no other question its answer;
// after `stop`, and when this process ends, no child is left behind.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { encode } from './encode.ts';
import { NotEncodable } from './question.ts';
import type { ChildProcess } from 'node:child_process';
import type { Answer, OracleQuestion } from './question.ts';

const WORKER = fileURLToPath(new URL('./worker.mjs', import.meta.url));
const TIME_LIMIT = 10_000;

interface Reply {
  readonly id: number;
  readonly answer: Answer;
  readonly problem: string | null;
}

interface Pending {
  readonly id: number;
  readonly settle: (answer: Answer, problem: string | null) => void;
}

export class Oracle {
  #child: ChildProcess | null = null;
  #pending: Pending | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #count = 0;
  #reason: string | null = null;

  static async start(): Promise<Oracle> {
    const oracle = new Oracle();
    await oracle.#spawn();
    return oracle;
  }

  /** Why the latest answer was 'unknown'. */
  get reason(): string | null {
    return this.#reason;
  }

  ask(question: OracleQuestion): Promise<Answer> {
    return this.#inTurn(() => {
      try {
        return this.#send(encode(question));
      } catch (error) {
        if (!(error instanceof NotEncodable)) throw error;
        this.#reason = error.message;
        return Promise.resolve('unknown');
      }
    });
  }

  /** The answer to SMT-LIB text; throws if it is ill-formed. */
  askText(text: string): Promise<Answer> {
    return this.#inTurn(() => this.#send(text));
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.ref();
    child.kill('SIGKILL');
    await gone;
  }

  /** Questions are answered one after the other. */
  #inTurn(work: () => Promise<Answer>): Promise<Answer> {
    const answer = this.#last.then(work);
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async #send(text: string): Promise<Answer> {
    const child = this.#child ?? (await this.#spawn());
    this.#count += 1;
    const id = this.#count;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), TIME_LIMIT);
      const settle = (answer: Answer, problem: string | null): void => {
        clearTimeout(timer);
        this.#pending = null;
        this.#reason = problem;
        if (problem?.startsWith('ill-formed')) reject(new Error(problem));
        else resolve(answer);
      };
      this.#pending = { id, settle };
      child.send({ id, text }, (error) => {
        if (error !== null) child.kill('SIGKILL');
      });
    });
  }

  /** The child keeps this process alive only until it is ready; afterwards the timer of a question does. */
  async #spawn(): Promise<ChildProcess> {
    const child = fork(WORKER, {
      execArgv: ['--stack-size=3900'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child = child;
    child.once('exit', () => {
      if (this.#child === child) this.#child = null;
      this.#pending?.settle('unknown', 'z3 crashed or took too long');
    });
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => {
        resolve();
      });
      child.once('exit', (code) => {
        reject(new Error(`the z3 process ended with code ${code ?? 'none'}`));
      });
    });
    child.on('message', (reply: Reply) => {
      if (this.#pending?.id === reply.id) this.#pending.settle(reply.answer, reply.problem);
    });
    child.unref();
    child.channel?.unref();
    return child;
  }
}
