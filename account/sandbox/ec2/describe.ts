/**
 * What EC2's describe operations have in common: ids, filters and pages.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Query-Requests.html
 */
import { z } from 'zod';
import { notModelled, type ServiceError } from '../core/errors.ts';
import { wireNumber } from '../core/wire-text.ts';
import type { Tags } from './network.ts';
import { invalidCombination, invalidParameter } from './refusals.ts';

export const pageMembers = {
  Filters: z.array(z.strictObject({ Name: z.string(), Values: z.array(z.string()).min(1) })).optional(),
  MaxResults: wireNumber.optional(),
  NextToken: z.string().optional(),
};

type Filter = NonNullable<z.output<typeof pageMembers.Filters>>[number];

/** How one kind of resource is described. */
export interface Describable<Item> {
  readonly idsMember: string;
  readonly idPattern: RegExp;
  readonly malformed: (id: string) => ServiceError;
  readonly notFound: (id: string) => ServiceError;
  readonly tagsOf: (item: Item) => Tags;
  /** Filter name → the value that it compares. */
  readonly filters: Readonly<Record<string, (item: Item) => string>>;
  /** Filters that EC2 knows, and the sandbox does not model. */
  readonly otherFilters: readonly string[];
}

export interface Wanted {
  readonly ids: readonly string[];
  readonly filters: readonly Filter[];
  readonly maxResults: number | undefined;
  readonly nextToken: string | undefined;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

const largestPage = 1000;

/** @throws ServiceError as EC2 refuses ids, filters and tokens */
export function describe<Item>(
  all: ReadonlyMap<string, Item>,
  { ids, filters, maxResults, nextToken }: Wanted,
  kind: Describable<Item>,
): Page<Item> {
  if (ids.length > 0 && maxResults !== undefined) throw invalidCombination(kind.idsMember);
  const tests = filters.map((filter) => testOf(filter, kind));
  const items = named(all, ids, kind).filter((item) => tests.every((test) => test(item)));
  const start = nextToken === undefined ? 0 : startOf(nextToken);
  const end = start + Math.min(maxResults ?? largestPage, largestPage);
  return { items: items.slice(start, end), nextToken: end < items.length ? tokenOf(end) : undefined };
}

function named<Item>(
  all: ReadonlyMap<string, Item>,
  ids: readonly string[],
  { idPattern, malformed, notFound }: Describable<Item>,
): readonly Item[] {
  if (ids.length === 0) return [...all.values()];
  for (const id of ids) if (!idPattern.test(id)) throw malformed(id);
  return [...new Set(ids)].map((id) => {
    const item = all.get(id);
    if (item === undefined) throw notFound(id);
    return item;
  });
}

function testOf<Item>(
  { Name: name, Values: values }: Filter,
  { filters, otherFilters, tagsOf }: Describable<Item>,
): (item: Item) => boolean {
  const matches = (text: string): boolean => values.some((value) => matchesFilter(value, text));
  if (name === 'tag-key') return (item) => Object.keys(tagsOf(item)).some(matches);
  if (name.startsWith('tag:'))
    return (item) => {
      const value = tagsOf(item)[name.slice('tag:'.length)];
      return value !== undefined && matches(value);
    };
  const valueOf = Object.hasOwn(filters, name) ? filters[name] : undefined;
  if (valueOf !== undefined) return (item) => matches(valueOf(item));
  throw otherFilters.includes(name)
    ? notModelled(`the filter ${name}`)
    : invalidParameter(`The filter '${name}' is invalid`);
}

/** `*` stands for any characters, `?` for one, a backslash takes their meaning away; case counts. */
function matchesFilter(pattern: string, text: string): boolean {
  const source = pattern.replaceAll(/\\?[\s\S]/g, (token) => wildcards.get(token) ?? literal(token.slice(-1)));
  return new RegExp(`^${source}$`, 's').test(text);
}

const wildcards: ReadonlyMap<string, string> = new Map([
  ['*', '.*'],
  ['?', '.'],
]);

const literal = (character: string): string => character.replace(/[^\w\s]/, String.raw`\$&`);

const tokenOf = (start: number): string => Buffer.from(`from ${start}`).toString('base64');

function startOf(token: string): number {
  const [, digits] = /^from (\d+)$/.exec(Buffer.from(token, 'base64').toString()) ?? [];
  if (digits === undefined) throw invalidParameter(`Invalid value '${token}' for nextToken`);
  return Number(digits);
}
