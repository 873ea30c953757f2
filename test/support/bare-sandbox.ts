/** A sandbox for one test, on a clock that the test moves, without SDK clients: loading all of them takes a test half a second. */
import { VirtualClock } from '../../account/sandbox/core/clock.ts';
import { startSandbox, type Sandbox } from '../../account/sandbox/sandbox.ts';
import { judge } from '../../cli/sandbox/judge.ts';

export interface TestSandbox extends Sandbox {
  readonly clock: VirtualClock;
}

export async function startTestSandbox(): Promise<TestSandbox> {
  const clock = new VirtualClock('2026-03-01T12:00:00Z');
  return { clock, ...(await startSandbox({ judge, clock })) };
}

export const homeAccount = '111122223333';
export const homeRegion = 'eu-west-1';

/** What the configuration of every client has in common. */
export interface ClientOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
}

/** For a client that tries once: a test sees the first answer. */
export const clientOptions = (
  { endpoint }: Pick<Sandbox, 'endpoint'>,
  accountId = homeAccount,
  region = homeRegion,
): ClientOptions => ({
  endpoint,
  region,
  credentials: { accessKeyId: accountId, secretAccessKey: 'sandbox' },
  maxAttempts: 1,
});
