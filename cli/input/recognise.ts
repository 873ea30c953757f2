/**
 * From the text of a file to entries. The kind of input is recognised, or told; a text that is none of the kinds is refused.
 * A text that is plainly meant as a policy, but malformed, is an entry: its verdict will be UNDECIDED, with the place.
 */
import { parsePolicy } from '../../policy/parse.ts';
import { isList, isObject, type Json } from '../../policy/json-value.ts';
import { readJson } from '../../policy/read/json.ts';
import { describeProblem } from '../../policy/read/problem.ts';
import { UsageError } from '../usage-error.ts';
import { savedPolicyAlone, type Input, type InputEntry, type InputKind } from './entry.ts';
import { isLineValue, lineEntries, valueEntry } from './lines.ts';
import type { NamedText } from './read.ts';
import { isRestApiList, isRestApiValue, restApiEntries, restApiEntry } from './rest-api.ts';

/**
 * An empty text is refused, since it is what a command that failed leaves; told to be a policy, it is that of an API without one.
 * @throws UsageError when the text is empty, of no kind, or not of the kind that was told
 */
export function recogniseInput({ name: file, text }: NamedText, told: InputKind | null): Input {
  if (text.trim() === '' && told !== 'policy')
    throw new UsageError(
      `${file} is empty: expected a policy, an answer of get-rest-api or get-rest-apis, or JSON Lines`,
    );
  const plain = (entries: readonly InputEntry[]): Input => ({ source: file, entries, isPage: false });
  const kind = told ?? kindOf(text);
  switch (kind) {
    case 'policy':
      return plain([policyEntry(text, file)]);
    case 'jsonl':
      return plain(lineEntries(text, file));
    case 'get-rest-api':
      return plain([restApiEntry(jsonOf(text, file), file)]);
    case 'get-rest-apis':
      return restApiEntries(jsonOf(text, file), file);
    case 'one-line':
      return plain([valueEntry(jsonOf(text, file), file, file, text)]);
    case null:
      throw new UsageError(
        `${file}: this is neither a policy, nor an answer of get-rest-api or get-rest-apis, nor JSON Lines; name its kind with --input`,
      );
  }
}

const policyEntry = (text: string, file: string): InputEntry => ({
  id: file,
  source: file,
  endpointType: 'unknown',
  policy: parsePolicy(text),
  restApiId: null,
  saved: savedPolicyAlone(text),
});

function jsonOf(text: string, file: string): Json {
  const json = readJson(text);
  if (json.ok) return json.value;
  throw new UsageError(`${file}: ${json.problems.map(describeProblem).join('; ')}`);
}

type Recognised = InputKind | 'one-line' | null;

function kindOf(text: string): Recognised {
  const json = readJson(text);
  if (json.ok) return kindOfValue(json.value);
  if (text.split('\n').some(isLine)) return 'jsonl';
  return looksLikePolicy.test(text) ? 'policy' : null;
}

function kindOfValue(value: Json): Recognised {
  if (typeof value === 'string') return looksLikePolicy.test(value) ? 'policy' : null;
  if (isList(value)) return isRestApiList(value) ? 'get-rest-apis' : null;
  if (!isObject(value)) return null;
  if ('Statement' in value) return 'policy';
  if (isList(value['items'])) return 'get-rest-apis';
  if (
    isLineValue(value) &&
    (!('id' in value) || 'policyText' in value || 'endpointType' in value || isObject(value['policy']))
  )
    return 'one-line';
  if (isRestApiValue(value)) return 'get-rest-api';
  return looksLikePolicy.test(JSON.stringify(value)) ? 'policy' : null;
}

/** The words of the policy language, followed by what follows a key in JSON, in an escaped text or in a slip of the pen. */
const looksLikePolicy = /\b(?:Statements?|Effect|Principal)\b[\\"']*\s*[:=[{]/i;

function isLine(line: string): boolean {
  const json = readJson(line);
  return json.ok && isLineValue(json.value);
}
