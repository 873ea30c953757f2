/** Operations that read what was recorded. Without a recorder they are refused. */
import { z } from 'zod';
import { operation, type Operation } from '../../core/operation.ts';
import type { Region } from '../../core/world.ts';
import { configError, noAvailableConfigurationRecorder, validation } from '../errors.ts';
import { list, nextToken, resourceId, resourceKey, resourceType, timestamp, whole } from '../input.ts';
import { pageOf } from '../page.ts';
import { historyOf, type History } from './history.ts';
import { baseForm, historyForm, type ConfigurationItem } from './item.ts';
import { recorderOf } from './recorder.ts';

const limit = whole(0, 100).optional();

const historyRequest = resourceKey.extend({
  laterTime: timestamp.optional(),
  earlierTime: timestamp.optional(),
  chronologicalOrder: z.enum(['Reverse', 'Forward']).optional(),
  limit,
  nextToken,
});

const getResourceConfigHistory = operation(historyRequest, (input, { region, world }) => {
  const { laterTime = world.clock.now(), earlierTime = Number.NEGATIVE_INFINITY } = input;
  if (earlierTime > laterTime) throw configError('InvalidTimeRangeException', 'The specified time range is not valid.');
  const items = recorded(region).of(input);
  if (items.length === 0)
    throw configError(
      'ResourceNotDiscoveredException',
      `Resource ${input.resourceId} of resourceType:${input.resourceType} is unknown or has not been discovered`,
    );
  const inRange = items.filter(({ capturedAt }) => capturedAt >= earlierTime && capturedAt <= laterTime);
  const page = pageOf(input.chronologicalOrder === 'Forward' ? inRange : inRange.toReversed(), {
    operation: 'GetResourceConfigHistory',
    token: input.nextToken,
    limit: input.limit,
    defaultLimit: 10,
  });
  return { configurationItems: page.items.map(historyForm), nextToken: page.nextToken };
});

const discoveredRequest = z.strictObject({
  resourceType,
  resourceIds: list(resourceId, 1, 20).optional(),
  resourceName: z.string().optional(),
  limit,
  includeDeletedResources: z.boolean().optional(),
  nextToken,
});

const listDiscoveredResources = operation(discoveredRequest, (input, { region }) => {
  if (input.resourceIds !== undefined && input.resourceName !== undefined)
    throw validation('Both Resource ID and Resource Name cannot be specified in the request');
  const found = [...recorded(region).latestOfAll()].filter((item) => isWanted(item, input));
  const page = pageOf(found, {
    operation: 'ListDiscoveredResources',
    token: input.nextToken,
    limit: input.limit,
    defaultLimit: 100,
  });
  return { resourceIdentifiers: page.items.map(identifierOf), nextToken: page.nextToken };
});

function isWanted(item: ConfigurationItem, wanted: z.output<typeof discoveredRequest>): boolean {
  return (
    item.resourceType === wanted.resourceType &&
    (wanted.includeDeletedResources === true || item.status !== 'ResourceDeleted') &&
    (wanted.resourceIds?.includes(item.resourceId) ?? true) &&
    (wanted.resourceName === undefined || item.resourceName === wanted.resourceName)
  );
}

function identifierOf({ resourceType: type, resourceId: id, resourceName, status, capturedAt }: ConfigurationItem): {
  resourceType: string;
  resourceId: string;
  resourceName: string | undefined;
  resourceDeletionTime: Date | undefined;
} {
  return {
    resourceType: type,
    resourceId: id,
    resourceName: resourceName ?? undefined,
    resourceDeletionTime: status === 'ResourceDeleted' ? new Date(capturedAt) : undefined,
  };
}

const batchRequest = z.strictObject({ resourceKeys: list(resourceKey, 1, 100) });

/** Gives nothing of deleted resources, and says nothing of unknown ones either. */
const batchGetResourceConfig = operation(batchRequest, ({ resourceKeys }, { region }) => {
  const history = recorded(region);
  const items = resourceKeys.flatMap((key) => history.latest(key) ?? []);
  return {
    baseConfigurationItems: items.filter(({ status }) => status !== 'ResourceDeleted').map(baseForm),
    unprocessedResourceKeys: [],
  };
});

/** @throws ServiceError NoAvailableConfigurationRecorderException */
function recorded(region: Region): History {
  if (recorderOf(region).settings === null) throw noAvailableConfigurationRecorder();
  return historyOf(region);
}

export const historyOperations: Readonly<Record<string, Operation>> = {
  GetResourceConfigHistory: getResourceConfigHistory,
  ListDiscoveredResources: listDiscoveredResources,
  BatchGetResourceConfig: batchGetResourceConfig,
};
