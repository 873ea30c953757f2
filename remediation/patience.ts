/**
 * Calls that may fail before or after their effect. Whoever gets no answer reads again to find out, instead of guessing; whoever is told
 * to slow down waits, within the step's time. Reading takes the same way.
 */
import { AccountFault, type Clock, type ReadApis } from '../account/ports.ts';

/** How long a step may take, and who waits. */
export interface Patience {
  readonly clock: Clock;
  /** Milliseconds since 1970-01-01T00:00Z: nothing is begun anew after it. */
  readonly deadline: number;
  /** Any text of this remediation's own; it spreads those out who wait for the same thing. */
  readonly seed: string;
}

/** CreateDeployment is taken once in five seconds: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const shortestWait = 5000;
const spread = 5000;
const afterSilence = 1000;

/** @throws AccountFault when there is no answer in time, or one that waiting does not change */
export async function patiently<Answer>(read: () => Promise<Answer>, patience: Patience): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await read();
    } catch (error) {
      await waitOrThrow(error, attempt, patience);
    }
  }
}

const mostReads = 3;

/**
 * Reads that follow each other, begun anew when a stage went in between: an execution beside this one takes its preview stage away.
 * @throws AccountFault `not-found` when it keeps coming
 */
export async function steadily<Answer>(read: () => Promise<Answer>, { clock }: Patience): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await read();
    } catch (error) {
      const isGone = error instanceof AccountFault && error.reason === 'not-found';
      if (!isGone || attempt === mostReads) throw error;
      await clock.sleep(afterSilence);
    }
  }
}

/** What is asked of one API. */
export type Reads = Omit<ReadApis, 'restApis'>;

/** The same account, whose reads are repeated while it is busy or silent. */
export const patient = <Account extends Reads>(account: Account, patience: Patience): Account => ({
  ...account,
  restApi: (id) => patiently(() => account.restApi(id), patience),
  stages: (id) => patiently(() => account.stages(id), patience),
  methods: (id) => patiently(() => account.methods(id), patience),
  servedBy: (id, stage) => patiently(() => account.servedBy(id, stage), patience),
  deployedMethods: (id, deployment) => patiently(() => account.deployedMethods(id, deployment), patience),
});

export interface Change {
  /** May fail before or after its effect, and is tried again only while the effect is missing. */
  readonly make: () => Promise<unknown>;
  /** Whether the effect is there. */
  readonly isMade: () => Promise<boolean>;
}

/**
 * Makes a change once, however often its answer is lost.
 * @throws AccountFault when it cannot be made, or not in time
 */
export async function bringAbout({ make, isMade }: Change, patience: Patience): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await make();
      return;
    } catch (error) {
      if (await patiently(isMade, patience)) return;
      await waitOrThrow(error, attempt, patience);
    }
  }
}

async function waitOrThrow(error: unknown, attempt: number, { clock, deadline, seed }: Patience): Promise<void> {
  const wait = waitFor(error, attempt, seed);
  if (wait === null || clock.now() + wait > deadline) throw error;
  await clock.sleep(wait);
}

/** Null: waiting does not help. */
function waitFor(error: unknown, attempt: number, seed: string): number | null {
  if (!(error instanceof AccountFault)) return null;
  switch (error.reason) {
    case 'throttled':
      return shortestWait + (spreadOf(`${seed} ${attempt}`) % spread);
    case 'conflict':
    case 'unavailable':
      return afterSilence * Math.min(attempt, 5);
    case 'denied':
    case 'not-found':
    case 'refused':
      return null;
  }
}

/** The same text gives the same number (FNV-1a). */
function spreadOf(text: string): number {
  let sum = 0x811c9dc5;
  for (const letter of text) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return sum;
}
