/** Faults that a test injects into calls: what AWS, the network or a full account may do at any moment. */
import type { Json } from './values.ts';
import type { ServiceId } from './principal.ts';

export type FaultKind =
  /** The service says "slow down"; nothing happened. */
  | { readonly kind: 'throttle' }
  /** The service says "not authorized"; nothing happened. */
  | { readonly kind: 'deny' }
  /** The connection ends without an answer; nothing happened. */
  | { readonly kind: 'timeout' }
  /** The connection ends without an answer; the effect took place. */
  | { readonly kind: 'timeout-after-effect' }
  /** The service says that it is out of order; nothing happened. */
  | { readonly kind: 'fail' }
  /** The service says that it is out of order; the effect took place. */
  | { readonly kind: 'fail-after-effect' }
  /** The answer takes its time, on the sandbox's clock. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** Something else happens just before the call. */
  | { readonly kind: 'meanwhile'; readonly happens: () => void | Promise<void> };

export type Fault = FaultKind & {
  readonly service: ServiceId;
  readonly operation: string;
  /** How many matching calls it strikes, in a row; for ever when left out. */
  readonly times?: number;
  /** How many matching calls pass before the first that it strikes. */
  readonly after?: number;
  /** Strikes only calls with such an input. */
  readonly when?: (input: Json) => boolean;
};

interface Injected {
  readonly fault: Fault;
  seen: number;
}

export class Faults {
  private injected: readonly Injected[] = [];

  inject(fault: Fault): void {
    this.injected = [...this.injected, { fault, seen: 0 }];
  }

  clear(): void {
    this.injected = [];
  }

  /** The faults that strike this call, in the order of their injection. Counts the call. */
  strike(service: ServiceId, operation: string, input: Json): readonly Fault[] {
    const matching = this.injected.filter(
      ({ fault }) =>
        fault.service === service && fault.operation === operation && (fault.when === undefined || fault.when(input)),
    );
    return matching.flatMap((entry) => {
      entry.seen += 1;
      const turn = entry.seen - (entry.fault.after ?? 0);
      return turn >= 1 && turn <= (entry.fault.times ?? Number.POSITIVE_INFINITY) ? [entry.fault] : [];
    });
  }
}
