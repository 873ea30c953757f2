/**
 * Whether an event fits a pattern of EventBridge, as far as the stacks use patterns: exact values, `prefix`, `exists: false`.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
import { z } from 'zod';

const test = z.union([
  z.string().transform((text) => (value: unknown) => value === text),
  z.strictObject({ prefix: z.string() }).transform(
    ({ prefix }) =>
      (value: unknown) =>
        typeof value === 'string' && value.startsWith(prefix),
  ),
  z.strictObject({ exists: z.literal(false) }).transform(() => (value: unknown) => value === undefined),
]);

const object = z.record(z.string(), z.unknown());

/** @throws Error when the pattern has anything else */
export function fits(pattern: unknown, event: unknown): boolean {
  const known = object.safeParse(event).data ?? {};
  return Object.entries(object.parse(pattern)).every(([member, wanted]) =>
    Array.isArray(wanted)
      ? z
          .array(test)
          .min(1)
          .parse(wanted)
          .some((holds) => holds(known[member]))
      : fits(wanted, known[member]),
  );
}
