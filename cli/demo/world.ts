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
import type { FunctionLog } from '../installation/functions.ts';
import { install } from '../installation/install.ts';
import { send } from '../installation/send.ts';
import { judge as evaluatorsJudge } from '../sandbox/judge.ts';
import type { ApiName } from './cast.ts';
import { insider, stranger } from './network.ts';
import { operatorOf, type Operator } from './operator.ts';
import organisation from './organisation.json' with { type: 'json' };

/** Answers to one call: to the stranger, to the insider. Status codes. */
export type Answers = readonly [number, number];

export interface Demo extends Operator {
  readonly world: World;
  /** Such as `http://127.0.0.1:4567`. */
  readonly endpoint: string;
  /** What the account has of an API: policy, stages, deployments, as one text to compare. */
  readonly stateOf: (name: ApiName) => Promise<string>;
  readonly idOf: (name: ApiName) => RestApiId;
  /** What the rule last logged of an API. */
  readonly logged: (name: ApiName) => EvaluationRecord | undefined;
  /** Answers to `GET /prod/orders`. */
  readonly statusOf: (name: ApiName) => Promise<Answers>;
}

const place = { partition: 'aws', region: 'eu-west-1' };

const home = {
  accountId: insider.accountId,
  region: place.region,
  trusted: { vpcIds: [], vpcEndpointIds: [insider.vpcEndpointId] },
  sessionName: 'demo',
};

export interface DemoOptions {
  /** What the data plane asks about policies; the plain evaluator when left out. */
  readonly judge?: PolicyJudge;
  /** A seed (account/sandbox/README.md); that of the story when left out. */
  readonly seed?: unknown;
  /** Is told what the functions log as failed. */
  readonly failed?: FunctionLog['failed'];
}

export interface DemoSandbox {
  readonly demo: Demo;
  readonly close: () => Promise<void>;
}

/** @throws Error when the seed or a part of the installation is refused; nothing goes on then */
export async function startDemo(options: DemoOptions = {}): Promise<DemoSandbox> {
  const { judge = evaluatorsJudge, seed = organisation, failed = () => undefined } = options;
  const file = readSeed(JSON.stringify(seed), 'organisation.json');
  const clock = new VirtualClock('2026-03-01T12:00:00Z');
  const sandbox = await startSandbox({ judge, clock });
  try {
    const apis = await applySeed(sandbox.world, file);
    return { demo: await installed(sandbox, clock, apis, failed), close: sandbox.close };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

async function installed(
  sandbox: Sandbox,
  clock: VirtualClock,
  apis: readonly SeededApi[],
  failed: FunctionLog['failed'],
): Promise<Demo> {
  const { world, endpoint } = sandbox;
  const evaluations = new Map<string, EvaluationRecord>();
  const evaluated = (record: EvaluationRecord): unknown => evaluations.set(record.resourceId, record);
  const { accountAs, ...administrator } = await install(sandbox, { ...home, log: { evaluated, failed } });
  const idOf = idsOf(apis);
  const arnOf = (name: ApiName): string => restApiArn(place, idOf(name));
  return {
    world,
    endpoint,
    stateOf: async (name) => clock.drive(stateOf(await accountAs('Reader'), idOf(name))),
    idOf,
    logged: (name) => evaluations.get(arnOf(name)),
    ...operatorOf({ ...administrator, clock, world, arnOf }),
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

async function statusOf(endpoint: string, restApiId: RestApiId): Promise<Answers> {
  const target = { restApiId, stageName: 'prod', path: '/orders' };
  return [await send(endpoint, stranger, target), await send(endpoint, insider, target)];
}
