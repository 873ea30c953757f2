/** `aws:sleep`. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-sleep.html */
import { parseDuration, parseInstant } from '../../runbook/duration.ts';
import { badInput } from '../failure.ts';
import { noOutputs, type ActionRun, type ActionRunner } from '../run.ts';

/** Seconds. */
const longest = 604_799;

export const sleep: ActionRunner = async (run) => {
  await run.execution.start.region.world.clock.sleep(secondsOf(run) * 1000, run.signal);
  return noOutputs;
};

function secondsOf({ execution, record: { inputs } }: ActionRun): number {
  const { Duration, Timestamp } = inputs;
  const instant = typeof Timestamp === 'string' ? parseInstant(Timestamp) : undefined;
  const fromNow = instant === undefined ? undefined : Math.max(0, (instant - execution.now().getTime()) / 1000);
  const seconds = typeof Duration === 'string' ? parseDuration(Duration) : fromNow;
  if (seconds === undefined) throw badInput(`${JSON.stringify(inputs)} is no duration and no instant in ISO 8601`);
  if (seconds > longest) throw badInput(`${seconds} seconds are more than the ${longest} that aws:sleep takes`);
  return seconds;
}
