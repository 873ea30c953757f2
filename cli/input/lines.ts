/** JSON Lines of `{id, policy | policyText, endpointType?}`; other members are left alone. A line that cannot be read is an entry too. */
import { parsePolicy, parsePolicyValue, type ReadPolicy } from '../../policy/parse.ts';
import { isObject, type Json, type JsonObject } from '../../policy/json-value.ts';
import { readJson } from '../../policy/read/json.ts';
import { describeProblem } from '../../policy/read/problem.ts';
import type { EndpointType } from '../../rule/decide.ts';
import { unfaithfulNumber } from '../../remediation/edit.ts';
import { savedPolicyAlone, unreadableEntry, type InputEntry, type Saved } from './entry.ts';

export function lineEntries(text: string, file: string): readonly InputEntry[] {
  return text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [lineEntry(line, index + 1, file)]));
}

/** Whether a JSON value looks like a line of such a file. */
export const isLineValue = (value: Json): value is JsonObject =>
  isObject(value) && ('policy' in value || 'policyText' in value);

function lineEntry(line: string, number: number, file: string): InputEntry {
  const source = `${file}:${number}`;
  const json = readJson(line);
  if (!json.ok)
    return unreadableEntry(
      `line ${number}`,
      source,
      json.problems.map((problem) => describeProblem({ ...problem, line: number })).join('; '),
    );
  return valueEntry(json.value, `line ${number}`, source, line);
}

/**
 * @param fallback the entry's id when it names none
 * @param text what the value was read from
 */
export function valueEntry(value: Json, fallback: string, source: string, text: string): InputEntry {
  if (!isObject(value)) return unreadableEntry(fallback, source, 'expected an object with `policy` or `policyText`');
  const id = typeof value['id'] === 'string' ? value['id'] : fallback;
  const endpointType = readEndpointType(value['endpointType']);
  if (endpointType === null)
    return unreadableEntry(id, source, '`endpointType` is none of PRIVATE, REGIONAL, EDGE, unknown');
  const policy = readEntryPolicy(value);
  if (typeof policy === 'string') return unreadableEntry(id, source, policy);
  return { id, source, endpointType, policy, restApiId: null, saved: savedOf(value, text) };
}

/** A policy that is a JSON value is printed anew, so no number in it may be written in a way that gets lost. */
function savedOf({ policy, policyText }: JsonObject, text: string): Saved {
  const given = policy ?? policyText ?? null;
  if (given === null || typeof given === 'string') return savedPolicyAlone(given);
  const number = unfaithfulNumber(text);
  if (number === null) return savedPolicyAlone(JSON.stringify(given));
  const why = `the number ${number} could not be written back as it stands: give the policy as a document, or as \`policyText\``;
  return { kind: 'unreadable', why };
}

function readEntryPolicy(value: JsonObject): ReadPolicy | string {
  const { policy, policyText } = value;
  if (policy !== undefined && policyText !== undefined) return 'it has both `policy` and `policyText`: keep one';
  if (policy !== undefined) return parsePolicyValue(policy);
  if (typeof policyText === 'string') return parsePolicy(policyText);
  return 'it has neither `policy` nor a `policyText` that is a string';
}

const endpointTypes: readonly EndpointType[] = ['PRIVATE', 'REGIONAL', 'EDGE', 'unknown'];

function readEndpointType(value: Json | undefined): EndpointType | null {
  if (value === undefined || value === null) return 'unknown';
  return endpointTypes.find((type) => type === value) ?? null;
}
