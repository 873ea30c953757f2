/**
 * The organisation that the sandbox's accounts belong to, and its conformance packs. There is one at most, without delegated
 * administrators.
 */
import { regional, type Region, type World } from '../../core/world.ts';
import { configError, organizationAccessDenied } from '../errors.ts';
import type { RemediationInput } from '../remediation/configuration.ts';
import { deletePack, packsOf, putPack, type Pack, type PackRequest, type PackState } from './packs.ts';

export interface Organisation {
  readonly managementAccountId: string;
  readonly memberAccountIds: readonly string[];
}

const organisations = new WeakMap<World, Organisation>();

/** Makes accounts an organisation; it takes the place of one that was there. For seeds. */
export function setOrganisation(world: World, organisation: Organisation): void {
  organisations.set(world, organisation);
}

/**
 * The organisation that the Region's account manages.
 * @throws ServiceError NoAvailableOrganizationException, OrganizationAccessDeniedException
 */
export function managedOrganisation({ world, accountId }: Region): Organisation {
  const organisation = organisations.get(world);
  if (organisation === undefined)
    throw configError('NoAvailableOrganizationException', 'Organization is no longer available.');
  if (organisation.managementAccountId !== accountId)
    throw organizationAccessDenied('This action can be only made by the master account or a delegated administrator.');
  return organisation;
}

/** The service that members' packs are made by. */
const owner = 'config-multiaccountsetup.amazonaws.com';

export interface OrganisationPack {
  readonly name: string;
  readonly arn: string;
  /** Of the pack in every account that it is deployed to. */
  readonly memberPackName: string;
  request: PackRequest;
  excludedAccounts: readonly string[];
  verb: 'CREATE' | 'UPDATE' | 'DELETE';
  /** Milliseconds since 1970-01-01T00:00Z. */
  updatedAt: number;
  accounts: readonly string[];
}

/** In the management account. */
export const organisationPacksOf = regional(() => new Map<string, OrganisationPack>());

/** Deploys to the management account and all members but the excluded ones; accounts that are newly excluded lose the pack. */
export function putOrganisationPack(
  region: Region,
  name: string,
  request: PackRequest,
  excludedAccounts: readonly string[],
): OrganisationPack {
  const { managementAccountId, memberAccountIds } = managedOrganisation(region);
  const known = organisationPacksOf(region).get(name);
  const pack = known ?? newPack(region, name, request);
  organisationPacksOf(region).set(name, pack);
  const accounts = [managementAccountId, ...memberAccountIds].filter((account) => !excludedAccounts.includes(account));
  const left = pack.accounts.filter((account) => !accounts.includes(account));
  for (const { place, found } of placesOf(region, { ...pack, accounts: left })) if (found) deletePack(place, found);
  Object.assign(pack, {
    request,
    excludedAccounts,
    accounts,
    verb: known === undefined ? 'CREATE' : 'UPDATE',
    updatedAt: region.world.clock.now(),
  });
  for (const { place } of placesOf(region, pack))
    putPack(place, pack.memberPackName, requestFor(request, region, place), owner);
  return pack;
}

function newPack(
  { partition, name: place, accountId, world }: Region,
  name: string,
  request: PackRequest,
): OrganisationPack {
  const suffix = world.ids.short(8);
  return {
    name,
    arn: `arn:${partition}:config:${place}:${accountId}:organization-conformance-pack/${name}-${suffix}`,
    memberPackName: `OrgConformsPack-${name}-${suffix}`,
    request,
    excludedAccounts: [],
    verb: 'CREATE',
    updatedAt: world.clock.now(),
    accounts: [],
  };
}

/** The role of a remediation carries the management account's id; every account gets it with its own. */
function requestFor(request: PackRequest, { accountId: management }: Region, { accountId }: Region): PackRequest {
  const swap = (value: string): string => value.replace(`:iam::${management}:role/`, `:iam::${accountId}:role/`);
  const swapped = (input: RemediationInput): RemediationInput => {
    const { AutomationAssumeRole: role, ...others } = input.Parameters ?? {};
    if (role?.StaticValue === undefined) return input;
    const own = { ...role, StaticValue: { Values: role.StaticValue.Values.map(swap) } };
    return { ...input, Parameters: { ...others, AutomationAssumeRole: own } };
  };
  const contentWith: PackRequest['contentWith'] = (imports) => {
    const content = request.contentWith(imports);
    return { ...content, remediations: content.remediations.map(swapped) };
  };
  return { ...request, contentWith };
}

export interface Place {
  readonly place: Region;
  /** The pack there; undefined: it is gone, or never came. */
  readonly found: Pack | undefined;
}

export function placesOf(region: Region, { accounts, memberPackName }: OrganisationPack): readonly Place[] {
  return accounts.map((account) => {
    const place = region.world.region(account, region.name);
    return { place, found: packsOf(place).get(memberPackName) };
  });
}

export function deleteOrganisationPack(region: Region, pack: OrganisationPack): void {
  Object.assign(pack, { verb: 'DELETE', updatedAt: region.world.clock.now() });
  for (const { place, found } of placesOf(region, pack)) if (found !== undefined) deletePack(place, found);
}

export type Progress = 'IN_PROGRESS' | 'SUCCESSFUL' | 'FAILED';

const progressOf: Readonly<Record<PackState, Progress>> = {
  CREATE_IN_PROGRESS: 'IN_PROGRESS',
  CREATE_COMPLETE: 'SUCCESSFUL',
  CREATE_FAILED: 'FAILED',
  DELETE_IN_PROGRESS: 'IN_PROGRESS',
  DELETE_FAILED: 'FAILED',
};

/** How far the deployment, or the deletion, has come in one account. */
export function progressAt({ found }: Place): Progress {
  return found === undefined ? 'SUCCESSFUL' : progressOf[found.state];
}

/** It is in progress as long as it is so anywhere, and has failed when it failed anywhere. */
export function overallProgress(places: readonly Place[]): Progress {
  const all = places.map(progressAt);
  if (all.includes('IN_PROGRESS')) return 'IN_PROGRESS';
  return all.includes('FAILED') ? 'FAILED' : 'SUCCESSFUL';
}
