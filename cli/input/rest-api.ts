/**
 * Answers of `aws apigateway get-rest-api` and `get-rest-apis`, and the list alone, as `--query items` leaves it.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_RestApi.html https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html
 */
import { parsePolicyValue } from '../../policy/parse.ts';
import { isList, isObject, textList, type Json, type JsonObject } from '../../policy/json-value.ts';
import { endpointTypeOf } from '../../rule/subject.ts';
import { UsageError } from '../usage-error.ts';
import { unreadableEntry, type Input, type InputEntry } from './entry.ts';

/** Whether a JSON value looks like a REST API as API Gateway answers it. */
export const isRestApiValue = (value: Json): boolean =>
  isObject(value) && typeof value['id'] === 'string' && ('policy' in value || 'endpointConfiguration' in value);

/** Whether a list looks like one of REST APIs; an empty one does. */
export const isRestApiList = (value: readonly Json[]): boolean => value.length === 0 || value.some(isRestApiValue);

/** What says that there are more pages: in an answer of API Gateway, in one of the AWS CLI with `--max-items`, in one of an SDK. */
const moreToCome = ['position', 'NextToken', 'nextToken'] as const;

/** @throws UsageError when it is no list of APIs */
export function restApiEntries(value: Json, source: string): Input {
  if (isList(value)) return { source, entries: entriesOf(value, source), isPage: false };
  const items = isObject(value) ? value['items'] : undefined;
  if (!isObject(value) || !isList(items))
    throw new UsageError(
      `${source}: expected the answer of get-rest-apis: an object with \`items\`, or that list alone`,
    );
  const isPage = moreToCome.some((name) => value[name] !== undefined && value[name] !== null);
  return { source, entries: entriesOf(items, `${source}:items`), isPage };
}

const entriesOf = (items: readonly Json[], source: string): readonly InputEntry[] =>
  items.map((item, index) => restApiEntry(item, `${source}[${index}]`));

/** @param source file, with the index in `items` where there are several */
export function restApiEntry(value: Json, source: string): InputEntry {
  const id = isObject(value) ? value['id'] : undefined;
  if (!isObject(value) || typeof id !== 'string')
    return unreadableEntry(source, source, 'expected a REST API: an object with `id`');
  const types = endpointTypes(value);
  if (types === null) return unreadableEntry(id, source, '`endpointConfiguration.types` is not a list of strings');
  const policy = value['policy'];
  if (policy !== undefined && policy !== null && typeof policy !== 'string') {
    return unreadableEntry(id, source, '`policy` of a REST API is a string in answers of API Gateway');
  }
  return {
    id,
    source,
    endpointType: endpointTypeOf(types),
    policy: parsePolicyValue(policy),
    restApiId: id,
    saved: {
      kind: 'api',
      policyText: policy ?? null,
      vpcEndpointIds: configured(value, 'vpcEndpointIds') ?? [],
      tags: tagsOf(value['tags']),
    },
  };
}

const endpointTypes = (api: JsonObject): readonly string[] | null => configured(api, 'types');

/** A list of the endpoint configuration; empty when it is not there, null when it is no list of strings. */
function configured(api: JsonObject, name: 'types' | 'vpcEndpointIds'): readonly string[] | null {
  const configuration = api['endpointConfiguration'];
  if (configuration === undefined || configuration === null) return [];
  const list = isObject(configuration) ? configuration[name] : undefined;
  return list === undefined ? [] : textList(list);
}

/** Null: they are not what API Gateway answers. */
function tagsOf(value: Json | undefined): Readonly<Record<string, string>> | null {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) return null;
  const tags = Object.entries(value).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text] as const] : []));
  return tags.length === Object.keys(value).length ? Object.fromEntries(tags) : null;
}
