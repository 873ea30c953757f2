/** The accounts and Regions of one sandbox, and what all of them share. */
import type { PolicyJudge } from './judge.ts';
import type { Clock } from './clock.ts';
import { Credentials } from './credentials.ts';
import { Faults } from './faults.ts';
import { Ids } from './ids.ts';
import type { Principal, ServiceId } from './principal.ts';
import type { Json, OutputRecord } from './values.ts';

/** One account in one Region. Services keep their state by it: see `regional`. */
export interface Region {
  readonly world: World;
  readonly accountId: string;
  /** Such as `eu-west-1`. */
  readonly name: string;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
}

/** One call as it came in, for tests and for the comparison with the permissions of roles. */
export interface Call {
  readonly at: number;
  readonly service: ServiceId;
  readonly operation: string;
  readonly principal: Principal;
  readonly region: string;
  readonly input: Json;
  /** The code of the error that it was answered with; null: it was done. */
  readonly error: string | null;
}

/** A resource came, changed or went: what AWS Config's recorder hears of. */
export interface Change {
  readonly region: Region;
  readonly resourceType: string;
  /** The ARN, which Config uses as the id of API Gateway's resources. */
  readonly resourceId: string;
  readonly kind: 'created' | 'updated' | 'deleted';
}

/** A call from one service to another, for somebody. */
export interface InnerCall {
  readonly service: ServiceId;
  /** The operation's name, such as `GetRestApi`. */
  readonly operation: string;
  /** Members as the service's model spells them. */
  readonly input: Json;
  readonly principal: Principal;
  readonly region: Region;
  /** As in `Context`. */
  readonly unlimited?: boolean;
}

/** @throws ServiceError and ConnectionLost as `dispatch` does */
export type Caller = (call: InnerCall) => Promise<OutputRecord>;

export interface WorldOptions {
  readonly clock: Clock;
  readonly judge: PolicyJudge;
  readonly caller: (world: World) => Caller;
}

export class World {
  readonly clock: Clock;
  readonly judge: PolicyJudge;
  readonly faults = new Faults();
  readonly ids = new Ids();
  readonly credentials = new Credentials();
  readonly calls: Call[] = [];
  /** Lets one service call another, by the same way as all calls: logged, limited, struck by faults. */
  readonly call: Caller;
  private readonly end = new AbortController();
  /** Aborted when the sandbox is closed: what comes round by the clock comes no more. */
  readonly closed: AbortSignal = this.end.signal;
  private readonly regions = new Map<string, Region>();
  private readonly listeners: ((change: Change) => void)[] = [];
  private readonly running = new Set<Promise<void>>();

  constructor({ clock, judge, caller }: WorldOptions) {
    this.clock = clock;
    this.judge = judge;
    this.call = caller(this);
  }

  /** The one object for this account and Region. */
  region(accountId: string, name: string): Region {
    const key = `${accountId}/${name}`;
    const known = this.regions.get(key);
    if (known !== undefined) return known;
    const region: Region = { world: this, accountId, name, partition: partitionOf(name) };
    this.regions.set(key, region);
    return region;
  }

  /** All that were asked for so far, in that order. */
  knownRegions(): readonly Region[] {
    return [...this.regions.values()];
  }

  onChange(listener: (change: Change) => void): void {
    this.listeners.push(listener);
  }

  changed(change: Change): void {
    for (const listener of this.listeners) listener(change);
  }

  /** Runs on while the caller goes its way, as AWS does much of its work. `work` reports its own failures. */
  background(work: () => Promise<void>): void {
    const task = work().finally(() => {
      this.running.delete(task);
    });
    this.running.add(task);
  }

  close(): void {
    this.end.abort();
  }

  /** Waits until no work is left in the background, that which it starts included. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }
}

/** @returns the partition that a Region lies in, told by its name */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** State that a service keeps for each account and Region. */
export function regional<State>(create: (region: Region) => State): (region: Region) => State {
  const states = new WeakMap<Region, State>();
  return (region) => {
    const known = states.get(region);
    if (known !== undefined) return known;
    const state = create(region);
    states.set(region, state);
    return state;
  };
}
