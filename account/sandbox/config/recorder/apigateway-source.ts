/**
 * API Gateway's REST APIs and stages as AWS Config records them: an API without its policy and its VPC endpoints, a stage with
 * its active deployment.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-config.html The attributes are those of
 * https://github.com/awslabs/aws-config-resource-schema; dates are written as in AWS's sample items.
 */
import type { RestApi, Stage } from '../../apigateway/model.ts';
import { restApiType, stageType } from '../../apigateway/recorded.ts';
import { allRestApis, findRestApi, readArn, restApiArn, stageArn } from '../../apigateway/state.ts';
import type { Json, JsonRecord } from '../../core/values.ts';
import type { Region } from '../../core/world.ts';
import type { ResourceDescription, ResourceSource } from './source.ts';

export const apiGatewaySource: ResourceSource = { resourceTypes: [restApiType, stageType], describe, list };

function describe(region: Region, resourceType: string, resourceId: string): ResourceDescription | null {
  const named = readArn(region, resourceId);
  const api = named === null ? undefined : findRestApi(region, named.id);
  if (named === null || api === undefined) return null;
  if (resourceType === restApiType) return named.stageName === null ? restApi(api) : null;
  const found = named.stageName === null ? undefined : api.stages.get(named.stageName);
  return found === undefined ? null : stage(region, api, found);
}

function list(region: Region, resourceType: string): readonly string[] {
  const apis = allRestApis(region);
  if (resourceType === restApiType) return apis.map(({ id }) => restApiArn(region, id));
  return apis.flatMap(({ id, stages }) => [...stages.keys()].map((name) => stageArn(region, id, name)));
}

function restApi({ id, createdDate, tags, configuration }: RestApi): ResourceDescription {
  const { name, description, version, binaryMediaTypes, minimumCompressionSize, apiKeySource } = configuration;
  return {
    resourceName: name,
    createdAt: createdDate.getTime(),
    tags,
    relationships: [],
    configuration: present({
      id,
      name,
      description,
      createdDate: written(createdDate),
      version,
      binaryMediaTypes: binaryMediaTypes.length === 0 ? undefined : binaryMediaTypes,
      minimumCompressionSize,
      apiKeySource,
      endpointConfiguration: { types: [configuration.endpointConfiguration.type] },
    }),
  };
}

function stage(region: Region, api: RestApi, found: Stage): ResourceDescription {
  return {
    resourceName: found.stageName,
    createdAt: found.createdDate.getTime(),
    tags: found.tags,
    relationships: [
      {
        resourceType: restApiType,
        resourceId: restApiArn(region, api.id),
        resourceName: api.configuration.name,
        relationshipName: 'Is contained in ',
      },
    ],
    configuration: stageConfiguration(found),
  };
}

function stageConfiguration(found: Stage): JsonRecord {
  return present({
    deploymentId: found.deploymentId,
    stageName: found.stageName,
    description: found.description,
    cacheClusterEnabled: false,
    cacheClusterStatus: 'NOT_AVAILABLE',
    methodSettings: found.methodSettings,
    variables: Object.keys(found.variables).length === 0 ? undefined : found.variables,
    canarySettings: canary(found),
    tracingEnabled: found.tracingEnabled,
    createdDate: written(found.createdDate),
    lastUpdatedDate: written(found.lastUpdatedDate),
  });
}

function canary({ canarySettings }: Stage): JsonRecord | undefined {
  return canarySettings === undefined ? undefined : present({ ...canarySettings });
}

/** Without members that are undefined. */
function present(members: Readonly<Record<string, Json | undefined>>): JsonRecord {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

const dateFormat = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });

/** `Feb 21, 2026 6:36:56 PM` */
function written(date: Date): string {
  const parts = new Map(dateFormat.formatToParts(date).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const time = `${part('hour')}:${part('minute')}:${part('second')} ${part('dayPeriod')}`;
  return `${part('month')} ${part('day')}, ${part('year')} ${time}`;
}
