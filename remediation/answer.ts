/**
 * One invocation of the function: the step's event in, a result with a status out, whatever happens. A failure is the status `failed` and a
 * line in the log; the runbook knows what follows from it.
 */
import type { Clock } from '../account/ports.ts';
import { readEvent, type StepEvent, type StepResult } from './event.ts';
import { runStep } from './steps.ts';
import type { StepAccount, Surroundings } from './surroundings.ts';

/** What an invocation leaves behind, one line each. */
export interface StepRecord {
  readonly level: 'INFO' | 'ERROR';
  readonly step: string;
  readonly status: string;
  readonly message: string;
  readonly durationMs: number;
  /** The stack of what was not foreseen. */
  readonly error?: string;
}

export type StepLog = (record: StepRecord) => void;

export interface Invocation extends Omit<Surroundings, 'account' | 'patience'> {
  readonly connect: () => Promise<StepAccount>;
  readonly clock: Clock;
  readonly log: StepLog;
  /** Milliseconds until the invocation ends. */
  readonly remaining: () => number;
}

/** Milliseconds that a step may go on for, less than the runbook gives it: Automation waits five minutes at the most. */
const timeLimit = 270_000;
/** The clean-up after a cancellation has two minutes in all. */
const timeLimitOfRollBack = 100_000;

/** What is kept of an invocation's time, for the answer. */
const reserve = 10_000;

export async function answer(value: unknown, invocation: Invocation): Promise<StepResult> {
  const { clock, log } = invocation;
  const began = clock.now();
  const read = readEvent(value);
  const step = read.kind === 'event' ? read.event.step : 'unknown';
  const finish = (level: StepRecord['level'], result: StepResult, error?: unknown): StepResult => {
    const { status, message } = result;
    const stack = error instanceof Error ? { error: error.stack ?? error.message } : {};
    log({ level, step, status, message, durationMs: clock.now() - began, ...stack });
    return result;
  };
  if (read.kind === 'problems')
    return finish('ERROR', { status: 'failed', message: `not an event of the runbook: ${read.problems.join('; ')}` });
  try {
    const result = await work(read.event, invocation);
    return finish(result.status === 'failed' || result.status === 'incomplete' ? 'ERROR' : 'INFO', result);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return finish('ERROR', { status: 'failed', message }, error);
  }
}

async function work(event: StepEvent, invocation: Invocation): Promise<StepResult> {
  const { clock, connect, remaining, exemptTag, ruleFunctionArn } = invocation;
  const limit = event.step === 'RollBack' ? timeLimitOfRollBack : timeLimit;
  const time = Math.min(limit, remaining() - reserve);
  const patience = { clock, deadline: clock.now() + time, seed: seedOf(event) };
  return runStep(event, { account: await connect(), patience, exemptTag, ruleFunctionArn });
}

/** Executions that wait for the same thing wait for different times. */
const seedOf = (event: StepEvent): string => JSON.stringify(event);
