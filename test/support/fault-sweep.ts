/**
 * Every step of the runbook, struck by every kind of fault at every call it makes, and killed before it begins. In: a step. Out: how each
 * execution ended: what it says itself, by the outputs of the document, and how the API was left. A step off the straight way has faults
 * that lead to it.
 */
import { buildRunbook } from '../../remediation/runbook.ts';
import type { Blow, FakeApi, Fault } from './fake-api.ts';
import { changesOf, isFixed, openApi } from './open-api.ts';
import { step as invoke, type Given } from './remediate.ts';
import { walk, type Walked } from './walk.ts';

const runbook = buildRunbook();
export const steps: readonly string[] = runbook.mainSteps.map(({ name }) => name);

export const blows = ['throttled', 'unavailable', 'denied', 'crash'] as const satisfies readonly Blow[];
export type Struck = (typeof blows)[number];

export const columns = ['before', 'after', 'for good'] as const;
/** Once before a call's effect, once after it, or before it from then on in every step: as an outage, or a permission that is missing. */
export type Column = (typeof columns)[number];

/** Which faults there are: nobody is told to slow down, or denied, after the effect. */
export const blowsIn: Readonly<Record<Column, readonly Struck[]>> = {
  before: blows,
  after: ['unavailable', 'crash'],
  'for good': ['unavailable', 'denied', 'crash'],
};

export type End = 'fixed and verified' | 'refused, nothing written' | 'rolled back' | 'incomplete';

export interface Ended {
  readonly step: string;
  readonly column: Column;
  readonly blow: Struck;
  /** The call that was struck first, such as `3 restApi`. */
  readonly at: string;
  readonly end: End;
  /** The steps in which a call was struck. */
  readonly struckIn: ReadonlySet<string>;
  readonly isFixed: boolean;
  readonly isAsBefore: boolean;
  readonly isTouched: boolean;
  /** After a roll-back from the record, once the faults are over; null: there was no record. */
  readonly isAsBeforeAtLast: boolean | null;
}

/** @param nth call of the step */
type Lead = (step: string, nth: number) => Fault | null;

const at =
  (name: string, fault: Fault, from = 1): Lead =>
  (step, nth) =>
    step === name && nth >= from ? fault : null;

const silent: Fault = { blow: 'unavailable', when: 'before' };
const denied: Fault = { blow: 'denied', when: 'before' };
const toPatchAgain = at('PatchPolicy', silent);
const toDeployAgain = at('Redeploy', { blow: 'crash', when: 'after' });
const toRollBack = at('Verify', denied);
/** The first calls of the way back succeed, so that it breaks off in the middle. */
const midway = at('RollBack', denied, 7);
const toRollBackAgain: Lead = (step, nth) => toRollBack(step, nth) ?? midway(step, nth);

/** What leads to steps that are not on the straight way. */
const leads: Readonly<Record<string, Lead>> = {
  SnapshotAgain: at('Snapshot', silent),
  IsThereASnapshot: at('Snapshot', silent),
  PatchPolicyAgain: toPatchAgain,
  IsPatched: toPatchAgain,
  RedeployAgain: toDeployAgain,
  IsRedeployedAtLast: toDeployAgain,
  RollBack: toRollBack,
  IsRolledBack: toRollBack,
  Failed: toRollBack,
  RollBackAgain: toRollBackAgain,
};

const parameters: Readonly<Record<string, Partial<Given>>> = {
  DryRunEnds: { DryRun: 'true' },
  Refused: { StageNames: ['beta'] },
  WrongParameters: { RestApiId: 'arn:aws:apigateway:us-east-1::/restapis/abcde12345' },
};

interface Run {
  readonly api: FakeApi;
  readonly before: string;
  readonly walked: Walked;
  readonly struckIn: ReadonlySet<string>;
}

/** @param strikes whether a call of a step is struck, besides those that lead to `target` */
async function run(
  target: string,
  strikes: (step: string, nth: number, operation: string) => Fault | null,
  dies = false,
): Promise<Run> {
  const api = openApi();
  const before = JSON.stringify(api.state());
  const struckIn = new Set<string>();
  let [step, nth] = ['', 0];
  api.strike = (_call, operation) => {
    nth += 1;
    const fault = leads[target]?.(step, nth) ?? strikes(step, nth, operation);
    if (fault !== null) struckIn.add(step);
    return fault;
  };
  const walked = await walk(api, {
    parameters: parameters[target] ?? {},
    before: (name) => {
      [step, nth] = [name, 0];
      return dies && name === target ? 'die' : undefined;
    },
  });
  api.strike = () => null;
  return { api, before, walked, struckIn };
}

/** One execution for each call that the step makes. */
export async function strikeEach(step: string, column: Column, blow: Struck): Promise<readonly Ended[]> {
  const ended: Ended[] = [];
  const fault: Fault = { blow, when: column === 'after' ? 'after' : 'before' };
  for (let call = 1; ; call += 1) {
    const hit: { operation: string | null } = { operation: null };
    const ran = await run(step, (current, nth, name) => {
      const isFirst = hit.operation === null && current === step && nth === call;
      if (isFirst) hit.operation = name;
      return isFirst || (column === 'for good' && name === hit.operation) ? fault : null;
    });
    if (hit.operation === null) return ended;
    ended.push({ step, column, blow, at: `${String(call)} ${hit.operation}`, ...(await endOf(ran)) });
  }
}

async function endOf({ api, before, walked, struckIn }: Run): Promise<Omit<Ended, 'step' | 'column' | 'blow' | 'at'>> {
  const isAsBefore = JSON.stringify(api.state()) === before;
  const found = { isFixed: isFixed(api), isAsBefore, isTouched: changesOf(api).length > 0 };
  const record = walked.outputs.get('Plan.Record');
  if (walked.status === 'Failed' && record !== undefined) await invoke(api, { step: 'RollBack', record });
  const isAsBeforeAtLast = record === undefined ? null : JSON.stringify(api.state()) === before;
  return { end: said(walked), struckIn, ...found, isAsBeforeAtLast };
}

/** What the execution itself says of its end, to whoever reads its status and its outputs. */
function said({ status, path, outputs }: Walked): End {
  if (status === 'Success') return 'fixed and verified';
  const last = ['RollBackAgain', 'RollBack'].find((name) => path.includes(name));
  if (last === undefined) return 'refused, nothing written';
  const name = `${last}.Status`;
  return runbook.outputs.includes(name) && outputs.get(name) === 'rolled-back' ? 'rolled back' : 'incomplete';
}

/** How the API is left when the execution dies just before the step, and then by a roll-back from the record. */
export async function killBefore(step: string): Promise<string> {
  const { api, before, walked } = await run(step, () => null, true);
  if (walked.path.includes(step)) throw new Error(`the execution was to die before ${step}`);
  const [isAsBefore, isDone] = [JSON.stringify(api.state()) === before, isFixed(api)];
  const record = walked.outputs.get('Plan.Record');
  if (record === undefined) return isAsBefore ? 'nothing written' : 'lost: there is no record';
  const { status } = await invoke(api, { step: 'RollBack', record });
  if (status !== 'rolled-back' || JSON.stringify(api.state()) !== before) return 'not as before';
  if (isAsBefore) return changesOf(api).length === 0 ? 'nothing written' : 'as before';
  const back = 'as before after roll-back from the record';
  return isDone && walked.outputs.get('Verify.Status') === 'verified' ? `fixed and verified; or ${back}` : back;
}
