// In: a parsed policy document. Out: its statements and their condition tests, as loosely as JSON has them.
// Promise: nothing is dropped; what has no readable shape comes out as null.
import { parseOperator } from './operators.ts';
import type { Operator } from './operators.ts';

/** `variables`: Version 2012-10-17. `plain`: 2008-10-17 or none. `unclear`: another version. */
export type Dialect = 'variables' | 'plain' | 'unclear';

export type Json = Readonly<Record<string, unknown>>;

export interface ConditionTest {
  /** null: an operator that is none of AWS's. */
  readonly operator: Operator | null;
  /** In lower case. */
  readonly key: string;
  readonly values: readonly unknown[];
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

export function dialectOf(policy: unknown): Dialect {
  const version = isObject(policy) ? policy['Version'] : undefined;
  if (version === '2012-10-17') return 'variables';
  return version === undefined || version === '2008-10-17' ? 'plain' : 'unclear';
}

export function statementsOf(policy: unknown): readonly Json[] {
  return isObject(policy) ? listOf(policy['Statement']).filter(isObject) : [];
}

/** The text of a string, number or truth value. */
export function textOfScalar(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** Every test of a statement's conditions; null where a block is not an object. */
export function conditionTests(statement: Json): readonly (ConditionTest | null)[] {
  if (!('Condition' in statement)) return [];
  const condition = statement['Condition'];
  if (!isObject(condition)) return [null];
  return Object.entries(condition).flatMap(([name, block]) => {
    if (!isObject(block) || Object.keys(block).length === 0) return [null];
    const operator = parseOperator(name);
    return Object.entries(block).map(([key, value]) => ({
      operator,
      key: key.toLowerCase(),
      values: listOf(value),
    }));
  });
}
