/** The command line at an account of the sandbox, over HTTP and on the sandbox's clock, beside the real runbook. */
import { connect } from '../../account/live/connect.ts';
import type { Call } from '../../account/sandbox/core/world.ts';
import type { Aws } from '../../cli/aws.ts';
import { startRunbookBench, type RunbookBench } from './runbook-bench.ts';
import { homeRegion, type TestSandbox } from './sandbox.ts';
import { runCli, type Files, type Ran } from './terminal.ts';

/** @param region what the environment names; null: none */
export const awsOf = (
  { endpoint, clock }: Pick<TestSandbox, 'endpoint'> & Pick<Aws, 'clock'>,
  accountId: string,
  region: string | null = homeRegion,
): Aws => ({
  region: () => region,
  clock,
  connect: (chosen) => {
    const credentials = { accessKeyId: accountId, secretAccessKey: 'sandbox' };
    return connect({ region: chosen, endpoint, credentials, clock, maxAttempts: 3 });
  },
});

export interface CliBench extends RunbookBench {
  readonly aws: Aws;
  /** Runs a command while time passes. */
  readonly cli: (args: readonly string[], files?: Files, aws?: Aws) => Promise<Ran>;
  /** What is called from now on. */
  readonly callsSince: () => () => readonly Call[];
}

export async function startCliBench(): Promise<CliBench> {
  const bench = await startRunbookBench();
  const { sandbox, apis } = bench;
  const { calls } = sandbox.world;
  const own = awsOf(sandbox, apis.accountId);
  return {
    ...bench,
    aws: own,
    cli: async (args, files = {}, aws = own) => {
      // So that no rate limit is in the way, whatever was called before.
      await sandbox.clock.advance(10_000);
      return sandbox.clock.drive(runCli(args, files, { aws }));
    },
    callsSince: () => {
      const before = calls.length;
      return () => calls.slice(before);
    },
  };
}

/** Whether a call changes nothing. */
export const isRead = ({ operation }: Call): boolean => /^(?:Get|Describe|List)/.test(operation);
