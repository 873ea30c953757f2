/**
 * Executions take turns: a hundred run, others wait until one of them ends.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/adaptive-concurrency.html
 */
import { regional, type Region } from '../../core/world.ts';
import { refusal } from '../errors.ts';
import { executions, type Execution, type Status } from './execution.ts';
import type { Exit } from './exit.ts';
import { internalError } from './failure.ts';
import { BreakDown, walk } from './walk.ts';

const mostRunning = 100;
const mostQueued = 1000;

class Queue {
  running = 0;
  queued: readonly Execution[] = [];
}

const queues = regional(() => new Queue());

/**
 * Runs the execution in the background, now or when its turn has come.
 * @throws ServiceError AutomationExecutionLimitExceededException, with nothing changed
 */
export function enqueue(execution: Execution): void {
  const { region, id } = execution.start;
  const queue = queues(region);
  if (queue.queued.length >= mostQueued)
    throw refusal(
      'AutomationExecutionLimitExceededException',
      'The number of simultaneously running Automation executions exceeded the allowable limit.',
    );
  executions(region).set(id, execution);
  queue.queued = [...queue.queued, execution];
  next(region);
}

function next(region: Region): void {
  const queue = queues(region);
  const [first, ...others] = queue.queued;
  if (first === undefined || queue.running >= mostRunning) return;
  queue.queued = others;
  queue.running += 1;
  region.world.background(async () => {
    await automate(first);
    queue.running -= 1;
    next(region);
  });
}

/** From the first step to the end. What breaks down in the sandbox fails the execution, and shows in its message. */
async function automate(execution: Execution): Promise<void> {
  if (execution.isOver()) return;
  execution.status = 'InProgress';
  const { steps } = execution.start.runbook;
  try {
    const exit = await walk(execution, steps, steps[0]?.name ?? '', null);
    execution.end(finalStatus(execution, exit));
  } catch (error) {
    const reason =
      error instanceof BreakDown ? '' : error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    execution.critical = { status: 'Failed', message: internalError(reason) };
    execution.breakDown();
  }
}

/** A critical step that failed, or ran out of time, counts, whatever came after it. */
function finalStatus({ stop, critical }: Execution, { kind }: Exit): Status {
  if (stop === 'Cancel') return 'Cancelled';
  if (kind === 'left') throw new Error('a runbook leads to a step that it does not have');
  return critical?.status ?? 'Success';
}
