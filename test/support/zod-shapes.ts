/** What an operation of the sandbox takes, read from its zod schema: members, items, and what is inside of them. */
import { z } from 'zod';

export type Taken =
  | { readonly kind: 'structure'; readonly members: ReadonlyMap<string, Taken>; readonly isStrict: boolean }
  | { readonly kind: 'list' | 'map'; readonly item: Taken }
  | { readonly kind: 'number' | 'boolean' | 'other' };

/** Wrappers are looked through; of a union, the alternative that has members or items counts. */
export function takenBy(schema: unknown): Taken {
  if (schema instanceof z.ZodObject)
    return {
      kind: 'structure',
      members: new Map(Object.entries(schema.shape).map(([name, member]) => [name, takenBy(member)])),
      isStrict: schema.def.catchall instanceof z.ZodNever,
    };
  if (schema instanceof z.ZodArray) return { kind: 'list', item: takenBy(schema.element) };
  if (schema instanceof z.ZodRecord) return { kind: 'map', item: takenBy(schema.valueType) };
  if (schema instanceof z.ZodNumber) return { kind: 'number' };
  if (schema instanceof z.ZodBoolean) return { kind: 'boolean' };
  if (schema instanceof z.ZodPipe) return pipe(takenBy(schema.in), takenBy(schema.out));
  if (schema instanceof z.ZodUnion) return schema.options.map(takenBy).reduce(pipe);
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodLazy
  )
    return takenBy(schema.unwrap());
  return { kind: 'other' };
}

const pipe = (one: Taken, other: Taken): Taken => (one.kind === 'other' ? other : one);
