/**
 * JSON text to a value. In: text. Out: the value, or every problem found. Promises what `JSON.parse` does not: a key given
 * twice in one object is a problem (otherwise the earlier value is dropped in silence).
 */
import { isList, type Json } from '../json-value.ts';
import { depthOf } from './depth.ts';
import { diagnose } from './diagnose.ts';
import type { Problem } from './problem.ts';

export type JsonResult =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly problems: readonly [Problem, ...Problem[]] };

/** Policies and answers of AWS nest less than ten levels. Whoever walks a value goes down into it level by level. */
const deepest = 500;

export function readJson(text: string): JsonResult {
  const value = parse(text);
  // INVARIANT: a swallowed duplicate key leaves fewer strings in the value than the text has string tokens.
  if (value !== undefined && countStrings(value) === countStringTokens(text)) return { ok: true, value };
  if (depthOf(text) > deepest) return { ok: false, problems: [tooDeep] };
  const [first, ...rest] = diagnose(text);
  const unplaced: Problem = {
    path: '$',
    message: 'the text is not valid JSON, or a key stands twice in one object',
  };
  return { ok: false, problems: [first ?? unplaced, ...rest] };
}

const tooDeep: Problem = { path: '$', message: `objects and lists are nested more than ${deepest} levels deep` };

const jsonParse: (text: string) => Json = JSON.parse;

function parse(text: string): Json | undefined {
  try {
    return jsonParse(text);
  } catch {
    return undefined;
  }
}

/** @returns not a number where the value is nested too deep to go on */
function countStrings(value: Json, depth = 0): number {
  if (typeof value === 'string') return 1;
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === deepest) return Number.NaN;
  let count = 0;
  if (isList(value)) {
    for (const item of value) count += countStrings(item, depth + 1);
    return count;
  }
  for (const member of Object.values(value)) count += 1 + countStrings(member, depth + 1);
  return count;
}

function countStringTokens(text: string): number {
  let count = 0;
  let open = text.indexOf('"');
  while (open !== -1) {
    count += 1;
    open = text.indexOf('"', closingQuote(text, open) + 1);
  }
  return count;
}

function closingQuote(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close !== -1 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
  return close === -1 ? text.length : close;
}

function isEscaped(text: string, index: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(index - 1 - backslashes) === 0x5c) backslashes += 1;
  return backslashes % 2 === 1;
}
