/**
 * The fence: one Deny statement for whoever comes from outside the trusted network. Both keys stand in one block when both kinds are
 * trusted, so that a caller is denied only if neither matches.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
 */
import { isObject, textList, type Json, type JsonObject } from '../policy/json-value.ts';
import type { TrustedNetwork } from '../policy/request.ts';

export const fenceSid = 'PrivateApiGuardFence';

/** What a fence trusts. Endpoint facts are not part of it, because a policy cannot hold them. */
export type Trusted = Pick<TrustedNetwork, 'vpcIds' | 'vpcEndpointIds'>;

/**
 * @param trusted at least one VPC or endpoint id
 * @param resource the API's own ARN and `/*`; API Gateway expands the short form to it
 */
export function fenceStatement(trusted: Trusted, resource = 'execute-api:/*'): JsonObject {
  const listed = (key: string, ids: readonly string[]): Record<string, Json> =>
    ids.length === 0 ? {} : { [key]: ids };
  return {
    Sid: fenceSid,
    Effect: 'Deny',
    Principal: '*',
    Action: 'execute-api:Invoke',
    Resource: resource,
    Condition: {
      StringNotEquals: {
        ...listed('aws:SourceVpc', trusted.vpcIds),
        ...listed('aws:SourceVpce', trusted.vpcEndpointIds),
      },
    },
  };
}

const ownSid = /^PrivateApiGuardFence(?:[2-9]|[1-9][0-9]+)?$/;
const ownResource = /^(?:arn:[a-z-]+:execute-api:[a-z0-9-]+:[0-9]+:[A-Za-z0-9]+|execute-api:)\/\*$/;
const fenceElements = ['Action', 'Condition', 'Effect', 'Principal', 'Resource', 'Sid'];

/** The ids that a statement trusts when it is a fence of ours, by its Sid and its shape; null: it is not. */
export function trustedByFence(statement: Json): readonly string[] | null {
  if (!isObject(statement) || Object.keys(statement).sort().join() !== fenceElements.join()) return null;
  const { Sid: sid, Effect: effect, Principal: principal, Action: action, Resource: resource } = statement;
  const isOurs =
    typeof sid === 'string' &&
    ownSid.test(sid) &&
    effect === 'Deny' &&
    only(isObject(principal) && Object.keys(principal).length === 1 ? principal['AWS'] : principal) === '*' &&
    only(action) === 'execute-api:Invoke' &&
    ownResource.test(only(resource) ?? '');
  return isOurs ? trustedByCondition(statement['Condition']) : null;
}

/** The one text of a text or of a list of one. */
function only(value: Json | undefined): string | null {
  const texts = value === undefined ? null : textList(value);
  return texts?.length === 1 ? (texts[0] ?? null) : null;
}

function trustedByCondition(condition: Json | undefined): readonly string[] | null {
  if (!isObject(condition) || Object.keys(condition).join() !== 'StringNotEquals') return null;
  const block = condition['StringNotEquals'];
  if (!isObject(block)) return null;
  const keys = Object.keys(block).map((key) => key.toLowerCase());
  const known = keys.every((key) => key === 'aws:sourcevpc' || key === 'aws:sourcevpce');
  if (!known || keys.length === 0 || new Set(keys).size < keys.length) return null;
  const lists = Object.values(block).map(textList);
  return lists.every((list) => list !== null) ? lists.flat() : null;
}
