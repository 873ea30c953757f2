/**
 * The elements of one statement: JSON in, nodes out, problems (values of a JSON type that the element does not take)
 * added to the list with their path.
 */
import type { ActionEntry, Element, PrincipalEntry, ResourceEntry, Unmodelled } from '../document.ts';
import { isObject, textList, type Json, type JsonObject } from '../json-value.ts';
import { bareForm, readAction, readPrincipal, readResource } from './entries.ts';
import type { Problem } from './problem.ts';

export const unmodelled = (raw: Json | undefined, why: string): Unmodelled => ({
  kind: 'unmodelled',
  raw,
  why,
});

type ElementName = 'Principal' | 'Action' | 'Resource';

const opposites = { Principal: 'NotPrincipal', Action: 'NotAction', Resource: 'NotResource' } as const;

/** Whether `NotName` stands there instead of `Name`; both together is a problem. */
function isNegated(statement: JsonObject, name: ElementName, at: string, problems: Problem[]): boolean {
  const opposite = opposites[name];
  if (statement[opposite] === undefined) return false;
  if (statement[name] !== undefined) {
    problems.push({
      path: `${at}.${opposite}`,
      message: `a statement has either \`${name}\` or \`${opposite}\`, not both`,
    });
  }
  return true;
}

function listElement<Entry>(
  statement: JsonObject,
  name: 'Action' | 'Resource',
  read: (text: string) => Entry,
  at: string,
  problems: Problem[],
): Element<Entry> {
  const negated = isNegated(statement, name, at, problems);
  const value = statement[negated ? opposites[name] : name];
  if (value === undefined || value === null) {
    return { ...unmodelled(value, `\`${name}\` is missing`), negated };
  }
  const texts = textList(value);
  if (texts === null) {
    problems.push({
      path: `${at}.${negated ? 'Not' : ''}${name}`,
      message: 'expected a string or a list of strings',
    });
    return { ...unmodelled(value, 'not a list of strings'), negated };
  }
  if (texts.length === 0) return { ...unmodelled(value, `the list of \`${name}\` is empty`), negated };
  return { kind: 'list', negated, entries: texts.map(read) };
}

export const readActions = (statement: JsonObject, at: string, problems: Problem[]): Element<ActionEntry> =>
  listElement(statement, 'Action', readAction, at, problems);

export const readResources = (statement: JsonObject, at: string, problems: Problem[]): Element<ResourceEntry> =>
  listElement(statement, 'Resource', readResource, at, problems);

export function readPrincipals(statement: JsonObject, at: string, problems: Problem[]): Element<PrincipalEntry> {
  const negated = isNegated(statement, 'Principal', at, problems);
  const value = statement[negated ? 'NotPrincipal' : 'Principal'];
  if (value === undefined || value === null) return { ...unmodelled(value, '`Principal` is missing'), negated };
  if (typeof value === 'string') return { kind: 'list', negated, entries: [readPrincipal(bareForm, value)] };
  if (isObject(value)) return principalFamilies(value, negated);
  problems.push({
    path: `${at}.${negated ? 'Not' : ''}Principal`,
    message: 'expected `"*"` or an object such as `{"AWS": …}`',
  });
  return { ...unmodelled(value, 'not a principal'), negated };
}

function principalFamilies(families: JsonObject, negated: boolean): Element<PrincipalEntry> {
  const entries: PrincipalEntry[] = [];
  for (const family of Object.keys(families)) {
    const texts = textList(families[family] ?? null);
    if (texts === null || texts.length === 0) {
      return {
        ...unmodelled(families, `\`Principal.${family}\` is no string and no list of strings`),
        negated,
      };
    }
    for (const text of texts) entries.push(readPrincipal(family, text));
  }
  if (entries.length === 0) return { ...unmodelled(families, '`Principal` names nobody'), negated };
  return { kind: 'list', negated, entries };
}
