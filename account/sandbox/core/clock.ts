/** Time in the sandbox: that of the machine, or one that a test moves. */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
  /**
   * @param milliseconds how long; zero or less is over at once
   * @param signal ends the sleep early, without an error
   */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Says that this work takes the machine's time, such as a function that waits for answers over HTTP. */
  readonly during: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/** The machine's clock. A sleeper does not keep the process alive. */
export const machineClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, milliseconds)).unref();
      whenAborted(signal, () => {
        clearTimeout(timer);
        resolve();
      });
    }),
  during: (work) => work(),
};

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** Work that takes the machine's time. */
interface AtWork {
  /** How many sleeps, and pieces of work that it has begun, it waits for; with none of them it may wait for the machine. */
  waits: number;
}

/** Turns of the event loop without a sign of life after which nothing more is to be expected. */
const turnsUntilQuiet = 3;
/** The same while some work may wait for the machine. */
const turnsOfPatience = 40;

/** A clock that stands still until it is told otherwise. Sleepers wake in the order in which they are due. */
export class VirtualClock implements Clock {
  private time: number;
  private sleepers: readonly Sleeper[] = [];
  private signsOfLife = 0;
  private readonly atWork = new Set<AtWork>();
  private readonly current = new AsyncLocalStorage<AtWork>();

  constructor(start: string) {
    this.time = Date.parse(start);
  }

  readonly now = (): number => this.time;

  readonly sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    milliseconds <= 0 ? Promise.resolve() : this.waiting(this.asleep(milliseconds, signal));

  /** Time waits for such work as long as it shows signs of life: that it sleeps, starts other work, or ends. */
  readonly during = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const started: AtWork = { waits: 0 };
    this.atWork.add(started);
    this.signsOfLife += 1;
    try {
      return await this.waiting(this.current.run(started, work));
    } finally {
      this.atWork.delete(started);
      this.signsOfLife += 1;
    }
  };

  private asleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((wake) => {
      const sleeper = { due: this.time + milliseconds, wake };
      this.sleepers = [...this.sleepers, sleeper];
      this.signsOfLife += 1;
      whenAborted(signal, () => {
        this.sleepers = this.sleepers.filter((other) => other !== sleeper);
        wake();
      });
    });
  }

  /** The work that asks for it, if any, does not wait for the machine meanwhile. */
  private async waiting<Result>(what: Promise<Result>): Promise<Result> {
    const work = this.current.getStore();
    if (work === undefined) return what;
    work.waits += 1;
    try {
      return await what;
    } finally {
      work.waits -= 1;
    }
  }

  /** Lets time pass, and waits after every sleeper that wakes until what it does has come to rest. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    await this.settle();
    while (this.wakeNext(end)) await this.settle();
    this.time = Math.max(this.time, end);
  }

  /** Lets time pass, sleeper by sleeper, until `work` is done. What waits for nothing but the machine costs no time here. */
  async drive<Result>(work: Promise<Result>): Promise<Result> {
    const state = { isDone: false };
    const done = (): void => {
      state.isDone = true;
    };
    work.then(done, done);
    await this.settle();
    while (!state.isDone) {
      this.wakeNext(Number.POSITIVE_INFINITY);
      await this.settle();
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

  /** Turns of the event loop until all is quiet, with time for a loopback connection to bring its answer. */
  private async settle(): Promise<void> {
    let seen = this.signsOfLife;
    for (let quiet = 0; quiet < (this.mayWaitForMachine() ? turnsOfPatience : turnsUntilQuiet); quiet += 1) {
      await turn();
      if (seen !== this.signsOfLife) quiet = 0;
      seen = this.signsOfLife;
    }
  }

  private mayWaitForMachine(): boolean {
    return [...this.atWork].some(({ waits }) => waits === 0);
  }
}

function whenAborted(signal: AbortSignal | undefined, act: () => void): void {
  if (signal?.aborted === true) act();
  else signal?.addEventListener('abort', act, { once: true });
}

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 1);
  });
