/**
 * A resource policy as API Gateway saves it: plain JSON text in; checked, rewritten and made ready for answers out.
 * The JSON's keys keep their order. What the statements mean is not this room's business.
 */
import type { Region } from '../core/world.ts';
import { parseJson } from '../core/json.ts';
import { isJsonList, isJsonRecord, type Json, type JsonRecord } from '../core/values.ts';
import { hasDuplicateKeys } from './duplicate-keys.ts';
import { badRequest } from './errors.ts';
import { isPolicyDocument } from './policy-document.ts';

export interface Policy {
  /** The document with its ARNs written out. */
  readonly document: JsonRecord;
  /** The same as compact JSON: what the data plane is judged by. */
  readonly text: string;
  /** As answers carry it: the inside of a JSON string literal, slashes escaped as well. Made once, since lists of APIs repeat it. */
  readonly escaped: string;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const maximumCharacters = 8192;

/**
 * @param text plain JSON
 * @throws ServiceError BadRequestException when API Gateway would not take it
 */
export function savePolicy(text: string, region: Region, restApiId: string): Policy {
  if (lengthOf(text) > maximumCharacters)
    throw badRequest(`Policy length exceeds the limit of ${maximumCharacters} characters`);
  const given = parseJson(text);
  if (!isPolicyDocument(given) || hasDuplicateKeys(text, given))
    throw badRequest('Invalid policy document. Please check the policy syntax and ensure that Principals are valid.');
  const { partition, name, accountId } = region;
  const document = rewrite(given, `arn:${partition}:execute-api:${name}:${accountId}:${restApiId}/`);
  const written = JSON.stringify(document);
  return { document, text: written, escaped: JSON.stringify(written).slice(1, -1).replaceAll('/', '\\/') };
}

/** Assumed: what is sent is counted, white space included. AWS does not say whether it counts before or after it writes ARNs out. */
const lengthOf = (text: string): number => text.length;

/**
 * Recorded: a short resource becomes a full ARN, a list of one resource or one principal becomes that one. Assumed: so does a
 * list of one action or one value of a condition. Recorded: a list of one statement stays a list.
 */
function rewrite(document: JsonRecord, arnPrefix: string): JsonRecord {
  const { Statement: statements } = document;
  if (statements === undefined) return document;
  const one = (statement: Json): Json => (isJsonRecord(statement) ? rewriteStatement(statement, arnPrefix) : statement);
  return { ...document, Statement: isJsonList(statements) ? statements.map(one) : one(statements) };
}

function rewriteStatement(statement: JsonRecord, arnPrefix: string): JsonRecord {
  const members = Object.entries(statement).map(([name, value]): [string, Json] => {
    switch (name) {
      case 'Resource':
      case 'NotResource':
        return [name, single(mapTexts(value, (text) => text.replace(/^execute-api:\//, arnPrefix)))];
      case 'Action':
      case 'NotAction':
        return [name, single(value)];
      case 'Principal':
      case 'NotPrincipal':
        return [name, mapMembers(value, single)];
      case 'Condition':
        return [name, mapMembers(value, (tests) => mapMembers(tests, single))];
      default:
        return [name, value];
    }
  });
  return Object.fromEntries(members);
}

function single(value: Json): Json {
  const [first, ...more] = isJsonList(value) ? value : [];
  return first === undefined || more.length > 0 ? value : first;
}

function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  return isJsonList(value) ? value.map((inner) => mapTexts(inner, change)) : value;
}

function mapMembers(value: Json, change: (inner: Json) => Json): Json {
  if (!isJsonRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, change(inner)]));
}
