/**
 * The fence: one Deny statement for whoever comes from outside the trusted network. Both keys stand in one block when both kinds are
 * trusted, so that a caller is denied only if neither matches.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
 */
import type { Json } from '../policy/json-value.ts';
import type { TrustedNetwork } from '../policy/request.ts';

export const fenceSid = 'PrivateApiGuardFence';

/** @param trusted at least one VPC or endpoint id; endpoint facts are not used, because a policy cannot hold them */
export function fenceStatement(trusted: TrustedNetwork): Json {
  const listed = (key: string, ids: readonly string[]): Record<string, Json> =>
    ids.length === 0 ? {} : { [key]: ids };
  return {
    Sid: fenceSid,
    Effect: 'Deny',
    Principal: '*',
    Action: 'execute-api:Invoke',
    Resource: 'execute-api:/*',
    Condition: {
      StringNotEquals: {
        ...listed('aws:SourceVpc', trusted.vpcIds),
        ...listed('aws:SourceVpce', trusted.vpcEndpointIds),
      },
    },
  };
}
