/**
 * One event, from its trigger to its evaluations. Promises: every evaluation comes from what the account answered, never from a failure;
 * what was not judged or not reported is named in the error that ends the run.
 */
import type { Clock, Compliance, RestApi } from '../account/ports.ts';
import { assertNever } from '../policy/assert-never.ts';
import { restApiArn, restApiType } from './arn.ts';
import { assessor, type AssessedAccount, type Assessor } from './assess.ts';
import { goneReason, isGone, type RuleEvent, type Trigger } from './event.ts';
import { inParallel, OutOfTime, paced, reportingIsDue } from './pace.ts';
import type { RuleParameters } from './parameters.ts';
import type { Reporter } from './reporter.ts';
import { demandAllDone, type Undone } from './run-failure.ts';
import { endpointTypeOf } from './subject.ts';

export type RunAccount = AssessedAccount & {
  readonly compliance: Pick<Compliance, 'report' | 'reported' | 'itemAt'>;
};

export interface Run {
  readonly event: RuleEvent;
  readonly parameters: RuleParameters;
  readonly account: RunAccount;
  readonly reporter: Reporter;
  readonly clock: Clock;
  /** Milliseconds until the invocation ends. */
  readonly remaining: () => number;
}

/** @throws AccountFault when nothing could be judged; RunFailure for what was left undone beside what was done */
export async function run(given: Run): Promise<void> {
  const { trigger } = given.event;
  if (trigger.kind === 'scheduled') {
    await judgeAll(given);
  } else {
    await judgeOne(given, trigger);
    demandAllDone({ total: 1, failed: [], left: [], unreported: await given.reporter.close() });
  }
}

async function judgeOne(given: Run, trigger: Exclude<Trigger, { kind: 'scheduled' }>): Promise<void> {
  const { account, parameters, reporter, clock } = given;
  const began = clock.now();
  const gone = await whyGone(account, trigger);
  const verdict =
    gone === null
      ? await assessor(account, parameters).assess(trigger.restApiId, null)
      : ({ verdict: 'NOT_APPLICABLE', reason: gone } as const);
  await reporter.add(trigger.arn, verdict, clock.now() - began);
}

/** Null: the API is there, or Config knows no item of it. */
async function whyGone(account: RunAccount, trigger: Exclude<Trigger, { kind: 'scheduled' }>): Promise<string | null> {
  switch (trigger.kind) {
    case 'gone':
      return trigger.reason;
    case 'changed':
      return null;
    case 'oversized': {
      const item = await account.compliance.itemAt(restApiType, trigger.resourceId, trigger.orderingTimestamp);
      return item !== null && isGone(item.status) ? goneReason(item.status) : null;
    }
    default:
      return assertNever(trigger);
  }
}

/** How many APIs are read at a time; the pace of calls is kept by `paced`. */
const width = 8;

/** The list is read whole before the first API is looked at, so that a slow run does not lose its place in the pages. */
async function judgeAll(given: Run): Promise<void> {
  const { event, account, parameters, reporter, clock, remaining } = given;
  const reads = { ...account, ...paced(account, clock, remaining) };
  const reported = await account.compliance.reported(event.configRuleName);
  const apis = await privateApis(reads);
  const { prepare, assess } = assessor(reads, parameters);
  if (apis.length > 0) await prepare();
  const undone = await judgeEach(given, apis, assess);
  const judged = new Set(apis.map(({ restApiId }) => restApiArn(account.place, restApiId)));
  for (const { resourceType, resourceId } of reported) {
    if (resourceType !== restApiType || !judged.has(resourceId))
      await reporter.withdraw(resourceType, resourceId, 'no private API has this id any more');
  }
  demandAllDone({ ...undone, total: apis.length, unreported: await reporter.close() });
}

async function privateApis(account: AssessedAccount): Promise<readonly RestApi[]> {
  const apis: RestApi[] = [];
  for await (const page of account.restApis())
    apis.push(...page.filter(({ endpointTypes }) => isJudged(endpointTypeOf(endpointTypes))));
  return apis;
}

const isJudged = (type: ReturnType<typeof endpointTypeOf>): boolean => type === 'PRIVATE' || type === 'unknown';

/** Ends when all APIs are judged, or when it is time to report. What is still under way then is left. */
async function judgeEach(
  { account, reporter, clock, remaining }: Run,
  apis: readonly RestApi[],
  assess: Assessor['assess'],
): Promise<Pick<Undone, 'failed' | 'left'>> {
  const failed: Undone['failed'][number][] = [];
  const left = new Set(apis.map(({ restApiId }) => restApiId));
  let isOver = false;
  const work = inParallel(apis, width, async (api) => {
    const began = clock.now();
    try {
      const verdict = await assess(api.restApiId, api);
      if (isOver) return;
      left.delete(api.restApiId);
      await reporter.add(restApiArn(account.place, api.restApiId), verdict, clock.now() - began);
    } catch (error) {
      if (isOver || error instanceof OutOfTime) return;
      left.delete(api.restApiId);
      failed.push({ id: api.restApiId, error });
    }
  });
  await Promise.race([work, reportingIsDue(clock, remaining, () => isOver)]);
  isOver = true;
  return { failed, left: [...left] };
}
