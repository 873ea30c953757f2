/** The VPCs and VPC endpoints of each account and Region. */
import { regional, type Region, type World } from '../core/world.ts';

export type Tags = Readonly<Record<string, string>>;

export interface Vpc {
  /** `vpc-` and 8 or 17 hexadecimal digits. */
  readonly vpcId: string;
  /** Such as `10.0.0.0/16`. */
  readonly cidrBlock: string;
  readonly isDefault: boolean;
  readonly tags: Tags;
}

export interface VpcEndpoint {
  /** `vpce-` and 8 or 17 hexadecimal digits. */
  readonly vpcEndpointId: string;
  readonly vpcId: string;
  /** Such as `com.amazonaws.eu-west-1.execute-api`. */
  readonly serviceName: string;
  readonly vpcEndpointType: 'Interface' | 'Gateway';
  readonly privateDnsEnabled: boolean;
  readonly tags: Tags;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly createdAt: number;
}

export const vpcIdPattern = /^vpc-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;
export const vpcEndpointIdPattern = /^vpce-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

interface Network {
  readonly vpcs: Map<string, Vpc>;
  readonly vpcEndpoints: Map<string, VpcEndpoint>;
}

const networks = regional((): Network => ({ vpcs: new Map(), vpcEndpoints: new Map() }));

/** In the order of their creation. */
export const vpcsOf = (region: Region): ReadonlyMap<string, Vpc> => networks(region).vpcs;
export const vpcEndpointsOf = (region: Region): ReadonlyMap<string, VpcEndpoint> => networks(region).vpcEndpoints;

/** @throws Error when some account has this id already */
export function putVpc(region: Region, vpc: Vpc): void {
  const owner = region.world.knownRegions().find((other) => vpcsOf(other).has(vpc.vpcId));
  if (owner !== undefined) throw new Error(`${vpc.vpcId} exists already: in ${owner.name} of ${owner.accountId}`);
  networks(region).vpcs.set(vpc.vpcId, vpc);
}

/** @throws Error when some account has this id already, or the VPC is not in this account and Region */
export function putVpcEndpoint(region: Region, vpcEndpoint: VpcEndpoint): void {
  const { vpcEndpointId, vpcId } = vpcEndpoint;
  const known = findVpcEndpoint(region.world, vpcEndpointId);
  if (known !== null)
    throw new Error(`${vpcEndpointId} exists already: in ${known.region.name} of ${known.region.accountId}`);
  if (!vpcsOf(region).has(vpcId))
    throw new Error(`${vpcEndpointId}: ${vpcId} is no VPC of ${region.accountId} in ${region.name}`);
  networks(region).vpcEndpoints.set(vpcEndpointId, vpcEndpoint);
}

/** @returns false when there was none */
export function removeVpcEndpoint(region: Region, vpcEndpointId: string): boolean {
  return networks(region).vpcEndpoints.delete(vpcEndpointId);
}

/** Looks in all accounts and Regions: a request comes from a VPC endpoint, whoever owns it. */
function findVpcEndpoint(
  world: World,
  vpcEndpointId: string,
): { readonly vpcEndpoint: VpcEndpoint; readonly region: Region } | null {
  for (const region of world.knownRegions()) {
    const vpcEndpoint = vpcEndpointsOf(region).get(vpcEndpointId);
    if (vpcEndpoint !== undefined) return { vpcEndpoint, region };
  }
  return null;
}
