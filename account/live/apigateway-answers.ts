/** API Gateway's answers as the ports have them. A member that AWS always gives and that is missing is a fault, never a default. */
import type {
  Deployment as SdkDeployment,
  MethodSnapshot,
  Resource,
  RestApi as SdkRestApi,
  Stage as SdkStage,
} from '@aws-sdk/client-api-gateway';
import {
  isDeploymentId,
  isRestApiId,
  isStageName,
  type Deployment,
  type Method,
  type RestApi,
  type Stage,
} from '../ports.ts';
import { given, shaped } from './faults.ts';

export function restApiOf(operation: string, answer: SdkRestApi): RestApi {
  const { id, name, endpointConfiguration, policy, tags } = answer;
  return {
    restApiId: shaped(operation, 'id', id, isRestApiId),
    name: name ?? '',
    endpointTypes: endpointConfiguration?.types ?? [],
    vpcEndpointIds: endpointConfiguration?.vpcEndpointIds ?? [],
    policyText: policy === undefined || policy === '' ? null : policy,
    tags: tags ?? {},
  };
}

export function stageOf(operation: string, answer: SdkStage): Stage {
  const { stageName, deploymentId, canarySettings } = answer;
  const canaryId = canarySettings?.deploymentId;
  return {
    stageName: shaped(operation, 'stageName', stageName, isStageName),
    deploymentId: shaped(operation, 'deploymentId', deploymentId, isDeploymentId),
    canary:
      canarySettings === undefined
        ? null
        : {
            deploymentId: canaryId === undefined ? null : shaped(operation, 'deploymentId', canaryId, isDeploymentId),
            percentTraffic: canarySettings.percentTraffic ?? 0,
          },
  };
}

export function deploymentOf(operation: string, { id, description }: SdkDeployment): Deployment {
  return { deploymentId: shaped(operation, 'id', id, isDeploymentId), description: description ?? '' };
}

/** @param resource of GetResources with `embed=methods` */
export function methodsOf(operation: string, { path, resourceMethods }: Resource): readonly Method[] {
  return methodsAt(operation, path, 'resourceMethods', resourceMethods ?? {});
}

/** @param deployment of GetDeployment with `embed=apisummary` */
export function deployedMethodsOf(operation: string, { apiSummary }: SdkDeployment): readonly Method[] {
  return Object.entries(apiSummary ?? {}).flatMap(([path, methods]) =>
    methodsAt(operation, path, `apiSummary.${path}`, methods),
  );
}

function methodsAt(
  operation: string,
  path: string | undefined,
  member: string,
  methods: Readonly<Record<string, MethodSnapshot>>,
): readonly Method[] {
  return Object.entries(methods).map(([httpMethod, { authorizationType }]) => ({
    path: given(operation, 'path', path),
    httpMethod,
    authorizationType: given(operation, `${member}.${httpMethod}.authorizationType`, authorizationType),
  }));
}
