/** All configuration items of an account in a Region, by resource, in the order in which they were recorded. */
import { keyText, type ResourceKey } from '../resource-key.ts';
import { regional } from '../../core/world.ts';
import type { ConfigurationItem } from './item.ts';

export class History {
  private readonly items = new Map<string, ConfigurationItem[]>();

  add(item: ConfigurationItem): void {
    const key = keyText(item);
    const known = this.items.get(key);
    if (known === undefined) this.items.set(key, [item]);
    else known.push(item);
  }

  /** The oldest first; empty when the resource was never recorded. */
  of(key: ResourceKey): readonly ConfigurationItem[] {
    return this.items.get(keyText(key)) ?? [];
  }

  latest(key: ResourceKey): ConfigurationItem | null {
    return this.of(key).at(-1) ?? null;
  }

  /** The last item of every resource, deleted ones included. */
  *latestOfAll(): Iterable<ConfigurationItem> {
    for (const items of this.items.values()) {
      const last = items.at(-1);
      if (last !== undefined) yield last;
    }
  }

  /** The last item of every resource that is there. */
  present(): readonly ConfigurationItem[] {
    return [...this.latestOfAll()].filter(({ status }) => status !== 'ResourceDeleted');
  }
}

export const historyOf = regional(() => new History());
