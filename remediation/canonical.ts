/**
 * A resource policy in a form that only its meaning decides, so that two texts can be told to mean the same: API Gateway expands
 * `execute-api:/…`, turns a list of one into a scalar, and escapes the text when it is read. `Id`, `Sid` and the order of statements
 * are kept: whoever changed them would lose that edit.
 */
import { createHash } from 'node:crypto';
import { isList, isObject, type Json, type JsonObject } from '../policy/json-value.ts';
import { decodePolicyText } from '../policy/read/decode.ts';
import { readJson } from '../policy/read/json.ts';

/** A policy text down to its JSON. `unreadable` is a text that is no JSON object. */
export type PolicyJson =
  | { readonly kind: 'absent' }
  | { readonly kind: 'json'; readonly text: string; readonly document: JsonObject }
  | { readonly kind: 'unreadable' };

/** @param policyText as the account gives it, escapes and all; null: none */
export function readPolicyJson(policyText: string | null): PolicyJson {
  const decoded = decodePolicyText(policyText ?? '');
  if (decoded.kind !== 'json') return { kind: decoded.kind };
  const json = readJson(decoded.text);
  if (!json.ok || !isObject(json.value)) return { kind: 'unreadable' };
  return { kind: 'json', text: decoded.text, document: json.value };
}

/**
 * SHA-256, 64 hexadecimal digits, of what a policy text means for the API. Texts that cannot be read are hashed as they stand.
 * @param apiArn `arn:PARTITION:execute-api:REGION:ACCOUNT:APIID`
 */
export function hashPolicy(policyText: string | null, apiArn: string): string {
  const read = readPolicyJson(policyText);
  const form = read.kind === 'json' ? canonicalForm(read.document, apiArn) : `${read.kind} ${policyText ?? ''}`.trim();
  return createHash('sha256').update(form).digest('hex');
}

export function canonicalForm(document: JsonObject, apiArn: string): string {
  const statements = statementsIn(document).map((statement) => canonicalStatement(statement, apiArn));
  return JSON.stringify(sorted({ ...document, Statement: statements }));
}

/** The statements of a document, whether they stand in a list or alone. */
export function statementsIn(document: JsonObject): readonly Json[] {
  const statements = document['Statement'];
  return isList(statements) ? statements : statements === undefined ? [] : [statements];
}

/** The policy with every `execute-api:/…` resource written out as API Gateway stores it. */
export function expandResources(document: JsonObject, apiArn: string): JsonObject {
  const expand = (value: Json): Json => {
    if (isList(value)) return value.map(expand);
    return typeof value === 'string' && value.startsWith('execute-api:/')
      ? apiArn + value.slice('execute-api:'.length)
      : value;
  };
  const expanded = statementsIn(document).map((statement) =>
    isObject(statement)
      ? mapMembers(statement, (name, value) => (/^(?:Not)?Resource$/.test(name) ? expand(value) : value))
      : statement,
  );
  return { ...document, Statement: isList(document['Statement']) ? expanded : (expanded[0] ?? null) };
}

function canonicalStatement(statement: Json, apiArn: string): Json {
  const expanded = expandResources({ Statement: statement }, apiArn)['Statement'] ?? null;
  if (!isObject(expanded)) return expanded;
  return mapMembers(expanded, (name, value) => {
    if (/Principal$/.test(name)) return canonicalPrincipal(value);
    if (/(?:Action|Resource)$/.test(name)) return set(value);
    return name === 'Condition' && isObject(value) ? canonicalCondition(value) : value;
  });
}

function canonicalPrincipal(value: Json): Json {
  const members = isObject(value) ? value : { AWS: value };
  return mapMembers(members, (_family, names) => set(names, accountOf));
}

/** An account's root user stands for the account. */
const accountOf = (text: string): string => /^arn:[a-z-]+:iam::([0-9]+):root$/.exec(text)?.[1] ?? text;

const canonicalCondition = (condition: JsonObject): Json =>
  mapMembers(condition, (_operator, block) =>
    isObject(block) ? mapMembers(block, (_key, values) => set(values)) : block,
  );

/** Values that are a set to the policy language; numbers and booleans count as their text. */
function set(value: Json, spell: (text: string) => string = (text) => text): Json {
  const values = isList(value) ? value : [value];
  const isPlain = values.every((one) => one !== null && typeof one !== 'object');
  return isPlain ? [...new Set(values.map((one) => spell(String(one))))].sort() : value;
}

const mapMembers = (members: JsonObject, change: (name: string, value: Json) => Json): JsonObject =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [name, change(name, value)]));

function sorted(value: Json): Json {
  if (isList(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, sorted(member)]));
}
