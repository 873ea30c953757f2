/**
 * What a redeployment would publish besides the policy. In: two exports of API Gateway, of what a stage serves and of what it would serve.
 * Out: every place in which they differ, in words. What is about the export or the stage and not about the API is left out: the
 * servers' addresses with the stage's name in them, and the version, which is a date.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html
 */
import type { Method } from '../account/ports.ts';
import { isList, isObject, type Json, type JsonObject } from '../policy/json-value.ts';
import { readJson } from '../policy/read/json.ts';
import { anyMethod, isMethod, policyMember } from '../rule/subject.ts';

export type Pending =
  | { readonly kind: 'compared'; readonly differences: readonly string[] }
  | { readonly kind: 'unreadable'; readonly why: string };

const mostNamed = 20;

/** @param served what a stage serves now. @param next what it would serve */
export function pendingChanges(served: string, next: string): Pending {
  const [old, now] = [readExport(served), readExport(next)];
  if (old === null || now === null) return { kind: 'unreadable', why: 'an export of the API is no JSON object' };
  const all = differences(old, now, []);
  const more = all.length - mostNamed;
  return {
    kind: 'compared',
    differences: more > 0 ? [...all.slice(0, mostNamed), `and ${more} more`] : all,
  };
}

/**
 * What can be told of pending changes without a deployment: routes that are saved and not served, and the other way round.
 * @param served what a stage serves now. @param saved the methods as they are saved
 */
export function pendingRoutes(served: string, saved: readonly Method[]): readonly string[] {
  const paths = readExport(served)?.['paths'];
  const routes = new Set(
    Object.entries(paths !== undefined && isObject(paths) ? paths : {}).flatMap(([path, methods]) =>
      Object.keys(isObject(methods) ? methods : {})
        .filter(isMethod)
        .map((method) => nameOf(['paths', path, method])),
    ),
  );
  const wanted = saved.map(({ httpMethod, path }) => `${httpMethod} ${path}`);
  return [
    ...wanted.filter((route) => !routes.has(route)).map((route) => `${route} is new`),
    ...[...routes].filter((route) => !wanted.includes(route)).map((route) => `${route} is gone`),
  ].sort();
}

/** The policy that an export shows, as JSON text; null: none, or no export. */
export function exportedPolicy(exportText: string): string | null {
  const json = readJson(exportText);
  const policy = json.ok && isObject(json.value) ? json.value[policyMember] : undefined;
  if (policy === undefined || policy === null) return null;
  return typeof policy === 'string' ? policy : JSON.stringify(policy);
}

const leftOut: ReadonlySet<string> = new Set([policyMember, 'servers', 'host', 'basePath']);

function readExport(text: string): JsonObject | null {
  const json = readJson(text);
  if (!json.ok || !isObject(json.value)) return null;
  const kept = Object.entries(json.value).filter(([name]) => !leftOut.has(name));
  const info = json.value['info'];
  return {
    ...Object.fromEntries(kept),
    ...(isObject(info) ? { info: { ...info, version: null } } : {}),
    servers: settingsOf(json.value['servers']),
  };
}

/** What is said of the servers beside their addresses: OpenAPI 3.0 has the endpoint's configuration there. Each once. */
function settingsOf(servers: Json | undefined): JsonObject {
  const all = (servers !== undefined && isList(servers) ? servers : []).flatMap((server) =>
    isObject(server) ? Object.entries(server) : [],
  );
  return Object.fromEntries(all.filter(([name]) => name !== 'url' && name !== 'variables'));
}

/** Methods are told apart one by one; whatever lies deeper is named by the place where it first differs. */
function differences(old: Json | undefined, now: Json | undefined, place: readonly string[]): readonly string[] {
  if (old === undefined) return [`${nameOf(place)} is new`];
  if (now === undefined) return [`${nameOf(place)} is gone`];
  if (isObject(old) && isObject(now)) {
    const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
    return names.flatMap((name) => differences(old[name], now[name], [...place, name]));
  }
  return isSame(old, now) ? [] : [`${nameOf(place)} differs`];
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  if (isList(one) && isList(other)) {
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]));
  }
  if (isObject(one ?? undefined) && isObject(other ?? undefined)) return differences(one, other, []).length === 0;
  return one === other;
}

function nameOf([first = '', path = '', method = '', ...rest]: readonly string[]): string {
  if (first !== 'paths') return [first, path, method, ...rest].filter((name) => name !== '').join('.');
  const called = method === anyMethod ? 'ANY' : method.toUpperCase();
  return [`${called} ${path}`.trim(), ...rest].join(', ');
}
