/**
 * CloudFormation's functions as far as AWS's own conformance packs use them: `Ref`, `Fn::If`, and in conditions `Fn::Equals` and `Fn::Not`.
 * In, a value of a template; out, the value that it stands for. And `Fn::ImportValue`, which AWS documents for an organisation's packs.
 * Any other function is a `TemplateProblem` that names it.
 */
import { isJsonRecord, type Json, type JsonRecord } from '../../core/values.ts';
import type { Imports } from './imports.ts';
import { TemplateProblem, type Template } from './template.ts';

export interface Names {
  readonly parameters: ReadonlyMap<string, string>;
  readonly conditions: ReadonlyMap<string, boolean>;
  readonly imports: Imports;
}

/** @param given by name, what takes the place of defaults */
export function namesOf(template: Template, given: ReadonlyMap<string, string>, imports: Imports): Names {
  for (const name of given.keys())
    if (!template.parameters.has(name)) throw new TemplateProblem(`The template has no parameter ${name}`);
  const parameters = new Map<string, string>();
  for (const [name, fallback] of template.parameters) {
    const value = given.get(name) ?? fallback;
    if (value === null) throw new TemplateProblem(`The parameter ${name} has no value and no default`);
    parameters.set(name, value);
  }
  const known = { parameters, conditions: new Map<string, boolean>(), imports };
  const conditions = [...template.conditions].map(([name, condition]) => [name, isTrue(condition, known)] as const);
  return { ...known, conditions: new Map(conditions) };
}

function isTrue(condition: Json, names: Names): boolean {
  const { name, argument } = functionIn(condition) ?? { name: 'a value', argument: null };
  const values = isJsonList(argument) ? argument : [];
  if (name === 'Fn::Equals' && values.length === 2) {
    const [left, right] = values.map((value) => JSON.stringify(asText(resolve(value, names) ?? null)));
    return left === right;
  }
  const [inner] = values;
  if (name === 'Fn::Not' && inner !== undefined && values.length === 1) return !isTrue(inner, names);
  throw new TemplateProblem(`Unsupported in a condition: ${name}`);
}

/** @returns undefined for `AWS::NoValue`: what it stands for is left out */
export function resolve(value: Json, names: Names): Json | undefined {
  const called = functionIn(value);
  if (called !== null) return callOf(called.name, called.argument, names);
  if (isJsonList(value)) return value.flatMap((inner) => resolve(inner, names) ?? []);
  return isJsonRecord(value) ? resolveMembers(value, names) : value;
}

export function resolveMembers(record: JsonRecord, names: Names): JsonRecord {
  const members = Object.entries(record).flatMap(([name, inner]) => {
    const resolved = resolve(inner, names);
    return resolved === undefined ? [] : [[name, resolved] as const];
  });
  return Object.fromEntries(members);
}

function callOf(name: string, argument: Json, names: Names): Json | undefined {
  switch (name) {
    case 'Ref':
      return referred(argument, names);
    case 'Fn::If':
      return chosen(argument, names);
    case 'Fn::ImportValue':
      return imported(argument, names);
    default:
      throw new TemplateProblem(`Unsupported function: ${name}`);
  }
}

function referred(argument: Json, { parameters }: Names): Json | undefined {
  if (argument === 'AWS::NoValue') return undefined;
  const value = typeof argument === 'string' ? parameters.get(argument) : undefined;
  if (value === undefined) throw new TemplateProblem(`Unsupported reference: Ref ${JSON.stringify(argument)}`);
  return value;
}

function imported(argument: Json, names: Names): string {
  const name = resolve(argument, names);
  if (typeof name === 'string') return names.imports(name);
  throw new TemplateProblem(`Fn::ImportValue needs the name of an export, not ${JSON.stringify(argument)}`);
}

function chosen(argument: Json, names: Names): Json | undefined {
  const [name, whenTrue, whenFalse, ...more] = isJsonList(argument) ? argument : [];
  const isMet = typeof name === 'string' ? names.conditions.get(name) : undefined;
  if (isMet === undefined || whenTrue === undefined || whenFalse === undefined || more.length > 0)
    throw new TemplateProblem(`Fn::If needs the name of a condition and two values, not ${JSON.stringify(argument)}`);
  return resolve(isMet ? whenTrue : whenFalse, names);
}

/** The function that a value is a call of, or null. */
export function functionIn(value: Json): { readonly name: string; readonly argument: Json } | null {
  if (!isJsonRecord(value)) return null;
  const [first, ...more] = Object.entries(value);
  const name = Object.keys(value).find((key) => key === 'Ref' || key === 'Condition' || key.startsWith('Fn::'));
  if (first === undefined || name === undefined) return null;
  if (more.length > 0) throw new TemplateProblem(`${name} stands beside other members`);
  return { name, argument: first[1] };
}

/** CloudFormation passes scalars on as text. */
export function asText(value: Json): Json {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** `Array.isArray` for JSON. */
export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
