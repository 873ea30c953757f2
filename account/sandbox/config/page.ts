/** Lists page by page. The token says where the next page begins; it is good for the operation that gave it, and for no other. */
import { isJsonRecord } from '../core/values.ts';
import { parseJson } from '../core/json.ts';
import { invalidNextToken } from './errors.ts';

export interface PageRequest {
  /** Whose token it is, such as `DescribeConfigRules`. */
  readonly operation: string;
  readonly token: string | undefined;
  /** As asked for: 0 and nothing stand for the default. */
  readonly limit: number | undefined;
  readonly defaultLimit: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Undefined on the last page. */
  readonly nextToken: string | undefined;
}

/** @throws ServiceError InvalidNextTokenException */
export function pageOf<Item>(all: readonly Item[], request: PageRequest): Page<Item> {
  const start = request.token === undefined ? 0 : startOf(request.token, request.operation);
  const limit = request.limit === undefined || request.limit === 0 ? request.defaultLimit : request.limit;
  const end = start + limit;
  return {
    items: all.slice(start, end),
    nextToken: end < all.length ? tokenOf(request.operation, end) : undefined,
  };
}

function tokenOf(operation: string, start: number): string {
  return Buffer.from(JSON.stringify({ operation, start })).toString('base64url');
}

function startOf(token: string, operation: string): number {
  const content = parseJson(Buffer.from(token, 'base64url').toString());
  if (!isJsonRecord(content)) throw invalidNextToken();
  const { operation: owner, start } = content;
  if (owner !== operation || typeof start !== 'number' || start < 0) throw invalidNextToken();
  return start;
}
