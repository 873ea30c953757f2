/**
 * A step with an action of its own, from its first attempt to its result.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-handling-timeouts.html
 */
import { ServiceError } from '../../core/errors.ts';
import { runners, timeLimits, type PlainAction } from './actions/runners.ts';
import type { Execution, StepRecord } from './execution.ts';
import type { Result } from './exit.ts';
import { badInput, StepFailure, timedOut } from './failure.ts';
import { resolvedInputs } from './scope.ts';

/** Attempts follow each other without a pause: AWS documents none. Inputs that cannot be resolved end the step at once. */
export async function attempts(execution: Execution, record: StepRecord, action: PlainAction): Promise<Result> {
  try {
    record.inputs = resolvedInputs(record.step.inputs, execution);
  } catch (error) {
    return failed(error);
  }
  const { maxAttempts = 1 } = record.step;
  let result = await attempt(execution, record, action);
  for (let count = 1; count < maxAttempts && 'failure' in result; count += 1)
    result = await attempt(execution, record, action);
  return result;
}

async function attempt(execution: Execution, record: StepRecord, action: PlainAction): Promise<Result> {
  const { clock } = execution.start.region.world;
  const { signal: cancelled } = execution.interruption;
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, cancelled]);
  const seconds = secondsOf(record, action);
  const ends = [
    whenAborted(cancelled, over.signal),
    ...(seconds === undefined ? [] : [clock.sleep(seconds * 1000, signal)]),
  ];
  try {
    const outputs = await Promise.race([
      runners[action]({ execution, record, signal }),
      ...ends.map((end) => end.then(() => null)),
    ]);
    if (cancelled.aborted) return { status: 'Cancelled' };
    return outputs === null ? failed(timedOut()) : { status: 'Success', outputs };
  } catch (error) {
    return cancelled.aborted ? { status: 'Cancelled' } : failed(error);
  } finally {
    over.abort();
  }
}

function secondsOf({ step }: StepRecord, action: PlainAction): number | undefined {
  const { usual, most = Number.POSITIVE_INFINITY } = timeLimits[action];
  const seconds = step.timeoutSeconds ?? usual;
  return seconds === undefined ? undefined : Math.min(seconds, most);
}

/** What refuses resolved inputs speaks as it does of a document. @throws any error of the sandbox itself */
function failed(error: unknown): Result {
  const failure = error instanceof ServiceError ? badInput(error.message) : error;
  if (failure instanceof StepFailure) return { status: failure.status, failure };
  throw error;
}

/** @param over forgets about it */
const whenAborted = (signal: AbortSignal, over: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    const done = (): void => {
      resolve();
    };
    signal.addEventListener('abort', done, { once: true, signal: over });
  });
