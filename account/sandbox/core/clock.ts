/** Time in the sandbox: that of the machine, or one that a test moves. */

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
  /** @param milliseconds how long; zero or less is over at once */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** The machine's clock. A sleeper does not keep the process alive. */
export const machineClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) =>
    new Promise((resolve) => {
      setTimeout(resolve, Math.max(0, milliseconds)).unref();
    }),
};

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

const turnsUntilQuiet = 3;

/** A clock that stands still until it is told otherwise. Sleepers wake in the order in which they are due. */
export class VirtualClock implements Clock {
  private time: number;
  private sleepers: readonly Sleeper[] = [];

  constructor(start: string) {
    this.time = Date.parse(start);
  }

  readonly now = (): number => this.time;

  readonly sleep = (milliseconds: number): Promise<void> =>
    milliseconds <= 0
      ? Promise.resolve()
      : new Promise((wake) => {
          this.sleepers = [...this.sleepers, { due: this.time + milliseconds, wake }];
        });

  /** Lets time pass, and waits after every sleeper that wakes until what it does has come to rest. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    await settle();
    while (this.wakeNext(end)) await settle();
    this.time = Math.max(this.time, end);
  }

  /** Lets time pass, sleeper by sleeper, until `work` is done. What waits for nothing but the machine costs no time here. */
  async drive<Result>(work: Promise<Result>): Promise<Result> {
    const state = { isDone: false };
    const done = (): void => {
      state.isDone = true;
    };
    work.then(done, done);
    await settle();
    while (!state.isDone) {
      this.wakeNext(Number.POSITIVE_INFINITY);
      await settle();
    }
    return work;
  }

  private wakeNext(latest: number): boolean {
    const next = this.sleepers.reduce<Sleeper | null>(
      (first, sleeper) => (first === null || sleeper.due < first.due ? sleeper : first),
      null,
    );
    if (next === null || next.due > latest) return false;
    this.sleepers = this.sleepers.filter((sleeper) => sleeper !== next);
    this.time = Math.max(this.time, next.due);
    next.wake();
    return true;
  }
}

/** A few turns of the event loop, with time for a loopback connection to bring its answer. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < turnsUntilQuiet; turn += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 1);
    });
  }
}
