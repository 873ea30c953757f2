/**
 * What AWS Config sent to the functions of an account in a Region. Every message has a result token of its own, by which
 * `PutEvaluations` knows the rule and the moment; a message that comes twice carries the same one.
 */
import type { Json } from '../../core/values.ts';
import { regional } from '../../core/world.ts';
import type { MessageType } from './definition.ts';

export interface Delivery {
  readonly resultToken: string;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly functionArn: string;
  readonly messageType: MessageType;
  readonly event: Json;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly sentAt: number;
  /** How often the function has ended with it. */
  attempts: number;
  /** What became of the last attempt; null: none has ended. */
  outcome: 'returned' | 'threw' | 'not-invoked' | null;
}

export class Deliveries {
  private readonly byToken = new Map<string, Delivery>();

  add(delivery: Delivery): void {
    this.byToken.set(delivery.resultToken, delivery);
  }

  find(resultToken: string): Delivery | undefined {
    return this.byToken.get(resultToken);
  }

  /** The oldest first. */
  of(ruleName: string): readonly Delivery[] {
    return [...this.byToken.values()].filter((delivery) => delivery.ruleName === ruleName);
  }
}

export const deliveriesOf = regional(() => new Deliveries());
