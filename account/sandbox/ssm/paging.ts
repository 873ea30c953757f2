/** Lists in pages. A token names the place of the next item, and means nothing outside the sandbox. */
import { z } from 'zod';
import { refusal } from './errors.ts';

/** What an operation that answers in pages takes. */
export const pageMembers = { MaxResults: z.int().min(1).max(50).optional(), NextToken: z.string().optional() };

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Undefined on the last page. */
  readonly NextToken: string | undefined;
}

/**
 * @param MaxResults 1–50
 * @throws ServiceError InvalidNextToken
 */
export function pageOf<Item>(all: readonly Item[], MaxResults = 50, NextToken = 'item-0'): Page<Item> {
  const [, place] = /^item-(\d+)$/.exec(NextToken) ?? [];
  if (place === undefined) throw refusal('InvalidNextToken', 'The specified token is not valid.');
  const start = Number(place);
  const end = start + MaxResults;
  return { items: all.slice(start, end), NextToken: end < all.length ? `item-${end}` : undefined };
}
