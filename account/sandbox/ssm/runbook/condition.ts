/**
 * The conditions of `aws:branch` and `aws:loop`.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branchdocs.html
 */
import { z } from 'zod';
import { isJsonRecord, type Json, type JsonRecord } from '../../core/values.ts';
import { invalidContent } from '../errors.ts';
import { isList } from './data-type.ts';

const strings = ['StringEquals', 'EqualsIgnoreCase', 'StartsWith', 'EndsWith', 'Contains'] as const;
const numbers = [
  'NumericEquals',
  'NumericGreater',
  'NumericLesser',
  'NumericGreaterOrEquals',
  'NumericLesserOrEquals',
] as const;
const booleans = ['BooleanEquals'] as const;

type StringOperation = (typeof strings)[number];
type NumericOperation = (typeof numbers)[number];

interface Comparison {
  readonly kind: 'comparison';
  /** The text of `Variable`, references and all. */
  readonly variable: string;
  readonly test: Test;
}

/** The operand is what the document states; a text may hold references. */
type Test =
  | { readonly operation: StringOperation; readonly operand: string }
  | { readonly operation: NumericOperation; readonly operand: number | string }
  | { readonly operation: 'BooleanEquals'; readonly operand: boolean | string };

export type Condition =
  | Comparison
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition };

/**
 * @param stepName for messages
 * @throws ServiceError InvalidDocumentContent
 */
export function parseCondition(stated: Json, stepName: string): Condition {
  if (!isJsonRecord(stated)) throw invalidContent(`a condition of step ${stepName} is not an object`);
  const names = Object.keys(stated);
  const [operator = '', ...others] = names;
  if (others.length === 0 && (operator === 'And' || operator === 'Or')) return combination(operator, stated, stepName);
  if (others.length === 0 && operator === 'Not')
    return { kind: 'not', of: parseCondition(stated['Not'] ?? null, stepName) };
  const [operation = '', ...more] = names.filter((name) => name !== 'Variable');
  const variable = stated['Variable'];
  if (typeof variable !== 'string' || more.length > 0)
    throw invalidContent(
      `a condition of step ${stepName} has ${names.join(', ') || 'nothing'}; it takes Variable with one operation, And, Or, or Not`,
    );
  return { kind: 'comparison', variable, test: parseTest(operation, stated[operation] ?? null, stepName) };
}

/** The message is AWS's own. */
function combination(operator: 'And' | 'Or', stated: JsonRecord, stepName: string): Condition {
  const parts = stated[operator];
  const expressions = isList(parts) ? parts : [];
  if (expressions.length < 2)
    throw invalidContent(
      `Expect at lease two expressions for operator: ${operator} in step: ${stepName}. Provided: ${expressions.length}`,
    );
  const of = expressions.map((part) => parseCondition(part, stepName));
  return { kind: operator === 'And' ? 'and' : 'or', of };
}

const testSchema = z.union([
  z.object({ operation: z.enum(strings), operand: z.string() }),
  z.object({ operation: z.enum(numbers), operand: z.union([z.number(), z.string().includes('{{')]) }),
  z.object({ operation: z.enum(booleans), operand: z.union([z.boolean(), z.string().includes('{{')]) }),
]);

function parseTest(operation: string, operand: Json, stepName: string): Test {
  const parsed = testSchema.safeParse({ operation, operand });
  if (parsed.success) return parsed.data;
  throw invalidContent(
    `step ${stepName} compares by ${operation || 'nothing'} with ${JSON.stringify(operand)}, which Automation does not support`,
  );
}

/** A comparison of things that cannot be compared: AWS does not document what comes of it. */
export class Incomparable extends Error {
  override readonly name = 'Incomparable';
}

/**
 * @param resolve what a text stands for at the moment
 * @throws Incomparable, and what `resolve` throws
 */
export function holds(condition: Condition, resolve: (text: string) => Json): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.of.every((part) => holds(part, resolve));
    case 'or':
      return condition.of.some((part) => holds(part, resolve));
    case 'not':
      return !holds(condition.of, resolve);
    case 'comparison':
      return compare(condition, resolve);
  }
}

function compare({ variable, test: { operation, operand } }: Comparison, resolve: (text: string) => Json): boolean {
  const left = resolve(variable);
  const right = typeof operand === 'string' ? resolve(operand) : operand;
  switch (operation) {
    case 'StringEquals':
    case 'EqualsIgnoreCase':
    case 'StartsWith':
    case 'EndsWith':
    case 'Contains':
      if (typeof left === 'string' && typeof right === 'string') return compareStrings(operation, left, right);
      break;
    case 'BooleanEquals':
      if (typeof left === 'boolean' && typeof right === 'boolean') return left === right;
      break;
    default:
      if (typeof left === 'number' && typeof right === 'number') return compareNumbers(operation, left, right);
  }
  throw new Incomparable(`${operation} cannot compare ${JSON.stringify(left)} with ${JSON.stringify(right)}`);
}

function compareStrings(operation: StringOperation, left: string, right: string): boolean {
  switch (operation) {
    case 'StringEquals':
      return left === right;
    case 'EqualsIgnoreCase':
      return left.toLowerCase() === right.toLowerCase();
    case 'StartsWith':
      return left.startsWith(right);
    case 'EndsWith':
      return left.endsWith(right);
    case 'Contains':
      return left.includes(right);
  }
}

function compareNumbers(operation: NumericOperation, left: number, right: number): boolean {
  switch (operation) {
    case 'NumericEquals':
      return left === right;
    case 'NumericGreater':
      return left > right;
    case 'NumericLesser':
      return left < right;
    case 'NumericGreaterOrEquals':
      return left >= right;
    case 'NumericLesserOrEquals':
      return left <= right;
  }
}
