/** The `Condition` element: JSON in, one node a tested key out. */
import type { Condition } from '../document.ts';
import { isKeyName } from '../condition/keys.ts';
import { readOperator } from '../condition/operators.ts';
import { isList, isObject, type Json, type JsonObject } from '../json-value.ts';
import { unmodelled } from './elements.ts';
import type { Problem } from './problem.ts';

export function readConditions(value: Json | undefined, at: string, problems: Problem[]): readonly Condition[] {
  if (value === undefined) return [];
  if (value === null) return [{ ...unmodelled(null, '`Condition` is null'), operatorName: null, key: null }];
  if (!isObject(value)) {
    problems.push({ path: `${at}.Condition`, message: 'expected an object of condition operators' });
    return [];
  }
  const conditions: Condition[] = [];
  for (const operatorName of Object.keys(value)) {
    readBlock(operatorName, value[operatorName] ?? null, `${at}.Condition.${operatorName}`, conditions, problems);
  }
  return conditions;
}

function readBlock(operatorName: string, block: Json, at: string, conditions: Condition[], problems: Problem[]): void {
  if (block === null) {
    conditions.push({ ...unmodelled(null, `\`${operatorName}\` is null`), operatorName, key: null });
    return;
  }
  if (!isObject(block)) {
    problems.push({ path: at, message: 'expected an object of condition keys' });
    return;
  }
  const keys = Object.keys(block);
  if (keys.length === 0)
    conditions.push({ ...unmodelled(block, `\`${operatorName}\` names no key`), operatorName, key: null });
  if (keys.length > 1) repeatedKeys(keys, at, problems);
  for (const key of keys) conditions.push(readTest(operatorName, key, block, at, problems));
}

/** Key names do not regard case, so two spellings of one key are the same key twice. */
function repeatedKeys(keys: readonly string[], at: string, problems: Problem[]): void {
  const seen = new Set<string>();
  for (const key of keys) {
    const id = key.toLowerCase();
    if (seen.has(id)) {
      problems.push({
        path: `${at}.${key}`,
        message: `the condition key \`${key}\` stands twice, in different case`,
      });
    }
    seen.add(id);
  }
}

function readTest(operatorName: string, key: string, block: JsonObject, at: string, problems: Problem[]): Condition {
  const raw = block[key] ?? null;
  if (raw === null) return { ...unmodelled(null, `the value of \`${key}\` is null`), operatorName, key };
  const values = scalarList(raw);
  if (values === null) {
    problems.push({
      path: `${at}.${key}`,
      message: 'expected a string, number or boolean, or a list of them',
    });
    return { ...unmodelled(raw, 'no values'), operatorName, key };
  }
  if (values.length === 0)
    return { ...unmodelled(raw, `\`${key}\` is compared with an empty list`), operatorName, key };
  const operator = readOperator(operatorName);
  if (operator === null)
    return { ...unmodelled(raw, `AWS has no condition operator \`${operatorName}\``), operatorName, key };
  if (!isKeyName(key)) return { ...unmodelled(raw, `\`${key}\` is no condition key`), operatorName, key };
  return { kind: 'test', operatorName, operator, key, values };
}

const isScalar = (value: Json): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

function scalarList(value: Json): readonly string[] | null {
  if (typeof value === 'string') return [value];
  if (isScalar(value)) return [String(value)];
  if (!isList(value)) return null;
  const texts: string[] = [];
  for (const item of value) {
    if (!isScalar(item)) return null;
    texts.push(String(item));
  }
  return texts;
}
