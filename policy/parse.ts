/**
 * Text to policy, at the door, once. In: the policy as API Gateway, a file or a JSON value holds it. Out: the policy; or that there
 * is none; or every problem that makes it unreadable, each with its JSON path (docs/semantics.md §4.1).
 */
import type { Policy, Statement } from './document.ts';
import { isList, isObject, type Json, type JsonObject } from './json-value.ts';
import { decodePolicyText } from './read/decode.ts';
import { readActions, readPrincipals, readResources } from './read/elements.ts';
import { readConditions } from './read/conditions.ts';
import { readJson } from './read/json.ts';
import type { Problem } from './read/problem.ts';

export type ReadPolicy =
  | { readonly kind: 'policy'; readonly policy: Policy }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly problems: readonly [Problem, ...Problem[]] };

/**
 * @param text plain JSON, API Gateway's escaped form, a JSON string of either, or nothing (`""`, blanks, null, undefined)
 */
export function parsePolicy(text: string | null | undefined): ReadPolicy {
  const decoded = decodePolicyText(text ?? '');
  if (decoded.kind === 'absent') return { kind: 'absent' };
  if (decoded.kind === 'unreadable') return { kind: 'unreadable', problems: [decoded.problem] };
  const json = readJson(decoded.text);
  return json.ok ? parsePolicyValue(json.value) : { kind: 'unreadable', problems: json.problems };
}

/** @param value the policy as a JSON value that was read without losing keys (`readJson`), or a string holding its text */
export function parsePolicyValue(value: Json | undefined): ReadPolicy {
  if (value === undefined || value === null) return { kind: 'absent' };
  if (typeof value === 'string') return parsePolicy(value);
  const problems: Problem[] = [];
  const policy = readDocument(value, problems);
  const [first, ...rest] = problems;
  if (first !== undefined) return { kind: 'unreadable', problems: [first, ...rest] };
  return policy === null ? { kind: 'absent' } : { kind: 'policy', policy };
}

const documentElements: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement']);
const statementElements: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

function readDocument(value: Json, problems: Problem[]): Policy | null {
  if (!isObject(value)) {
    problems.push({ path: '$', message: 'expected a policy document: an object with `Statement`' });
    return null;
  }
  unknownElements(value, documentElements, '$', problems);
  if (value['Statement'] === undefined) problems.push({ path: '$', message: '`Statement` is missing' });
  return {
    version: readText(value['Version'], '$.Version', problems),
    id: readText(value['Id'], '$.Id', problems),
    statements: readStatements(value['Statement'], problems),
  };
}

function readStatements(value: Json | undefined, problems: Problem[]): readonly Statement[] {
  if (value === undefined) return [];
  if (!isList(value)) return onlyOne(readStatement(value, 0, '$.Statement', problems));
  return value.flatMap((item, index) => onlyOne(readStatement(item, index, `$.Statement[${index}]`, problems)));
}

const onlyOne = (statement: Statement | null): readonly Statement[] => (statement === null ? [] : [statement]);

function readStatement(value: Json, index: number, at: string, problems: Problem[]): Statement | null {
  if (!isObject(value)) {
    problems.push({ path: at, message: 'expected a statement: an object with `Effect`' });
    return null;
  }
  unknownElements(value, statementElements, at, problems);
  const effect = value['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') {
    const found = effect === undefined ? 'it is missing' : `found ${JSON.stringify(effect)}`;
    problems.push({ path: `${at}.Effect`, message: `\`Effect\` must be \`Allow\` or \`Deny\`: ${found}` });
  }
  return {
    index,
    sid: readText(value['Sid'], `${at}.Sid`, problems),
    effect: effect === 'Allow' ? 'Allow' : 'Deny',
    principal: readPrincipals(value, at, problems),
    action: readActions(value, at, problems),
    resource: readResources(value, at, problems),
    conditions: readConditions(value['Condition'], at, problems),
  };
}

function readText(value: Json | undefined, at: string, problems: Problem[]): string | null {
  if (value === undefined) return null;
  if (typeof value === 'string') return value;
  problems.push({ path: at, message: 'expected a string' });
  return null;
}

function unknownElements(value: JsonObject, known: ReadonlySet<string>, at: string, problems: Problem[]): void {
  for (const name of Object.keys(value)) {
    if (known.has(name)) continue;
    const meant = [...known].find((one) => one.toLowerCase() === name.toLowerCase().replace(/s$/, ''));
    const hint = meant === undefined ? '' : `: did you mean \`${meant}\`?`;
    problems.push({
      path: `${at}.${name}`,
      message: `the policy language has no element \`${name}\` here${hint}`,
    });
  }
}
