/**
 * The protocol REST-JSON, which API Gateway and Lambda speak: path, query and headers carry part of the input.
 * https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
import { TrieRouter } from 'hono/router/trie-router';
import { notModelled, ServiceError } from '../core/errors.ts';
import type { Service } from '../core/operation.ts';
import type { Json, Output, OutputRecord } from '../core/values.ts';
import { readBody, writeBody } from './json-body.ts';
import { isForm, type Decoded, type HttpAnswer, type HttpRequest, type Protocol } from './protocol.ts';
import type { ParameterKind, Route } from './route.ts';

export type { Route } from './route.ts';

export function restJson(service: Service, routes: readonly Route[]): Protocol {
  const router = new TrieRouter<Route>();
  for (const route of routes)
    router.add(route.method, (route.path.split('?')[0] ?? '').replaceAll(/\{(\w+)\}/g, ':$1'), route);
  return {
    service,
    routes,
    speaks: ({ header }) => header('x-amz-target') === undefined && !isForm(header('content-type')),
    decode: (request) => {
      const [matching] = router.match(request.method, request.path);
      const found = matching.find(([route]) => hasFixedQuery(route, request.query));
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
  const query = new URLSearchParams(request.query);
  for (const name of fixedQuery(route).keys()) query.delete(name);
  const input = members(route, { ...payloadOf(route, request.body), ...queryOf(route, query) });
  for (const [member, name] of Object.entries(route.requestHeaders ?? {})) {
    const value = request.header(name);
    if (value !== undefined) input[member] = value;
  }
  for (const [label, value] of Object.entries(labels)) input[label] = decodeLabel(String(value));
  return { operation: route.operation, input, encode: (answer, requestId) => encode(route, answer, requestId) };
}

const fixedQuery = ({ path }: Route): URLSearchParams => new URLSearchParams(path.split('?')[1] ?? '');

function hasFixedQuery(route: Route, given: URLSearchParams): boolean {
  return [...fixedQuery(route)].every(([name, value]) => given.get(name) === value);
}

/** What came under the names of the wire, under the members' own. */
function members({ wireNames = {} }: Route, named: Readonly<Record<string, Json>>): Record<string, Json> {
  const memberOf = new Map(Object.entries(wireNames).map(([member, name]) => [name, member]));
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [memberOf.get(name) ?? name, value]));
}

function payloadOf({ requestPayload }: Route, body: Uint8Array): Readonly<Record<string, Json>> {
  if (requestPayload === undefined) return readBody(body);
  return body.length === 0 ? {} : { [requestPayload]: Buffer.from(body).toString('base64') };
}

function decodeLabel(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ServiceError('SerializationException', 400, `the path is not percent-encoded UTF-8: ${text}`);
  }
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

/** A value that is not of its kind stays as it came, so that the operation's schema refuses it. */
function parameter(values: readonly string[], kind: Exclude<ParameterKind, 'map'>): Json {
  const [first = '', ...more] = values;
  if (kind === 'list' || more.length > 0) return values;
  switch (kind) {
    case 'number':
      return /^-?\d+$/.test(first) ? Number(first) : first;
    case 'boolean':
      return first === 'true' || first === 'false' ? first === 'true' : first;
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
    else body[route.wireNames?.[member] ?? member] = value;
  }
  return { status, headers, body: bodyOf(route, body) };
}

function bodyOf(route: Route, body: Readonly<Record<string, Output>>): string | Uint8Array {
  if (route.status === 204) return '';
  if (route.answerPayload === undefined) return writeBody(body);
  const payload = body[route.answerPayload];
  return typeof payload === 'string' || payload instanceof Uint8Array ? payload : '';
}
