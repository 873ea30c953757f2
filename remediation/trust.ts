/**
 * The trusted network of a remediation: the ids that were given; else the VPC endpoints set on the API, as far as the account owns
 * them. A fence has to name somebody, so there is none without an id.
 */
import type { VpcEndpoint } from '../account/ports.ts';
import { parseVpcEndpointId } from '../policy/ids.ts';
import type { TrustedNetwork } from '../policy/request.ts';
import type { Trusted } from './fence.ts';

export type Trust =
  | { readonly kind: 'trusted'; readonly network: TrustedNetwork; readonly notes: readonly string[] }
  /** Nothing was given, and the API has no endpoint of the account's own. */
  | { readonly kind: 'nobody'; readonly foreign: readonly string[] };

/**
 * @param given the ids of the parameters
 * @param set the VPC endpoints set on the API
 * @param owned the account's own endpoints
 */
export function trustedNetwork(given: Trusted, set: readonly string[], owned: readonly VpcEndpoint[]): Trust {
  if (given.vpcIds.length + given.vpcEndpointIds.length > 0) {
    return { kind: 'trusted', network: networkOf(given), notes: [] };
  }
  const own = set.flatMap((text) => {
    const id = parseVpcEndpointId(text);
    return id !== null && owned.some(({ vpcEndpointId }) => vpcEndpointId === id) ? [id] : [];
  });
  const foreign = set.filter((text) => !own.some((id) => id === text));
  if (own.length === 0) return { kind: 'nobody', foreign };
  return {
    kind: 'trusted',
    network: networkOf({ vpcIds: [], vpcEndpointIds: own }),
    notes: [
      `no trusted network was given, so the VPC endpoints set on the API are trusted: ${own.join(', ')}`,
      ...foreign.map((id) => `\`${id}\` is set on the API but is not the account's own, so it is not trusted`),
    ],
  };
}

/**
 * The same ids in the same order, whatever order they were given in. Which VPC an endpoint lies in is left unknown, as the rule leaves it
 * where ids are listed: a fence names VPCs or endpoints, and need not know.
 */
export const networkOf = ({ vpcIds, vpcEndpointIds }: Trusted): TrustedNetwork => ({
  vpcIds: [...new Set(vpcIds)].sort(),
  vpcEndpointIds: [...new Set(vpcEndpointIds)].sort(),
  endpoints: new Map(),
  ownAccount: null,
});
