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
  return { id, source, endpointType: endpointTypeOf(types), policy: parsePolicyValue(policy), restApiId: id };
}

function endpointTypes(api: JsonObject): readonly string[] | null {
  const configuration = api['endpointConfiguration'];
  if (configuration === undefined || configuration === null) return [];
  const types = isObject(configuration) ? configuration['types'] : undefined;
  return types === undefined ? [] : textList(types);
}
