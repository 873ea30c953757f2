/**
 * How fast a scheduled run reads. API Gateway takes 10 calls a second from an account, all its users together, and 5 of GetResources in
 * two seconds: a run that took them all would starve deployments. Also the deadline: no call is begun that time may run out for.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
import type { Clock, ReadApis } from '../account/ports.ts';

/** The invocation ends too soon for another call. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

/** Of API Gateway's 10 calls a second, and of its 2.5 calls of GetResources. Those wait twice, so up to 9 calls fall into a second. */
const [callsPerSecond, methodCallsPerSecond] = [7, 2];

/** What is left for reporting, in milliseconds. */
export const reportingTime = 30_000;

/** Time is looked at so often, in milliseconds: nobody is to wake an hour late on a clock that was moved. */
const heartbeat = 1000;

/**
 * Ends when `reportingTime` is left, so that calls that hang keep nobody from reporting what is done.
 * @param remaining milliseconds until the invocation ends
 * @param isOver nobody waits for it any more
 */
export async function reportingIsDue(clock: Clock, remaining: () => number, isOver: () => boolean): Promise<void> {
  while (!isOver() && remaining() > reportingTime) await clock.sleep(Math.min(heartbeat, remaining() - reportingTime));
}

/**
 * The same reads at a bounded pace.
 * @param remaining milliseconds until the invocation ends
 * @returns reads that throw OutOfTime when less than `reportingTime` would be left
 */
export function paced(account: ReadApis, clock: Clock, remaining: () => number): ReadApis {
  const turn = turns(callsPerSecond, clock, remaining);
  const methodTurn = turns(methodCallsPerSecond, clock, remaining);
  return {
    restApi: after(turn, account.restApi),
    restApis: async function* () {
      for await (const page of account.restApis()) {
        yield page;
        await turn();
      }
    },
    stages: after(turn, account.stages),
    methods: after(turn, after(methodTurn, account.methods)),
    servedBy: after(turn, account.servedBy),
    deployedMethods: after(turn, account.deployedMethods),
  };
}

const after =
  <Asked extends readonly unknown[], Answer>(
    turn: () => Promise<void>,
    call: (...asked: Asked) => Promise<Answer>,
  ): ((...asked: Asked) => Promise<Answer>) =>
  async (...asked) => {
    await turn();
    return call(...asked);
  };

/** A queue in which whoever waits is let go at even intervals. */
function turns(perSecond: number, clock: Clock, remaining: () => number): () => Promise<void> {
  const interval = 1000 / perSecond;
  let next = clock.now();
  return async () => {
    const wait = Math.max(0, next - clock.now());
    if (remaining() - wait < reportingTime)
      throw new OutOfTime('the invocation ends too soon for another call: give the function more time');
    next = Math.max(next, clock.now()) + interval;
    await clock.sleep(wait);
  };
}

/** Works on all items, at most `width` of them at a time, in their order. @param work throws nothing */
export async function inParallel<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
