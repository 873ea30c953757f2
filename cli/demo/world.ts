/** The accounts of the demo, with private-api-guard installed, and what the acts do in them. */
import { isRestApiId, type Account, type RestApiId } from '../../account/ports.ts';
import { VirtualClock } from '../../account/sandbox/core/clock.ts';
import type { PolicyJudge } from '../../account/sandbox/core/judge.ts';
import type { World } from '../../account/sandbox/core/world.ts';
import { startSandbox, type Sandbox } from '../../account/sandbox/sandbox.ts';
import { applySeed } from '../../account/sandbox/seed/apply.ts';
import { readSeed } from '../../account/sandbox/seed/read.ts';
import type { SeededApi } from '../../account/sandbox/seed/rest-api.ts';
import { restApiArn } from '../../rule/arn.ts';
import type { EvaluationRecord } from '../../rule/log.ts';
import { judge as evaluatorsJudge } from '../sandbox/judge.ts';
import type { Execution, Result } from './answers.ts';
import type { PartName } from './cast.ts';
import { consoleOf, type Session } from './console.ts';
import { putFunctions } from './functions.ts';
import { install } from './install.ts';
import { insider, send, stranger } from './network.ts';
import { operatorOf, type Operator, type Remediated } from './operator.ts';
import { reachIn } from './roles.ts';
import organisation from './organisation.json' with { type: 'json' };

export interface Demo {
  readonly world: World;
  /** Such as `http://127.0.0.1:4567`. */
  readonly endpoint: string;
  /** What the account has of an API: policy, stages, deployments, as one text to compare. */
  readonly stateOf: (name: PartName) => Promise<string>;
  readonly idOf: (name: PartName) => RestApiId;
  /** What the rule last logged of an API. */
  readonly logged: (name: PartName) => EvaluationRecord | undefined;
  /** Asks AWS Config to evaluate now. @returns what it then holds of an API */
  readonly evaluate: () => Promise<(name: PartName) => Result>;
  /** Presses Remediate in AWS Config, and waits until the runbook has ended. */
  readonly remediate: (name: PartName) => Promise<Remediated>;
  /** Starts the runbook in Systems Manager, and waits until it has ended. */
  readonly startRunbook: (name: PartName, parameters: Parameters<Operator['startRunbook']>[1]) => Promise<Execution>;
  /** Answers to `GET /prod/orders`: to the stranger, to the insider. */
  readonly statusOf: (name: PartName) => Promise<readonly [number, number]>;
}

const place = { partition: 'aws', region: 'eu-west-1' };

export interface DemoSandbox {
  readonly demo: Demo;
  readonly close: () => Promise<void>;
}

/** @param judge what the data plane asks about policies; the plain evaluator when left out */
export async function startDemo(judge: PolicyJudge = evaluatorsJudge): Promise<DemoSandbox> {
  const clock = new VirtualClock('2026-03-01T12:00:00Z');
  const sandbox = await startSandbox({ judge, clock });
  const apis = await applySeed(sandbox.world, readSeed(JSON.stringify(organisation), 'organisation.json'));
  return { demo: await installed(sandbox, clock, apis), close: sandbox.close };
}

async function installed({ world, endpoint }: Sandbox, clock: VirtualClock, apis: readonly SeededApi[]): Promise<Demo> {
  const session: Session = { endpoint, accountId: insider.accountId, region: place.region };
  const reach = reachIn(world, clock, session);
  const log = new Map<string, EvaluationRecord>();
  const evaluated = (record: EvaluationRecord): unknown => log.set(record.resourceId, record);
  const home = world.region(session.accountId, session.region);
  const console = consoleOf(session);
  await install(console, putFunctions({ home, clock, reach, evaluated }));
  const idOf = idsOf(apis);
  const arnOf = (name: PartName): string => restApiArn(place, idOf(name));
  return {
    world,
    endpoint,
    stateOf: async (name) => clock.drive(stateOf(await reach('Reader'), idOf(name))),
    idOf,
    logged: (name) => log.get(arnOf(name)),
    ...byName(operatorOf(console, clock, world), arnOf),
    statusOf: (name) => statusOf(endpoint, idOf(name)),
  };
}

/** Whoever is told to slow down waits on the accounts' clock, which has to be driven. */
async function stateOf(account: Account, id: RestApiId): Promise<string> {
  const { policyText } = await account.restApi(id);
  return JSON.stringify([policyText, await account.stages(id), await account.deployments(id)]);
}

const idsOf =
  (apis: readonly SeededApi[]): Demo['idOf'] =>
  (name) => {
    const id = apis.find((api) => api.name === name)?.restApiId ?? '';
    if (isRestApiId(id)) return id;
    throw new Error(`the demo has no API \`${name}\``);
  };

const byName = (
  { evaluate, remediate, startRunbook }: Operator,
  arnOf: (name: PartName) => string,
): Pick<Demo, 'evaluate' | 'remediate' | 'startRunbook'> => ({
  evaluate: async () => {
    const results = await evaluate();
    return (name) => results.get(arnOf(name)) ?? { complianceType: 'no result', annotation: '' };
  },
  remediate: (name) => remediate(arnOf(name)),
  startRunbook: (name, parameters) => startRunbook(arnOf(name), parameters),
});

async function statusOf(endpoint: string, restApiId: RestApiId): Promise<readonly [number, number]> {
  const target = { restApiId, stageName: 'prod', path: '/orders' };
  return [await send(endpoint, stranger, target), await send(endpoint, insider, target)];
}
