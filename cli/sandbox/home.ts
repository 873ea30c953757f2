/**
 * Where `sandbox --installed` installs private-api-guard, and whom it trusts there. In: a seed, and the ids that were named. Out: a home, before
 * anything is started; a seed in which there is none is refused.
 */
import type { SeedFile } from '../../account/sandbox/seed/read.ts';
import type { SeedRegion } from '../../account/sandbox/seed/schema.ts';
import { runbookParameters, type ParameterDefinition } from '../../remediation/parameters.ts';
import { ParameterError, parseParameters } from '../../rule/parameters.ts';
import { readTrusted, type TrustedOptions } from '../input/network.ts';
import { inputParametersOf, type TrustedIds } from '../installation/resources.ts';
import { UsageError } from '../usage-error.ts';
import type { Place } from './place.ts';

export interface Home extends Place {
  readonly trusted: TrustedIds;
}

/**
 * @returns the ids that were named, possibly none; null: nothing is to be installed
 * @throws UsageError on a malformed id, and when ids are named where nothing is installed that could trust them
 */
export function trustedBy(options: TrustedOptions & { readonly installed?: true }): TrustedIds | null {
  const named = readTrusted(options);
  if (options.installed === true) return named;
  if (isEmpty(named)) return null;
  throw new UsageError('--trusted-vpc and --trusted-vpce go with --installed: nothing else here trusts anybody');
}

const isEmpty = ({ vpcIds, vpcEndpointIds }: TrustedIds): boolean => vpcIds.length + vpcEndpointIds.length === 0;

/**
 * The first account and Region of the seed with a private REST API.
 * @param named with no ids at all, the VPCs and VPC endpoints that the seed has there are trusted
 * @throws UsageError
 */
export function homeIn({ seed, placeOf }: SeedFile, named: TrustedIds): Home {
  const found = Object.entries(seed.accounts)
    .flatMap(([accountId, { regions }]) =>
      Object.entries(regions).map(([region, content]) => ({ accountId, region, content })),
    )
    .find(({ content }) => content.restApis.some(({ endpointTypes: [type] }) => type === 'PRIVATE'));
  if (found === undefined) throw new UsageError('--installed: the seed has no private REST API to guard');
  const { accountId, region, content } = found;
  if (!content.configurationRecorder) {
    const path = ['accounts', accountId, 'regions', region];
    throw new UsageError(
      `--installed: ${placeOf(path)}: ${path.join('.')}: AWS Config does not record here, where its rule would be installed: add \`configurationRecorder: true\``,
    );
  }
  return { accountId, region, trusted: demandShort(isEmpty(named) ? networkOf(content) : named) };
}

/** Endpoints of other services carry no request to an API. */
const networkOf = ({ vpcs, vpcEndpoints }: SeedRegion): TrustedIds => ({
  vpcIds: vpcs.map(({ vpcId }) => vpcId),
  vpcEndpointIds: vpcEndpoints
    .filter(
      ({ serviceName = '.execute-api', vpcEndpointType: type }) =>
        type === 'Interface' && serviceName.endsWith('.execute-api'),
    )
    .map(({ vpcEndpointId }) => vpcEndpointId),
});

/** @throws UsageError when it is more than the rule's or the runbook's parameters hold */
function demandShort(trusted: TrustedIds): TrustedIds {
  const { TrustedVpcIds: vpcs, TrustedVpcEndpointIds: endpoints } = runbookParameters;
  const isShort = ({ allowedPattern }: ParameterDefinition, id: string): boolean => new RegExp(allowedPattern).test(id);
  const long =
    trusted.vpcIds.find((id) => !isShort(vpcs, id)) ?? trusted.vpcEndpointIds.find((id) => !isShort(endpoints, id));
  if (long !== undefined) throw new UsageError(`--installed: \`${long}\` is longer than an id that the runbook takes`);
  try {
    parseParameters(inputParametersOf(trusted));
    return trusted;
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    throw new UsageError(`--installed: ${error.message}: name fewer ids with --trusted-vpc and --trusted-vpce`);
  }
}
