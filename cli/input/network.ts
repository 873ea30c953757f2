/** Options to the trusted network and the API; malformed ids are refused with the option that brought them. */
import { parseAccountId, parseVpcEndpointId, parseVpcId, type VpcEndpointId, type VpcId } from '../../policy/ids.ts';
import { partitionOf } from '../../policy/partition.ts';
import type { ApiIdentity, TrustedNetwork } from '../../policy/request.ts';
import type { Trusted } from '../../remediation/fence.ts';
import { UsageError } from '../usage-error.ts';

export interface TrustedOptions {
  readonly trustedVpc: readonly string[];
  readonly trustedVpce: readonly string[];
}

export interface NetworkOptions extends TrustedOptions {
  /** Each `VPCE=VPC`. */
  readonly endpoint: readonly string[];
}

/** @throws UsageError on a malformed id, contradicting facts, or when nothing is trusted */
export function readNetwork({ trustedVpc, trustedVpce, endpoint }: NetworkOptions): TrustedNetwork {
  const { vpcIds, vpcEndpointIds } = readTrusted({ trustedVpc, trustedVpce });
  if (vpcIds.length + vpcEndpointIds.length === 0)
    throw new UsageError(`${nobodyTrusted}; there is no AWS account to ask here`);
  return { vpcIds, vpcEndpointIds, endpoints: readFacts(endpoint), ownAccount: null };
}

export const nobodyTrusted =
  'no trusted network: name at least one VPC (--trusted-vpc vpc-…) or VPC endpoint (--trusted-vpce vpce-…)';

/**
 * @returns the ids that were named, possibly none
 * @throws UsageError on a malformed id
 */
export const readTrusted = ({ trustedVpc, trustedVpce }: TrustedOptions): Trusted => ({
  vpcIds: trustedVpc.map((text) => readVpc('--trusted-vpc', text)),
  vpcEndpointIds: trustedVpce.map((text) => readEndpoint('--trusted-vpce', text)),
});

function readFacts(texts: readonly string[]): ReadonlyMap<VpcEndpointId, VpcId> {
  const facts = new Map<VpcEndpointId, VpcId>();
  for (const text of texts) {
    const [left = '', right, ...more] = text.split('=');
    if (right === undefined || more.length > 0)
      throw new UsageError(`--endpoint: \`${text}\` is not of the form VPCE=VPC`);
    const [id, vpc] = [readEndpoint('--endpoint', left), readVpc('--endpoint', right)];
    const known = facts.get(id);
    if (known !== undefined && known !== vpc) {
      throw new UsageError(`--endpoint: \`${id}\` cannot lie in both ${known} and ${vpc}: an endpoint lies in one VPC`);
    }
    facts.set(id, vpc);
  }
  return facts;
}

function readVpc(option: string, text: string): VpcId {
  const id = parseVpcId(text);
  if (id === null)
    throw new UsageError(
      `${option}: \`${text}\` is no VPC id: expected \`vpc-\` and lower-case letters or digits, one id an option`,
    );
  return id;
}

function readEndpoint(option: string, text: string): VpcEndpointId {
  const id = parseVpcEndpointId(text);
  if (id === null) {
    throw new UsageError(
      `${option}: \`${text}\` is no VPC endpoint id: expected \`vpce-\` and lower-case letters or digits, one id an option`,
    );
  }
  return id;
}

export interface ApiOptions {
  readonly account?: string;
  readonly region?: string;
  readonly apiId?: string;
}

/** @throws UsageError on a malformed value */
export function readRegion(region: string, option = '--region'): string {
  if (/^[a-z]+(?:-[a-z]+)+-[0-9]+$/.test(region)) return region;
  throw new UsageError(`${option}: \`${region}\` is no Region: expected for example \`eu-west-1\``);
}

/** @throws UsageError on a malformed value */
export function readApi({ account, region, apiId }: ApiOptions): ApiIdentity {
  if (account !== undefined && (parseAccountId(account) === null || account.length !== 12)) {
    throw new UsageError(`--account: \`${account}\` is no account id: expected twelve digits`);
  }
  if (region !== undefined) readRegion(region);
  if (apiId !== undefined && !/^[A-Za-z0-9]+$/.test(apiId)) {
    throw new UsageError(`--api-id: \`${apiId}\` is no REST API id: expected letters and digits`);
  }
  const partition = region === undefined ? null : partitionOf(region);
  return { partition, region: region ?? null, accountId: account ?? null, restApiId: apiId ?? null };
}
