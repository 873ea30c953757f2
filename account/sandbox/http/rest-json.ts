/**
 * The protocol REST-JSON, which API Gateway and Lambda speak: path, query and headers carry part of the input.
 * https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
import { TrieRouter } from 'hono/router/trie-router';
import { notModelled } from '../core/errors.ts';
import type { Service } from '../core/operation.ts';
import type { Json, Output, OutputRecord } from '../core/values.ts';
import { readBody, writeBody } from './json-body.ts';
import type { Decoded, HttpAnswer, HttpRequest, Protocol } from './protocol.ts';

type ParameterKind = 'text' | 'number' | 'boolean' | 'list' | 'map';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With labels in braces, such as `/restapis/{restApiId}`. */
  readonly path: string;
  readonly operation: string;
  /** Of a success; 200 when left out. */
  readonly status?: number;
  /** Query parameter → how it is read. `map` takes all parameters that no other name takes. */
  readonly query?: Readonly<Record<string, ParameterKind>>;
  /** Member → header that carries it in the request. */
  readonly requestHeaders?: Readonly<Record<string, string>>;
  /** Member → header that carries it in the answer. */
  readonly answerHeaders?: Readonly<Record<string, string>>;
  /** The member that is the whole body of the request, as base64 text. */
  readonly requestPayload?: string;
  /** The member that is the whole body of the answer. */
  readonly answerPayload?: string;
  /** The member that the answer's HTTP status is. */
  readonly answerStatus?: string;
}

export function restJson(service: Service, routes: readonly Route[]): Protocol {
  const router = new TrieRouter<Route>();
  for (const route of routes) router.add(route.method, route.path.replaceAll(/\{(\w+)\}/g, ':$1'), route);
  return {
    service,
    decode: (request) => {
      const [[found]] = router.match(request.method, request.path);
      if (found === undefined) throw notModelled(`${service.id}: ${request.method} ${request.path}`);
      const [route, labels] = found;
      return decode(route, labels, request);
    },
    encodeError: ({ code, status, message }, requestId) => ({
      status,
      headers: { 'Content-Type': 'application/json', 'x-amzn-ErrorType': code, 'x-amzn-RequestId': requestId },
      body: JSON.stringify({ message }),
    }),
  };
}

function decode(route: Route, labels: Readonly<Record<string, unknown>>, request: HttpRequest): Decoded {
  const payload: Readonly<Record<string, Json>> =
    route.requestPayload === undefined
      ? readBody(request.body)
      : { [route.requestPayload]: Buffer.from(request.body).toString('base64') };
  const input: Record<string, Json> = { ...payload, ...queryOf(route, request.query) };
  for (const [member, name] of Object.entries(route.requestHeaders ?? {})) {
    const value = request.header(name);
    if (value !== undefined) input[member] = value;
  }
  for (const [label, value] of Object.entries(labels)) input[label] = decodeURIComponent(String(value));
  return { operation: route.operation, input, encode: (answer, requestId) => encode(route, answer, requestId) };
}

function queryOf({ query = {} }: Route, given: URLSearchParams): Record<string, Json> {
  const input: Record<string, Json> = {};
  const mapName = Object.entries(query).find(([, kind]) => kind === 'map')?.[0];
  for (const name of new Set(given.keys())) {
    const kind = query[name] ?? (mapName === undefined ? 'text' : 'map');
    if (kind === 'map') continue;
    input[name] = parameter(given.getAll(name), kind);
  }
  if (mapName !== undefined)
    input[mapName] = Object.fromEntries([...given].filter(([name]) => query[name] === undefined));
  return input;
}

function parameter(values: readonly string[], kind: Exclude<ParameterKind, 'map'>): Json {
  const [first = ''] = values;
  switch (kind) {
    case 'list':
      return values;
    case 'number':
      return Number(first);
    case 'boolean':
      return first === 'true';
    case 'text':
      return first;
  }
}

function encode(route: Route, answer: OutputRecord, requestId: string): HttpAnswer {
  const headers: Record<string, string> = { 'Content-Type': 'application/json', 'x-amzn-RequestId': requestId };
  const body: Record<string, Output> = {};
  let status = route.status ?? 200;
  for (const [member, value] of Object.entries(answer)) {
    const header = route.answerHeaders?.[member];
    if (header !== undefined && typeof value === 'string') headers[header] = value;
    else if (member === route.answerStatus && typeof value === 'number') status = value;
    else body[member] = value;
  }
  return { status, headers, body: bodyOf(route, body) };
}

function bodyOf(route: Route, body: Readonly<Record<string, Output>>): string | Uint8Array {
  if (route.status === 204) return '';
  if (route.answerPayload === undefined) return writeBody(body);
  const payload = body[route.answerPayload];
  return typeof payload === 'string' || payload instanceof Uint8Array ? payload : '';
}
