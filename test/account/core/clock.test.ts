/** The clock that a test moves. */
import { expect, test } from '@jest/globals';
import { machineClock, VirtualClock } from '../../../account/sandbox/core/clock.ts';

const noon = '2026-03-01T12:00:00Z';

/** Sleepers that write down when they woke, in milliseconds after noon. */
function bedroom(clock: VirtualClock): {
  readonly woken: string[];
  readonly sleep: (name: string, milliseconds: number) => Promise<void>;
} {
  const woken: string[] = [];
  return {
    woken,
    sleep: async (name, milliseconds) => {
      await clock.sleep(milliseconds);
      woken.push(`${name} ${clock.now() - Date.parse(noon)}`);
    },
  };
}

test('time stands still', async () => {
  const clock = new VirtualClock(noon);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(clock.now()).toBe(Date.parse(noon));
});

test('sleepers wake in the order in which they are due, those due together in the order of lying down', async () => {
  const clock = new VirtualClock(noon);
  const { woken, sleep } = bedroom(clock);
  const all = [sleep('c', 30), sleep('a', 10), sleep('b', 20), sleep('a2', 10)];
  await clock.advance(20);
  expect(woken).toEqual(['a 10', 'a2 10', 'b 20']);
  expect(clock.now()).toBe(Date.parse(noon) + 20);
  await clock.advance(10);
  await Promise.all(all);
  expect(woken.at(-1)).toBe('c 30');
});

test('who sleeps again after waking is woken in the same advance', async () => {
  const clock = new VirtualClock(noon);
  const { woken, sleep } = bedroom(clock);
  const night = async (): Promise<void> => {
    await sleep('first', 10);
    await sleep('second', 10);
    await sleep('third', 10);
  };
  const slept = night();
  await clock.advance(25);
  expect(woken).toEqual(['first 10', 'second 20']);
  await clock.advance(5);
  await slept;
  expect(woken).toHaveLength(3);
});

test('no time at all is over at once', async () => {
  const clock = new VirtualClock(noon);
  await clock.sleep(0);
  await clock.sleep(-5);
  expect(clock.now()).toBe(Date.parse(noon));
});

test('driving lets as much time pass as the work needs, and no more', async () => {
  const clock = new VirtualClock(noon);
  const { woken, sleep } = bedroom(clock);
  const longSleep = sleep('other', 60_000);
  await expect(clock.drive(clock.sleep(1000).then(() => 'done'))).resolves.toBe('done');
  expect(clock.now()).toBe(Date.parse(noon) + 1000);
  expect(woken).toEqual([]);
  await clock.drive(longSleep);
});

test('driving hands on how the work fails', async () => {
  const clock = new VirtualClock(noon);
  const work = clock.sleep(10).then(() => Promise.reject(new Error('failed')));
  await expect(clock.drive(work)).rejects.toThrow('failed');
});

test('a sleep that is ended early lets no time pass', async () => {
  const clock = new VirtualClock(noon);
  const alarm = new AbortController();
  const slept = clock.sleep(60_000, alarm.signal);
  alarm.abort();
  await slept;
  await clock.drive(clock.sleep(120_000));
  expect(clock.now()).toBe(Date.parse(noon) + 120_000);
  await clock.sleep(1000, AbortSignal.abort());
});

test('time waits for work that takes the time of the machine', async () => {
  const clock = new VirtualClock(noon);
  const { woken, sleep } = bedroom(clock);
  const limit = sleep('limit', 1000);
  const step = (): Promise<void> => clock.during(() => new Promise((resolve) => setTimeout(resolve, 10)));
  const work = async (): Promise<string> => {
    for (let turn = 0; turn < 5; turn += 1) await step();
    return `after ${clock.now() - Date.parse(noon)} ms`;
  };
  await expect(clock.drive(clock.during(work))).resolves.toBe('after 0 ms');
  expect(woken).toEqual([]);
  await clock.drive(limit);
});

test('time does not wait for ever for work that shows no sign of life', async () => {
  const clock = new VirtualClock(noon);
  const never = clock.during(() => new Promise(() => undefined));
  await clock.advance(1000);
  expect(clock.now()).toBe(Date.parse(noon) + 1000);
  expect(never).toBeInstanceOf(Promise);
});

/** How many turns of the event loop driving takes. */
async function turnsOf(clock: VirtualClock, work: Promise<unknown>): Promise<number> {
  let turns = 0;
  const counter = setInterval(() => {
    turns += 1;
  }, 1);
  await clock.drive(work);
  clearInterval(counter);
  return turns;
}

test('time does not wait for the machine while all work sleeps, or waits for work that sleeps', async () => {
  const clock = new VirtualClock(noon);
  const sleeping = (): Promise<void> => clock.during(() => clock.sleep(1000));
  expect(await turnsOf(clock, Promise.all([sleeping(), clock.during(sleeping)]))).toBeLessThan(30);
});

test('time waits for work that is awake, though other work sleeps', async () => {
  const clock = new VirtualClock(noon);
  const { woken, sleep } = bedroom(clock);
  const sleeping = clock.during(() => sleep('other', 1000));
  const awake = (): Promise<number> =>
    new Promise((resolve) => {
      setTimeout(() => {
        resolve(clock.now());
      }, 15);
    });
  expect(await clock.drive(clock.during(awake))).toBe(Date.parse(noon));
  expect(woken).toEqual([]);
  await clock.drive(sleeping);
});

test("the machine's clock sleeps, and wakes early when told", async () => {
  const before = machineClock.now();
  await machineClock.sleep(2);
  expect(machineClock.now()).toBeGreaterThan(before);
  const alarm = new AbortController();
  const slept = machineClock.sleep(3_600_000, alarm.signal);
  alarm.abort();
  await expect(slept).resolves.toBeUndefined();
  await expect(machineClock.during(() => Promise.resolve(7))).resolves.toBe(7);
});
