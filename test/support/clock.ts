/**
 * A clock on which sleeping takes no real time. It stands still while anything is at work, and then goes to the next sleeper; for work that
 * waits for nothing but promises. The sandbox's `VirtualClock` also knows work that waits for the machine.
 */
import type { Clock } from '../../account/ports.ts';

export function patientClock(start = '2026-02-21T19:00:00Z'): Clock {
  let time = Date.parse(start);
  let sleepers: readonly { readonly due: number; readonly wake: () => void }[] = [];
  let isWaking = false;
  const wakeNext = (): void => {
    const due = Math.min(...sleepers.map((sleeper) => sleeper.due));
    const next = sleepers.find((sleeper) => sleeper.due === due);
    isWaking = next !== undefined;
    if (next === undefined) return;
    sleepers = sleepers.filter((sleeper) => sleeper !== next);
    time = Math.max(time, due);
    next.wake();
    setImmediate(wakeNext);
  };
  return {
    now: () => time,
    sleep: (milliseconds) =>
      new Promise((wake) => {
        sleepers = [...sleepers, { due: time + milliseconds, wake }];
        if (!isWaking) setImmediate(wakeNext);
        isWaking = true;
      }),
  };
}
