/**
 * An account in memory, for tests of rooms that stand behind the ports. What is not needed there is not here; the sandbox is the account
 * that behaves like AWS.
 */
import {
  AccountFault,
  isDeploymentId,
  isRestApiId,
  isStageName,
  type EvaluatedResource,
  type Evaluation,
  type FaultReason,
  type Method,
  type Place,
  type RestApi,
  type RestApiId,
  type Stage,
  type VpcEndpoint,
} from '../../account/ports.ts';
import type { RunAccount } from '../../rule/run.ts';
import { exportOf } from './exported.ts';

export const home: Place = { partition: 'aws', region: 'eu-west-1', accountId: '111122223333' };

/** What a test says of a stage. */
export interface GivenStage {
  readonly deploymentId?: string;
  /** The deployed policy as a JSON value; null: none. */
  readonly policy: object | null;
  /** Authorization types of the deployed methods. */
  readonly methods?: readonly string[];
  /** The same as the deployment's summary tells them, where that is not what the export tells. */
  readonly summary?: readonly string[];
  readonly canary?: { readonly deploymentId: string | null; readonly percentTraffic: number };
}

export interface GivenApi {
  readonly endpointTypes?: readonly string[];
  readonly policyText?: string | null;
  readonly tags?: Readonly<Record<string, string>>;
  /** Authorization types of the saved methods. */
  readonly methods?: readonly string[];
  readonly stages?: Readonly<Record<string, GivenStage>>;
}

export interface GivenAccount {
  readonly place?: Place;
  /** By id. A test may change it while calls are under way. */
  readonly apis?: Map<string, GivenApi>;
  readonly vpcIds?: readonly string[];
  readonly vpcEndpoints?: readonly VpcEndpoint[];
  readonly reported?: readonly EvaluatedResource[];
  /** What Config's item says of an API: `ResourceDeleted`, … */
  readonly itemStatus?: string | null;
  readonly pageSize?: number;
  /** Before every call; may throw the fault that strikes it, or change the account. @param about the API's id, or what else it is about */
  readonly before?: (operation: string, about: string) => void | Promise<void>;
}

export interface Report {
  readonly resultToken: string;
  readonly evaluations: readonly Evaluation[];
  readonly testMode: boolean;
}

export interface FakeAccount extends RunAccount {
  /** Such as `stages a1b2c3d4e5`, in the order in which they came. */
  readonly calls: readonly string[];
  readonly reports: readonly Report[];
  /** All that was reported, by resource id. */
  readonly evaluation: (resourceId: string) => Evaluation | undefined;
}

export function fault(reason: FaultReason, operation: string): AccountFault {
  return new AccountFault(reason, operation, `${reason}Exception`, `${operation} was ${reason}`);
}

export function fakeAccount(given: GivenAccount = {}): FakeAccount {
  const { place = home, apis = new Map<string, GivenApi>(), pageSize = 500, before = () => undefined } = given;
  const calls: string[] = [];
  const reports: Report[] = [];
  const call = (operation: string, about = ''): Promise<void> => {
    calls.push(`${operation} ${about}`.trim());
    return Promise.resolve().then(() => before(operation, about));
  };
  const find = (id: string): GivenApi => {
    const api = apis.get(id);
    if (api === undefined) throw new AccountFault('not-found', 'apigateway:GetRestApi', 'NotFoundException', id);
    return api;
  };
  return {
    place,
    calls,
    reports,
    evaluation: (id) => reports.flatMap((one) => one.evaluations).findLast(({ resourceId }) => resourceId === id),
    restApi: async (id) => {
      await call('restApi', id);
      return restApiOf(id, find(id));
    },
    restApis: async function* () {
      await call('restApis');
      const all = [...apis].map(([id, api]) => restApiOf(restApiId(id), api));
      for (let start = 0; start < all.length; start += pageSize) yield all.slice(start, start + pageSize);
    },
    stages: async (id) => {
      await call('stages', id);
      return Object.entries(find(id).stages ?? {}).map(([name, stage]) => stageOf(name, stage));
    },
    methods: async (id) => {
      await call('methods', id);
      return methodsOf(find(id).methods ?? ['NONE']);
    },
    servedBy: async (id, name) => {
      await call('servedBy', `${id}/${name}`);
      const stage = find(id).stages?.[name];
      if (stage === undefined) throw new AccountFault('not-found', 'apigateway:GetExport', 'NotFoundException', name);
      return exportOf(stage.policy, stage.methods ?? ['NONE']);
    },
    deployedMethods: async (id, deployment) => {
      await call('deployedMethods', `${id}/${deployment}`);
      const stages = Object.entries(find(id).stages ?? {});
      const found = stages.find(([name, stage]) => stageOf(name, stage).deploymentId === deployment);
      if (found === undefined)
        throw new AccountFault('not-found', 'apigateway:GetDeployment', 'NotFoundException', deployment);
      const [, { summary, methods = ['NONE'] }] = found;
      return methodsOf(summary ?? methods);
    },
    vpcIds: async () => {
      await call('vpcIds');
      return given.vpcIds ?? [];
    },
    vpcEndpoints: async () => {
      await call('vpcEndpoints');
      return given.vpcEndpoints ?? [];
    },
    compliance: {
      report: async (resultToken, evaluations, testMode) => {
        await call('report', String(evaluations.length));
        reports.push({ resultToken, evaluations, testMode });
      },
      reported: async (configRuleName) => {
        await call('reported', configRuleName);
        return given.reported ?? [];
      },
      itemAt: async (resourceType, resourceId, moment) => {
        await call('itemAt', resourceId);
        const { itemStatus = null } = given;
        return itemStatus === null ? null : { resourceType, resourceId, status: itemStatus, capturedAt: moment };
      },
    },
  };
}

export function restApiId(text: string): RestApiId {
  if (isRestApiId(text)) return text;
  throw new Error(`no id of a REST API: ${text}`);
}

function restApiOf(id: RestApiId, { endpointTypes = ['PRIVATE'], policyText = null, tags = {} }: GivenApi): RestApi {
  return { restApiId: id, name: `api-${id}`, endpointTypes, vpcEndpointIds: [], policyText, tags };
}

const methodsOf = (types: readonly string[]): readonly Method[] =>
  types.map((authorizationType, index) => ({ path: `/${String(index)}`, httpMethod: 'GET', authorizationType }));

function stageOf(stageName: string, { deploymentId = `d${stageName}`, canary }: GivenStage): Stage {
  const served = canary?.deploymentId ?? null;
  if (!isStageName(stageName) || !isDeploymentId(deploymentId) || (served !== null && !isDeploymentId(served)))
    throw new Error(`a stage or deployment of the test has a malformed id: ${stageName}, ${deploymentId}`);
  return {
    stageName,
    deploymentId,
    canary: canary === undefined ? null : { deploymentId: served, percentTraffic: canary.percentTraffic },
  };
}
