/** Lists, page by page, as API Gateway gives them. */
import { z } from 'zod';
import { badRequest } from './errors.ts';

const defaultLimit = 25;
const maximumLimit = 500;

/** Members of every operation that lists. */
export const pageInput = { limit: z.int().optional(), position: z.string().optional() };

export interface PageInput {
  readonly limit?: number | undefined;
  readonly position?: string | undefined;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; undefined: there is none. */
  readonly position: string | undefined;
}

/**
 * A limit above 500 counts as 500, one below 1 as none (assumed: the maximum and the default are documented, the rest is not).
 * @param items in the order of their keys
 * @param keyOf differs from item to item, so that items that come or go between two pages hide no other
 */
export function page<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { limit = defaultLimit, position }: PageInput,
): Page<Item> {
  const after = position === undefined ? undefined : keyFrom(position);
  const start = after === undefined ? 0 : items.findIndex((item) => keyOf(item) > after);
  if (start === -1) return { items: [], position: undefined };
  const end = start + (limit < 1 ? defaultLimit : Math.min(limit, maximumLimit));
  const found = items.slice(start, end);
  const last = found.at(-1);
  return { items: found, position: last === undefined || end >= items.length ? undefined : positionOf(keyOf(last)) };
}

/** A key for things in the order of their numbers. */
export const sequenceKey = ({ sequence }: { readonly sequence: number }): string => String(sequence).padStart(12, '0');

const positionOf = (key: string): string => Buffer.from(key).toString('base64');

function keyFrom(position: string): string {
  const key = Buffer.from(position, 'base64').toString();
  if (positionOf(key) !== position) throw badRequest('Invalid position parameter specified');
  return key;
}
