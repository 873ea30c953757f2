/** The SDK's own schemas of operations, read into words: members, where HTTP puts them, and what is inside of them. */
import * as apigateway from '@aws-sdk/client-api-gateway';
import * as config from '@aws-sdk/client-config-service';
import * as ec2 from '@aws-sdk/client-ec2';
import * as lambda from '@aws-sdk/client-lambda';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import { z } from 'zod';
import type { ServiceId } from '../../account/sandbox/core/principal.ts';

const modules: Readonly<Record<ServiceId, object>> = { apigateway, config, ec2, lambda, ssm, sts };

/** A schema as the SDK writes it: a list whose first entry tells its kind, a number for what is simple, or a function that gives it. */
const schemaOf = (reference: unknown): unknown => (typeof reference === 'function' ? call(reference) : reference);
const call = (give: unknown): unknown => z.custom<() => unknown>().parse(give)();

const structure = z.tuple(
  [
    z.union([z.literal(3), z.literal(4)]),
    z.string(),
    z.string(),
    z.unknown(),
    z.array(z.string()),
    z.array(z.unknown()),
  ],
  z.unknown(),
);
const list = z.tuple([z.literal(1), z.string(), z.string(), z.unknown(), z.unknown()], z.unknown());
const map = z.tuple([z.literal(2), z.string(), z.string(), z.unknown(), z.unknown(), z.unknown()], z.unknown());
const simple = z.tuple([z.literal(0), z.string(), z.string(), z.unknown(), z.unknown()]);
const operationSchema = z.tuple([z.literal(9), z.string(), z.string(), z.unknown(), z.unknown(), z.unknown()]);
const httpTrait = z.object({ http: z.tuple([z.string(), z.string(), z.number()]) });
const namedTraits = z.object({
  httpLabel: z.literal(1).optional(),
  httpQuery: z.string().optional(),
  httpHeader: z.string().optional(),
  jsonName: z.string().optional(),
});

/** Bits by which the SDK writes traits that have no value. */
const bits = { label: 1, payload: 16, status: 32, queryMap: 64 } as const;

export interface Member {
  readonly name: string;
  readonly place: 'body' | 'label' | 'payload' | 'status' | 'queryMap' | 'query' | 'header';
  /** In the query, the header or the body. */
  readonly wireName: string;
  readonly shape: Shape;
}

export type Shape =
  | { readonly kind: 'structure'; readonly members: () => readonly Member[]; readonly required: readonly string[] }
  | { readonly kind: 'list' | 'map'; readonly item: () => Shape }
  | { readonly kind: 'text' | 'number' | 'boolean' | 'timestamp' | 'other' };

export interface SdkOperation {
  /** Method, path with labels in braces, status; null: the protocol has no such binding. */
  readonly http: readonly [method: string, path: string, status: number] | null;
  readonly input: Shape;
  readonly output: Shape;
}

/** @throws ZodError when the SDK has no such operation, or writes its schemas in another way than is known here */
export function sdkOperation(service: ServiceId, name: string): SdkOperation {
  const found: unknown = Reflect.get(modules[service], `${name}$`);
  const [, , , traits, input, output] = operationSchema.parse(found);
  const http = httpTrait.safeParse(traits);
  return { http: http.success ? http.data.http : null, input: shapeOf(input), output: shapeOf(output) };
}

const scalars: ReadonlyMap<unknown, 'text' | 'number' | 'boolean' | 'timestamp'> = new Map([
  [0, 'text'],
  [1, 'number'],
  [2, 'boolean'],
  [4, 'timestamp'],
  [5, 'timestamp'],
  [6, 'timestamp'],
  [7, 'timestamp'],
]);

function shapeOf(reference: unknown): Shape {
  const schema = schemaOf(reference);
  const asStructure = structure.safeParse(schema);
  if (asStructure.success) {
    const [, , , , names, schemas, required] = asStructure.data;
    return {
      kind: 'structure',
      members: () => names.map((name, index) => memberOf(name, schemas[index])),
      required: names.slice(0, typeof required === 'number' ? required : 0),
    };
  }
  const asList = list.safeParse(schema);
  if (asList.success) return { kind: 'list', item: () => shapeOf(unwrapped(asList.data[4])) };
  const asMap = map.safeParse(schema);
  if (asMap.success) return { kind: 'map', item: () => shapeOf(unwrapped(asMap.data[5])) };
  const asSimple = simple.safeParse(schema);
  if (asSimple.success) return shapeOf(asSimple.data[4]);
  if (schema === 'unit') return { kind: 'structure', members: () => [], required: [] };
  // 64 and 128 stand for a list of, and a map to, what the rest of the number says.
  if (typeof schema === 'number' && schema >= 64)
    return { kind: schema >= 128 ? 'map' : 'list', item: () => shapeOf(schema % 64) };
  return { kind: scalars.get(schema) ?? 'other' };
}

/** Of a member or an item: its schema alone, or a pair of schema and traits. */
const pair = z.tuple([z.union([z.number(), z.custom((value) => typeof value === 'function')]), z.unknown()]);

const unwrapped = (schema: unknown): unknown => pair.safeParse(schema).data?.[0] ?? schema;

function memberOf(name: string, schema: unknown): Member {
  const traits = pair.safeParse(schema).data?.[1];
  const shape = shapeOf(unwrapped(schema));
  const { httpLabel, httpQuery, httpHeader, jsonName } = namedTraits.safeParse(traits).data ?? {};
  if (httpLabel !== undefined) return { name, shape, place: 'label', wireName: name };
  if (httpQuery !== undefined) return { name, shape, place: 'query', wireName: httpQuery };
  if (httpHeader !== undefined) return { name, shape, place: 'header', wireName: httpHeader };
  const has = (bit: number): boolean => typeof traits === 'number' && (traits & bit) !== 0;
  const place = has(bits.label)
    ? 'label'
    : has(bits.payload)
      ? 'payload'
      : has(bits.status)
        ? 'status'
        : has(bits.queryMap)
          ? 'queryMap'
          : 'body';
  return { name, shape, place, wireName: jsonName ?? name };
}
