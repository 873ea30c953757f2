/** Makes what a seed says, through the same operations that clients call: what AWS would refuse is refused here. */
import { setOrganisation } from '../config/pack/organisation.ts';
import { setQuotas } from '../apigateway/state.ts';
import { ServiceError } from '../core/errors.ts';
import { operateIn, type Operate } from '../core/operate.ts';
import { partitionOf, type Region, type World } from '../core/world.ts';
import { putVpc, putVpcEndpoint } from '../ec2/network.ts';
import { executeApiService } from '../ec2/vpc-endpoints.ts';
import { cidrBlockOf } from '../ec2/vpcs.ts';
import { putRole } from '../sts/roles.ts';
import type { SeedFile } from './read.ts';
import { makeRestApi, type SeededApi } from './rest-api.ts';
import type { SeedAccount, SeedRegion } from './schema.ts';
import { SeedError, type SeedPath } from './seed-error.ts';

/** Does something, and tells where in the seed it was asked for when it fails. */
type Attempt = <Result>(path: SeedPath, work: () => Result | Promise<Result>) => Promise<Result>;

/**
 * Rate limits do not count, and nothing is logged.
 * @returns the REST APIs, in the order of the seed
 * @throws SeedError for the first thing that is refused
 */
export async function applySeed(world: World, { seed, placeOf }: SeedFile): Promise<readonly SeededApi[]> {
  const attempt: Attempt = async (path, work) => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const told = error instanceof ServiceError ? `${error.code}: ${error.message}` : error.message;
      throw new SeedError(`${placeOf(path)}: ${path.join('.')}: ${told}`, { cause: error });
    }
  };
  if (seed.organization !== undefined) setOrganisation(world, seed.organization);
  const apis: SeededApi[] = [];
  for (const [accountId, account] of Object.entries(seed.accounts)) {
    const path = ['accounts', accountId];
    await makeRoles(world, accountId, account, path, attempt);
    for (const [name, region] of Object.entries(account.regions))
      apis.push(...(await makeRegion(world.region(accountId, name), region, [...path, 'regions', name], attempt)));
  }
  return apis;
}

async function makeRoles(
  world: World,
  accountId: string,
  { roles, regions }: SeedAccount,
  path: SeedPath,
  attempt: Attempt,
): Promise<void> {
  const partition = partitionOf(Object.keys(regions)[0] ?? '');
  for (const [index, role] of roles.entries())
    await attempt([...path, 'roles', index], () => putRole(world, { accountId, partition, ...role }));
}

async function makeRegion(
  region: Region,
  seed: SeedRegion,
  path: SeedPath,
  attempt: Attempt,
): Promise<readonly SeededApi[]> {
  const operate = operateIn(region);
  if (seed.quotas !== undefined) setQuotas(region, seed.quotas);
  if (seed.configurationRecorder)
    await attempt([...path, 'configurationRecorder'], () => startRecorder(region, operate));
  await makeNetwork(region, seed, path, attempt);
  const apis: SeededApi[] = [];
  for (const [index, api] of seed.restApis.entries())
    await attempt([...path, 'restApis', index], async () => {
      const names = api.copies === undefined ? [api.name] : numbered(api.name, api.copies);
      for (const name of names) apis.push(await makeRestApi(region, { ...api, name }, operate));
    });
  return apis;
}

const numbered = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);

async function makeNetwork(region: Region, seed: SeedRegion, path: SeedPath, attempt: Attempt): Promise<void> {
  const createdAt = region.world.clock.now();
  for (const [index, vpc] of seed.vpcs.entries())
    await attempt([...path, 'vpcs', index], () => {
      putVpc(region, { ...vpc, cidrBlock: cidrBlockOf(vpc.cidrBlock) });
    });
  for (const [index, { serviceName = executeApiService(region), ...vpcEndpoint }] of seed.vpcEndpoints.entries())
    await attempt([...path, 'vpcEndpoints', index], () => {
      putVpcEndpoint(region, { ...vpcEndpoint, serviceName, createdAt });
    });
}

async function startRecorder({ accountId, partition }: Region, operate: Operate): Promise<void> {
  const name = 'default';
  const roleARN = `arn:${partition}:iam::${accountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;
  const recordingGroup = { allSupported: true, includeGlobalResourceTypes: false };
  await operate('config', 'PutConfigurationRecorder', { ConfigurationRecorder: { name, roleARN, recordingGroup } });
  await operate('config', 'PutDeliveryChannel', { DeliveryChannel: { name, s3BucketName: `config-${accountId}` } });
  await operate('config', 'StartConfigurationRecorder', { ConfigurationRecorderName: name });
}
