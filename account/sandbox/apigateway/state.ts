/**
 * The REST APIs of one account in one Region. Other rooms of the sandbox read here: Config's recorder an API or a stage by its
 * id, the data plane what a stage serves. Only this room changes them.
 */
import { regional, type Region } from '../core/world.ts';
import type { RestApi } from './model.ts';

export interface Quotas {
  /** PRIVATE APIs in the Region. */
  readonly privateApis: number;
  readonly stagesPerApi: number;
}

interface State {
  readonly apis: Map<string, RestApi>;
  quotas: Quotas;
  privateApis: number;
  sequence: number;
}

const states = regional<State>(() => ({
  apis: new Map(),
  quotas: { privateApis: 600, stagesPerApi: 10 },
  privateApis: 0,
  sequence: 0,
}));

/** @returns undefined when there is none, or it was deleted */
export function findRestApi(region: Region, id: string): RestApi | undefined {
  return states(region).apis.get(id);
}

/** All of them, the oldest first. */
export function allRestApis(region: Region): readonly RestApi[] {
  return [...states(region).apis.values()];
}

/** `arn:PARTITION:apigateway:REGION::/restapis/ID`: how Config and tags call an API. The field of the account is empty. */
export function restApiArn({ partition, name }: Region, id: string): string {
  return `arn:${partition}:apigateway:${name}::/restapis/${id}`;
}

/** `arn:PARTITION:apigateway:REGION::/restapis/ID/stages/NAME` */
export function stageArn(region: Region, id: string, stageName: string): string {
  return `${restApiArn(region, id)}/stages/${stageName}`;
}

/** @returns the API's id and, for the ARN of a stage, its name; null when it is the ARN of neither in this Region */
export function readArn(
  region: Region,
  arn: string,
): { readonly id: string; readonly stageName: string | null } | null {
  const prefix = restApiArn(region, '');
  const [id = '', stages, stageName, ...rest] = arn.startsWith(prefix) ? arn.slice(prefix.length).split('/') : [];
  if (id === '' || rest.length > 0) return null;
  if (stages === undefined) return { id, stageName: null };
  return stages === 'stages' && stageName !== undefined ? { id, stageName } : null;
}

export function quotas(region: Region): Quotas {
  return states(region).quotas;
}

/** What a support case would do, or a seed with more APIs than an account may have. */
export function setQuotas(region: Region, changed: Partial<Quotas>): void {
  const state = states(region);
  state.quotas = { ...state.quotas, ...changed };
}

/** How many PRIVATE APIs there are. */
export function privateApis(region: Region): number {
  return states(region).privateApis;
}

export function saveRestApi(region: Region, api: RestApi): void {
  const state = states(region);
  state.privateApis += countOf(api) - countOf(state.apis.get(api.id));
  state.apis.set(api.id, api);
}

export function removeRestApi(region: Region, id: string): void {
  const state = states(region);
  state.privateApis -= countOf(state.apis.get(id));
  state.apis.delete(id);
}

const countOf = (api: RestApi | undefined): number =>
  api?.configuration.endpointConfiguration.type === 'PRIVATE' ? 1 : 0;

/** Numbers that grow, for the order in which things are listed. */
export function nextSequence(region: Region): number {
  const state = states(region);
  state.sequence += 1;
  return state.sequence;
}
