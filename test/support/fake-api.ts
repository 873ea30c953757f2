/**
 * One private REST API in memory: a saved policy and saved routes, deployments that are snapshots of both, stages. It stores policies and
 * gives them back as API Gateway does. Any call can be struck by a fault before or after its effect, or be overtaken by somebody else.
 */
import {
  AccountFault,
  isDeploymentId,
  isRestApiId,
  isStageName,
  type Canary,
  type DeploymentId,
  type FaultReason,
  type Method,
  type RestApi,
  type StageName,
  type VpcEndpoint,
} from '../../account/ports.ts';
import { isList, isObject, type Json } from '../../policy/json-value.ts';
import { expandResources } from '../../remediation/canonical.ts';
import { executeApiArn } from '../../remediation/known.ts';
import { apiId, place, the } from './known.ts';

export interface Snapshot {
  readonly policy: Json;
  readonly routes: readonly string[];
  readonly description: string;
}

export interface FakeStage {
  readonly deploymentId: DeploymentId;
  readonly canary: Canary | null;
}

/** The process ends; nobody hears of it. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

export type Blow = FaultReason | 'crash';

export interface Fault {
  readonly blow: Blow;
  readonly when: 'before' | 'after';
}

export class FakeApi {
  policy: Json = null;
  /** Such as `GET /orders`. */
  routes: readonly string[] = ['GET /orders'];
  readonly deployments = new Map<DeploymentId, Snapshot>();
  readonly stages = new Map<StageName, FakeStage>();
  readonly calls: string[] = [];
  vpcEndpointIds: readonly string[] = [];
  ownEndpoints: readonly VpcEndpoint[] = [];
  endpointTypes: readonly string[] = ['PRIVATE'];
  exists = true;
  mostStages = 10;
  /** @param call counts from 1 */
  strike: (call: number, operation: string) => Fault | null = () => null;
  /** What somebody else does just before a call. */
  meanwhile: (call: number, operation: string) => void = () => undefined;
  /** How long a call is on its way. */
  pause: () => Promise<void> = () => Promise.resolve();
  /** After a crash nothing more is heard of the process. */
  isDead = false;
  private ids = 0;

  /** @param policy null: none */
  save(policy: Json): void {
    this.policy = policy === null ? null : normalised(policy);
  }

  /** @returns the new deployment, which the stages serve */
  deploy(...stages: readonly string[]): DeploymentId {
    const id = this.snapshot('');
    for (const name of stages) this.serve(name, id);
    return id;
  }

  snapshot(description: string): DeploymentId {
    this.ids += 1;
    const id = the(isDeploymentId, `dep${String(this.ids).padStart(3, '0')}`);
    this.deployments.set(id, { policy: this.policy, routes: this.routes, description });
    return id;
  }

  serve(stage: string, deploymentId: DeploymentId, canary: Canary | null = null): void {
    this.stages.set(the(isStageName, stage), { deploymentId, canary });
  }

  stage(name: string): FakeStage | undefined {
    return this.stages.get(the(isStageName, name));
  }

  servedPolicy(stage: string): Json {
    const found = this.stage(stage);
    return found === undefined ? null : (this.deployments.get(found.deploymentId)?.policy ?? null);
  }

  /** What an owner of the API sees of it: the saved policy, every stage with its deployment, and which deployments there are. */
  state(): unknown {
    return {
      policy: this.policy,
      stages: [...this.stages].map(([name, { deploymentId }]) => [name, deploymentId]),
      deployments: [...this.deployments.keys()],
    };
  }

  async call<Answer>(operation: string, effect: () => Answer): Promise<Answer> {
    await this.pause();
    if (this.isDead) throw errorOf('crash', operation);
    this.calls.push(operation);
    const number = this.calls.length;
    this.meanwhile(number, operation);
    const fault = this.strike(number, operation);
    this.isDead = fault?.blow === 'crash';
    if (fault?.when === 'before') throw errorOf(fault.blow, operation);
    if (!this.exists) throw errorOf('not-found', operation);
    const answer = effect();
    if (fault?.when === 'after') throw errorOf(fault.blow, operation);
    return answer;
  }

  restApi(): RestApi {
    return {
      restApiId: the(isRestApiId, apiId),
      name: 'orders',
      endpointTypes: this.endpointTypes,
      vpcEndpointIds: this.vpcEndpointIds,
      policyText: this.policy === null ? null : escaped(JSON.stringify(this.policy)),
      tags: {},
    };
  }
}

export function errorOf(blow: Blow, operation: string): Error {
  if (blow === 'crash') return new Crash(operation);
  return new AccountFault(blow, operation, `${blow}Exception`, `${operation} was struck`);
}

export function methodOf(route: string): Method {
  const [httpMethod = '', path = ''] = route.split(' ');
  return { path, httpMethod, authorizationType: 'NONE' };
}

/** As API Gateway gives a policy: the inside of a JSON string. */
export const escaped = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('/', String.raw`\/`);

/** As API Gateway stores a policy: resources written out, lists of one as scalars. */
export function normalised(policy: Json): Json {
  return isObject(policy) ? scalar(expandResources(policy, executeApiArn(place, apiId))) : policy;
}

function scalar(value: Json): Json {
  if (isList(value)) return value.length === 1 && typeof value[0] === 'string' ? value[0] : value.map(scalar);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, scalar(member)]));
}
