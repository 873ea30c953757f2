/** What the recorder asks about a resource, and whom: the service that the resource belongs to. */
import type { JsonRecord } from '../../core/values.ts';
import type { Region } from '../../core/world.ts';

export interface Relationship {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName: string | null;
  /** Such as `Is contained in ` (AWS ends it with a blank). */
  readonly relationshipName: string;
}

/** A resource as it is now, in the words of a configuration item. */
export interface ResourceDescription {
  readonly resourceName: string | null;
  /** Milliseconds since 1970-01-01T00:00Z; null: not told. */
  readonly createdAt: number | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly relationships: readonly Relationship[];
  readonly configuration: JsonRecord;
}

export interface ResourceSource {
  readonly resourceTypes: readonly string[];
  /** @returns null when there is no such resource */
  readonly describe: (region: Region, resourceType: string, resourceId: string) => ResourceDescription | null;
  /** The ids of all resources of a type. */
  readonly list: (region: Region, resourceType: string) => readonly string[];
}
