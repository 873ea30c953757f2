/**
 * The runbook itself, walked over an API in memory: each step as Systems Manager runs it, as far as the runbook goes. Fast enough to
 * strike every call of it in turn; the sandbox runs it over HTTP.
 */
import { isObject, type Json } from '../../policy/json-value.ts';
import type { AutomationDocument, CallStep, FunctionStep, Step } from '../../remediation/document.ts';
import { buildRunbook } from '../../remediation/runbook.ts';
import { Crash, type FakeApi } from './fake-api.ts';
import { accountOf } from './fake-apis.ts';
import { the } from './known.ts';
import { executionId, given, step as invoke, type Given } from './remediate.ts';
import { isRestApiId } from '../../account/ports.ts';

export interface Walked {
  readonly status: 'Success' | 'Failed';
  /** Names of the steps that ran. */
  readonly path: readonly string[];
  readonly outputs: ReadonlyMap<string, Json>;
}

export interface WalkOptions {
  readonly parameters?: Partial<Given>;
  readonly executionId?: string;
  /** What happens before a step; `die`: the execution ends here, as when Automation itself breaks down. */
  readonly before?: (step: string) => 'die' | undefined;
  /** Whether the error of a function fails its step: AWS does not say. */
  readonly functionErrorFails?: boolean;
}

export async function walk(api: FakeApi, options: WalkOptions = {}): Promise<Walked> {
  const runbook = buildRunbook();
  const outputs = new Map<string, Json>([
    ...Object.entries({ ...given, ...options.parameters }),
    ['automation:EXECUTION_ID', options.executionId ?? executionId],
  ]);
  const path: string[] = [];
  let isFailed = false;
  let next: string | null = runbook.mainSteps[0]?.name ?? null;
  while (next !== null) {
    const current = stepOf(runbook, next);
    if (options.before?.(current.name) === 'die') return { status: 'Failed', path, outputs };
    path.push(current.name);
    let onward = await run(api, current, outputs, options.functionErrorFails ?? true);
    for (let count = 1; onward === 'failed' && count < (current.maxAttempts ?? 1); count += 1)
      onward = await run(api, current, outputs, options.functionErrorFails ?? true);
    if (onward === 'failed' && current.isCritical !== false && current.onFailure !== 'Continue') isFailed = true;
    next = following(current, onward);
  }
  return { status: isFailed ? 'Failed' : 'Success', path, outputs };
}

const stepOf = ({ mainSteps }: AutomationDocument, name: string): Step => {
  const found = mainSteps.find((step) => step.name === name);
  if (found === undefined) throw new Error(`no step ${name}`);
  return found;
};

type Onward = 'done' | 'failed' | { readonly to: string };

function following({ isEnd, nextStep, onFailure }: Step, onward: Onward): string | null {
  if (typeof onward === 'object') return onward.to;
  if (isEnd === true) return null;
  if (onward === 'done') return nextStep ?? null;
  return onFailure?.startsWith('step:') === true ? onFailure.slice('step:'.length) : null;
}

async function run(api: FakeApi, step: Step, outputs: Map<string, Json>, functionErrorFails: boolean): Promise<Onward> {
  switch (step.action) {
    case 'aws:branch': {
      const { Choices, Default } = step.inputs;
      const chosen = Choices.find(({ Variable, StringEquals }) => resolved(Variable, outputs) === StringEquals);
      return { to: chosen?.NextStep ?? Default };
    }
    case 'aws:sleep':
      return 'done';
    case 'aws:assertAwsResourceProperty':
      return 'failed';
    case 'aws:executeAwsApi':
      return call(api, step, outputs);
    case 'aws:invokeLambdaFunction':
      return work(api, step, outputs, functionErrorFails);
  }
}

async function call(api: FakeApi, step: CallStep, outputs: Map<string, Json>): Promise<Onward> {
  const account = accountOf(api);
  const id = the(isRestApiId, textOf(step.inputs['restApiId'], outputs));
  api.isDead = false;
  try {
    if (step.inputs.Api === 'UpdateRestApi') await account.replacePolicy(id, textOf('{{ Plan.After }}', outputs));
    const answer = step.inputs.Api === 'GetRestApi' ? await account.restApi(id) : api.restApi();
    outputs.set(`${step.name}.Policy`, answer.policyText);
    return 'done';
  } catch {
    return 'failed';
  }
}

async function work(
  api: FakeApi,
  step: FunctionStep,
  outputs: Map<string, Json>,
  functionErrorFails: boolean,
): Promise<Onward> {
  const event = Object.entries(step.inputs.InputPayload).map(
    ([name, value]) => [name, resolved(value, outputs)] as const,
  );
  try {
    const result = await invoke(api, Object.fromEntries(event));
    for (const { Name, Selector } of step.outputs ?? []) {
      const value = result[Selector.slice('$.Payload.'.length)];
      if (value !== undefined) outputs.set(`${step.name}.${Name}`, value);
    }
    return 'done';
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    return functionErrorFails ? 'failed' : 'done';
  }
}

/** A text that is a reference becomes its value; without one, it stays as it is. */
function resolved(value: Json, outputs: ReadonlyMap<string, Json>): Json {
  if (typeof value !== 'string' || isObject(value)) return value;
  const [, name] = /^\{\{ ([\w.:]+) \}\}$/.exec(value) ?? [];
  return name === undefined ? value : (outputs.get(name) ?? value);
}

function textOf(value: Json | undefined, outputs: ReadonlyMap<string, Json>): string {
  const found = value === undefined ? undefined : resolved(value, outputs);
  if (typeof found === 'string') return found;
  throw new Error('not a text');
}

export const messageOf = ({ outputs }: Walked, step: string): Json | undefined => outputs.get(`${step}.Message`);
