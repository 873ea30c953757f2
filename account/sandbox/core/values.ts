/** What an operation takes and gives: JSON, and in answers also the two shapes that JSON has no word for. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [member: string]: Json };

/** A timestamp is a `Date` and a blob a `Uint8Array`, until the protocol of the service writes them. A member that is undefined is absent. */
export type Output =
  | string
  | number
  | boolean
  | null
  | undefined
  | Date
  | Uint8Array
  | readonly Output[]
  | { readonly [member: string]: Output };

export interface OutputRecord {
  readonly [member: string]: Output;
}

export interface JsonRecord {
  readonly [member: string]: Json;
}

export function isJsonRecord(value: Json | undefined): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** True for a structure: none of the shapes that are objects only to JavaScript. */
export function isOutputRecord(value: Output): value is OutputRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array)
  );
}
