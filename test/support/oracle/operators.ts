// In: an operator's name as a policy writes it. Out: what it compares and how, or null if it is none of AWS's.
// Promise: names regard case; `Null` takes neither a set prefix nor `IfExists`.

export type Family = 'text' | 'binary' | 'arn' | 'numeric' | 'date' | 'bool' | 'ip' | 'null';
export type Relation = '=' | '<' | '<=' | '>' | '>=';

interface Comparison {
  readonly family: Family;
  readonly relation: Relation;
  readonly negated: boolean;
  readonly wildcards: boolean;
  readonly ignoreCase: boolean;
}

export interface Operator extends Comparison {
  readonly ifExists: boolean;
  readonly set: 'any' | 'all' | null;
}

const ORDERS: readonly (readonly [string, Relation])[] = [
  ['Equals', '='],
  ['LessThan', '<'],
  ['LessThanEquals', '<='],
  ['GreaterThan', '>'],
  ['GreaterThanEquals', '>='],
];

const COMPARISONS = new Map<string, Comparison>([
  ['StringEquals', comparison('text')],
  ['StringNotEquals', comparison('text', { negated: true })],
  ['StringEqualsIgnoreCase', comparison('text', { ignoreCase: true })],
  ['StringNotEqualsIgnoreCase', comparison('text', { ignoreCase: true, negated: true })],
  ['StringLike', comparison('text', { wildcards: true })],
  ['StringNotLike', comparison('text', { wildcards: true, negated: true })],
  ['BinaryEquals', comparison('binary')],
  ['ArnEquals', comparison('arn', { wildcards: true })],
  ['ArnLike', comparison('arn', { wildcards: true })],
  ['ArnNotEquals', comparison('arn', { wildcards: true, negated: true })],
  ['ArnNotLike', comparison('arn', { wildcards: true, negated: true })],
  ['Bool', comparison('bool', { ignoreCase: true })],
  ['IpAddress', comparison('ip')],
  ['NotIpAddress', comparison('ip', { negated: true })],
  ['Null', comparison('null')],
  ...ORDERS.flatMap(([suffix, relation]): [string, Comparison][] => [
    [`Numeric${suffix}`, comparison('numeric', { relation })],
    [`Date${suffix}`, comparison('date', { relation })],
  ]),
  ['NumericNotEquals', comparison('numeric', { negated: true })],
  ['DateNotEquals', comparison('date', { negated: true })],
]);

function comparison(family: Family, details: Partial<Comparison> = {}): Comparison {
  return { family, relation: '=', negated: false, wildcards: false, ignoreCase: false, ...details };
}

export function parseOperator(name: string): Operator | null {
  const parts = /^(?:(ForAnyValue|ForAllValues):)?(.*?)(IfExists)?$/s.exec(name);
  const found = COMPARISONS.get(parts?.[2] ?? '');
  if (parts === null || found === undefined) return null;
  const set = parts[1] === undefined ? null : parts[1] === 'ForAnyValue' ? 'any' : 'all';
  const ifExists = parts[3] !== undefined;
  return found.family === 'null' && (set !== null || ifExists) ? null : { ...found, set, ifExists };
}
