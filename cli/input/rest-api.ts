/**
 * Answers of `aws apigateway get-rest-api` and `get-rest-apis`.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_RestApi.html
 */
import { parsePolicyValue } from '../../policy/parse.ts';
import { isObject, textList, type Json, type JsonObject } from '../../policy/json-value.ts';
import { endpointTypeOf } from '../../rule/subject.ts';
import { unreadableEntry, type InputEntry } from './entry.ts';

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
