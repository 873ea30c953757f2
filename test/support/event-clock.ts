/** A clock for work in memory: time goes on to the next sleeper as soon as nothing else is left to do. */
import type { Clock } from '../../account/ports.ts';

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

export class EventClock implements Clock {
  private time = Date.parse('2026-03-01T12:00:00Z');
  private sleepers: readonly Sleeper[] = [];

  readonly now = (): number => this.time;

  readonly sleep = (milliseconds: number): Promise<void> =>
    new Promise((wake) => {
      this.sleepers = [...this.sleepers, { due: this.time + milliseconds, wake }];
    });

  /** Lets time pass until the work, which waits for nothing but this clock, is done. */
  async drive<Result>(work: Promise<Result>): Promise<Result> {
    await quiet();
    while (this.sleepers.length > 0) {
      const due = Math.min(...this.sleepers.map((sleeper) => sleeper.due));
      const awake = this.sleepers.filter((sleeper) => sleeper.due === due);
      this.sleepers = this.sleepers.filter((sleeper) => sleeper.due !== due);
      this.time = due;
      for (const { wake } of awake) wake();
      await quiet();
    }
    return work;
  }
}

/** All promises that can be settled are. */
const quiet = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
