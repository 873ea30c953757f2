/** By identifier, or API Gateway's refusal. */
import type { Region } from '../core/world.ts';
import { noSuchApi, noSuchDeployment, noSuchIntegration, noSuchMethod, noSuchResource, noSuchStage } from './errors.ts';
import { httpMethods, type Deployment, type Integration, type Method } from './model.ts';
import type { Resource, RestApi, Stage } from './model.ts';
import { findRestApi } from './state.ts';

/** @throws ServiceError NotFoundException */
export function restApiOf(region: Region, id: string): RestApi {
  const api = findRestApi(region, id);
  if (api === undefined) throw noSuchApi(region, id);
  return api;
}

/** @throws ServiceError NotFoundException */
export function stageOf(api: RestApi, stageName: string): Stage {
  const stage = api.stages.get(stageName);
  if (stage === undefined) throw noSuchStage();
  return stage;
}

/** @throws ServiceError NotFoundException */
export function deploymentOf(api: RestApi, deploymentId: string): Deployment {
  const deployment = api.deployments.get(deploymentId);
  if (deployment === undefined) throw noSuchDeployment();
  return deployment;
}

export interface ResourceKey {
  readonly restApiId: string;
  readonly resourceId: string;
}

/** API Gateway names the resource, even when it is the API that is not there. @throws ServiceError NotFoundException */
export function resourceOf(region: Region, { restApiId, resourceId }: ResourceKey): [RestApi, Resource] {
  const api = findRestApi(region, restApiId);
  const resource = api?.configuration.resources.get(resourceId);
  if (api === undefined || resource === undefined) throw noSuchResource();
  return [api, resource];
}

export interface MethodKey extends ResourceKey {
  readonly httpMethod: string;
}

/** @throws ServiceError NotFoundException */
export function methodOf(region: Region, key: MethodKey): [RestApi, Resource, Method] {
  const [api, resource] = resourceOf(region, key);
  const known = httpMethods.find((name) => name === key.httpMethod);
  const method = known === undefined ? undefined : resource.methods.get(known);
  if (method === undefined) throw noSuchMethod();
  return [api, resource, method];
}

/** @throws ServiceError NotFoundException */
export function integrationOf({ methodIntegration }: Method): Integration {
  if (methodIntegration === undefined) throw noSuchIntegration();
  return methodIntegration;
}
