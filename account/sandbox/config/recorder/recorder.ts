/**
 * The configuration recorder of an account in a Region. In, word that a resource changed; out, a configuration item, when the resource is
 * no longer what the last item says. A policy is no part of an item, so that a change of the policy alone records nothing.
 */
import { regional, type Change, type Region } from '../../core/world.ts';
import type { ResourceKey } from '../resource-key.ts';
import { apiGatewaySource } from './apigateway-source.ts';
import { historyOf } from './history.ts';
import { deletedItem, isNews, itemOf, type ConfigurationItem } from './item.ts';
import { records, type RecorderSettings } from './settings.ts';
import type { ResourceSource } from './source.ts';

/** Where items come from. */
const sources: readonly ResourceSource[] = [apiGatewaySource];

export interface RecorderStatus {
  readonly isRecording: boolean;
  readonly lastStartedAt: number | null;
  readonly lastStoppedAt: number | null;
  readonly lastRecordedAt: number | null;
}

export class Recorder {
  /** Null until there is a recorder. */
  settings: RecorderSettings | null = null;
  status: RecorderStatus = { isRecording: false, lastStartedAt: null, lastStoppedAt: null, lastRecordedAt: null };
  private readonly region: Region;
  private readonly listeners: ((item: ConfigurationItem) => void)[] = [];

  constructor(region: Region) {
    this.region = region;
    region.world.onChange((change) => {
      if (change.region === region) this.hear(change);
    });
  }

  onItem(listener: (item: ConfigurationItem) => void): void {
    this.listeners.push(listener);
  }

  /** Records from now on, beginning with what is there already and what has gone since it last recorded. */
  start(): void {
    this.status = { ...this.status, isRecording: true, lastStartedAt: this.region.world.clock.now() };
    this.region.world.background(async () => {
      await Promise.resolve();
      for (const source of sources) this.takeStock(source);
    });
  }

  stop(): void {
    this.status = { ...this.status, isRecording: false, lastStoppedAt: this.region.world.clock.now() };
  }

  /** The change is looked at once the call that made it is over. */
  private hear(change: Change): void {
    if (!this.status.isRecording) return;
    this.region.world.background(async () => {
      await Promise.resolve();
      this.look(change);
    });
  }

  private takeStock(source: ResourceSource): void {
    for (const resourceType of source.resourceTypes) {
      const ids = source.list(this.region, resourceType);
      for (const resourceId of ids) this.look({ resourceType, resourceId });
      const there = new Set(ids);
      for (const item of historyOf(this.region).present())
        if (item.resourceType === resourceType && !there.has(item.resourceId)) this.look(item);
    }
  }

  private look({ resourceType, resourceId }: ResourceKey): void {
    const source = sources.find(({ resourceTypes }) => resourceTypes.includes(resourceType));
    if (source === undefined || this.settings === null || !records(this.settings, resourceType)) return;
    const key = { resourceType, resourceId };
    const last = historyOf(this.region).latest(key);
    const description = source.describe(this.region, resourceType, resourceId);
    if (description === null) {
      if (last !== null && last.status !== 'ResourceDeleted') this.record(deletedItem(this.region, last));
    } else if (last === null || isNews(last, description)) {
      const status = last === null || last.status === 'ResourceDeleted' ? 'ResourceDiscovered' : 'OK';
      this.record(itemOf(this.region, key, status, description));
    }
  }

  private record(item: ConfigurationItem): void {
    historyOf(this.region).add(item);
    this.status = { ...this.status, lastRecordedAt: item.capturedAt };
    for (const listener of this.listeners) listener(item);
  }
}

export const recorderOf = regional((region) => new Recorder(region));
