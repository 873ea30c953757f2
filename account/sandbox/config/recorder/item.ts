/** A configuration item: what a resource was like at a moment. In, a description; out, an item, and its form in the API's answers. */
import type { JsonRecord, OutputRecord } from '../../core/values.ts';
import type { Region } from '../../core/world.ts';
import type { ResourceKey } from '../resource-key.ts';
import type { Relationship, ResourceDescription } from './source.ts';

export type ItemStatus = 'OK' | 'ResourceDiscovered' | 'ResourceDeleted';

export interface ConfigurationItem extends ResourceKey {
  readonly accountId: string;
  readonly awsRegion: string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly capturedAt: number;
  readonly status: ItemStatus;
  readonly resourceName: string | null;
  readonly createdAt: number | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly relationships: readonly Relationship[];
  /** Null once the resource is deleted. */
  readonly configuration: JsonRecord | null;
}

/** The version of the shape of items that AWS records API Gateway's resources in. */
export const itemVersion = '1.3';

export function itemOf(
  region: Region,
  key: ResourceKey,
  status: 'OK' | 'ResourceDiscovered',
  description: ResourceDescription,
): ConfigurationItem {
  return { ...description, ...key, ...placeOf(region), status };
}

/** The item that ends a resource's life: no configuration, no tags, no relationships. */
export function deletedItem(region: Region, last: ConfigurationItem): ConfigurationItem {
  return {
    ...last,
    ...placeOf(region),
    status: 'ResourceDeleted',
    tags: {},
    relationships: [],
    configuration: null,
  };
}

/** Whether a description says anything that the item does not say already; AWS Config records no item otherwise. */
export function isNews(last: ConfigurationItem, description: ResourceDescription): boolean {
  const said = ({
    resourceName,
    tags,
    relationships,
    configuration,
  }: ConfigurationItem | ResourceDescription): string =>
    JSON.stringify([resourceName, Object.entries(tags).sort(), relationships, configuration]);
  return last.status === 'ResourceDeleted' || said(last) !== said(description);
}

/** As `GetResourceConfigHistory` gives it: the configuration is a JSON text. */
export function historyForm(item: ConfigurationItem): OutputRecord {
  return {
    ...baseForm(item),
    configurationItemMD5Hash: '',
    tags: item.tags,
    relatedEvents: [],
    relationships: item.relationships.map(relationshipForm),
  };
}

/** As `BatchGetResourceConfig` gives it, without tags and relationships. */
export function baseForm(item: ConfigurationItem): OutputRecord {
  return {
    version: itemVersion,
    accountId: item.accountId,
    configurationItemCaptureTime: new Date(item.capturedAt),
    configurationItemStatus: item.status,
    configurationStateId: String(item.capturedAt),
    arn: item.resourceId,
    resourceType: item.resourceType,
    resourceId: item.resourceId,
    resourceName: item.resourceName ?? undefined,
    awsRegion: item.awsRegion,
    availabilityZone: 'Not Applicable',
    resourceCreationTime: item.createdAt === null ? undefined : new Date(item.createdAt),
    configuration: item.configuration === null ? undefined : JSON.stringify(item.configuration),
    supplementaryConfiguration: {},
  };
}

function relationshipForm({ resourceName, ...rest }: Relationship): OutputRecord {
  return { ...rest, resourceName: resourceName ?? undefined };
}

function placeOf({
  world,
  accountId,
  name,
}: Region): Pick<ConfigurationItem, 'accountId' | 'awsRegion' | 'capturedAt'> {
  return { accountId, awsRegion: name, capturedAt: world.clock.now() };
}
