/** JSON text to `Json`, without an exception. */
import { z } from 'zod';
import type { Json } from './values.ts';

const json: z.ZodType<Json> = z.json();

/** @returns undefined when the text is not JSON */
export function parseJson(text: string): Json | undefined {
  try {
    return json.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
