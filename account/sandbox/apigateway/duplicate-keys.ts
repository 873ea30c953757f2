/**
 * JSON in which an object has a key twice: a parser keeps one of the two in silence. Assumed: API Gateway takes no such document.
 */
import { isJsonList, isJsonRecord, type Json } from '../core/values.ts';

/** In JSON, a string before a colon is a key, and nothing else is. */
const keyPattern = /"(?:[^"\\]|\\.)*"\s*:/g;

/** @param parsed what the text was parsed to */
export function hasDuplicateKeys(text: string, parsed: Json): boolean {
  return (text.match(keyPattern) ?? []).length > countKeys(parsed);
}

function countKeys(value: Json): number {
  if (isJsonList(value)) return sum(value.map(countKeys));
  if (!isJsonRecord(value)) return 0;
  const inner = Object.values(value);
  return inner.length + sum(inner.map(countKeys));
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
