/** Values of JSON, and what they can be told apart by. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = Readonly<Record<string, Json>>;

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);

/** One text or a list of texts; null when it is anything else. */
export function textList(value: Json): readonly string[] | null {
  if (typeof value === 'string') return [value];
  if (!isList(value)) return null;
  const texts: string[] = [];
  for (const item of value) {
    if (typeof item !== 'string') return null;
    texts.push(item);
  }
  return texts;
}
