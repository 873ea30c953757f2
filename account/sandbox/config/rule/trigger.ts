/**
 * When a rule runs: on a change of a resource in its scope, on a schedule, when it is put, and on demand.
 * https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config-rules.html
 */
import { regional, type Region } from '../../core/world.ts';
import { historyOf } from '../recorder/history.ts';
import type { ConfigurationItem } from '../recorder/item.ts';
import { recorderOf } from '../recorder/recorder.ts';
import { keyText } from '../resource-key.ts';
import { isChangeTriggered, millisecondsOf, type Frequency } from './definition.ts';
import { send } from './invoke.ts';
import { changeMessage, scheduledMessage } from './invoking-event.ts';
import { rulesOf, type Rule, type RuleRecord } from './rules.ts';
import { isInScope } from './scope.ts';

/** An item whose message is longer than this many bytes is announced by a summary. A test may set it. */
export const notificationLimitOf = regional(() => ({ bytes: 256 * 1024 }));

/** Lets the rules of a Region hear of what its recorder records. Called when the first rule is put. */
export const listenOnce = regional((region) => {
  recorderOf(region).onItem((item) => {
    for (const rule of rulesOf(region).all()) void tell(region, rule, item);
  });
  return { isListening: true };
});

/**
 * Runs the rule, after the call that asks for it, on everything: each recorded resource in its scope by its last item, those that
 * left it, and the schedule's message.
 */
export async function evaluateAll(region: Region, rule: Rule): Promise<void> {
  await Promise.resolve();
  const runs = historyOf(region)
    .present()
    .map((item) => tell(region, rule, item));
  if (rule.definition.frequency !== null) runs.push(runScheduled(region, rule));
  await Promise.all(runs);
}

/**
 * A change of the resource, if it concerns the rule. A resource that the rule has heard of and that is in its scope no more is
 * told with `eventLeftScope`; a deleted one by the status of its item, and with `eventLeftScope` false: what AWS sets there is not
 * documented.
 */
function tell(region: Region, rule: Rule, item: ConfigurationItem): Promise<void> {
  const record = rulesOf(region).recordOf(rule);
  if (record === undefined || !isChangeTriggered(rule.definition)) return Promise.resolve();
  const news = newsOf(record, rule, item);
  if (news === 'none') return Promise.resolve();
  const message = changeMessage(item, region.world.clock.now(), notificationLimitOf(region).bytes);
  if (!rule.definition.messageTypes.includes(message.messageType)) return Promise.resolve();
  return send(region, rule, message, news === 'left scope');
}

function newsOf(record: RuleRecord, rule: Rule, item: ConfigurationItem): 'none' | 'change' | 'left scope' {
  const key = keyText(item);
  const wasInScope = record.inScope.delete(key);
  if (item.status === 'ResourceDeleted') return wasInScope ? 'change' : 'none';
  if (!isInScope(item, rule.definition.scope)) return wasInScope ? 'left scope' : 'none';
  record.inScope.add(key);
  return 'change';
}

function runScheduled(region: Region, rule: Rule): Promise<void> {
  return send(region, rule, scheduledMessage(region, region.world.clock.now()), false);
}

/**
 * Starts the timer of scheduled runs anew. The first run comes when the time has passed once; the last before the rule, or the sandbox,
 * comes to its end.
 */
export function schedule(region: Region, rule: Rule): void {
  const record = rulesOf(region).recordOf(rule);
  if (record === undefined) return;
  record.timer.abort();
  if (rule.definition.frequency !== null) void repeat(region, rule, record, rule.definition.frequency);
}

async function repeat(region: Region, rule: Rule, record: RuleRecord, often: Frequency): Promise<void> {
  for (;;) {
    const timer = new AbortController();
    record.timer = timer;
    await region.world.clock.sleep(millisecondsOf(often), timer.signal);
    if (timer.signal.aborted || region.world.closed.aborted) return;
    region.world.background(() => runScheduled(region, rule));
  }
}
