/** One invocation: event in, evaluations out, and a line about how it went, whatever its end. */
import type { Clock } from '../account/ports.ts';
import type { InvocationRecord, Log } from './log.ts';
import { parseEvent, type RuleEvent } from './event.ts';
import { parseParameters } from './parameters.ts';
import { Reporter, type Tally } from './reporter.ts';
import { messageOf, RunFailure } from './run-failure.ts';
import { run, type RunAccount } from './run.ts';

/** Whose account, and as which role. */
export interface ConnectRequest {
  readonly region: string;
  readonly accountId: string;
  readonly assumeRole?: { readonly roleArn: string; readonly sessionName: string };
}

export interface Invocation {
  readonly connect: (request: ConnectRequest) => Promise<RunAccount>;
  readonly log: Log;
  readonly clock: Clock;
  /** For one function that serves many accounts: the role of this name in the event's account makes all calls. Null: the function's own. */
  readonly assumeRoleName: string | null;
  /** Milliseconds until the invocation ends. */
  readonly remaining: () => number;
}

/** @throws EventError, ParameterError, AccountFault, RunFailure: Lambda tries again, and then gives up loudly */
export async function invoke(value: unknown, invocation: Invocation): Promise<void> {
  const { log, clock } = invocation;
  const began = clock.now();
  const progress: Progress = { event: null, tally: { evaluated: 0, nonCompliant: 0, undecided: 0 } };
  try {
    await work(value, invocation, progress);
  } catch (error) {
    log.finished(recordOf(progress, failuresIn(error), messageOf(error), clock.now() - began));
    throw error;
  }
  log.finished(recordOf(progress, 0, null, clock.now() - began));
}

/** How far an invocation came. */
interface Progress {
  event: RuleEvent | null;
  tally: Tally;
}

async function work(value: unknown, invocation: Invocation, progress: Progress): Promise<void> {
  const { connect, log, clock, assumeRoleName, remaining } = invocation;
  const event = parseEvent(value);
  progress.event = event;
  const parameters = parseParameters(event.ruleParameters);
  const account = await connect(connectRequest(event, assumeRoleName));
  const reporter = new Reporter(event, account.compliance, log);
  progress.tally = reporter.tally;
  await run({ event, parameters, account, reporter, clock, remaining });
}

/** With the path, if it has one. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const roleName = /^(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/;

function connectRequest({ place, accountId }: RuleEvent, assumeRoleName: string | null): ConnectRequest {
  const own = { region: place.region, accountId };
  if (assumeRoleName === null) return own;
  if (!roleName.test(assumeRoleName))
    throw new Error(`ASSUME_ROLE_NAME is \`${assumeRoleName}\`: expected the name of a role, not its ARN`);
  const roleArn = `arn:${place.partition}:iam::${accountId}:role/${assumeRoleName}`;
  return { ...own, assumeRole: { roleArn, sessionName: 'private-api-guard' } };
}

const failuresIn = (error: unknown): number => (error instanceof RunFailure ? error.count : 1);

function recordOf(
  { event, tally }: Progress,
  failures: number,
  error: string | null,
  durationMs: number,
): InvocationRecord {
  return {
    configRuleName: event?.configRuleName ?? null,
    accountId: event?.accountId ?? null,
    trigger: event?.trigger.kind ?? null,
    ...tally,
    failures,
    durationMs,
    error,
  };
}
