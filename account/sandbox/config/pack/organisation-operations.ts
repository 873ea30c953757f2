/** Operations on the conformance packs of an organisation. Only its management account may call them. */
import { z } from 'zod';
import { operation, type Operation } from '../../core/operation.ts';
import type { OutputRecord } from '../../core/values.ts';
import type { Region } from '../../core/world.ts';
import { configError, resourceInUse, validation } from '../errors.ts';
import { list, nextToken, packName, text, whole } from '../input.ts';
import { pageOf } from '../page.ts';
import { checkedContent, inputParameters, templateBody } from './operations.ts';
import {
  deleteOrganisationPack,
  managedOrganisation,
  organisationPacksOf,
  overallProgress,
  placesOf,
  progressAt,
  putOrganisationPack,
  type OrganisationPack,
  type Place,
} from './organisation.ts';

const name = packName(128);
const account = z.string().regex(/^\d{12}$/);

const putRequest = z.strictObject({
  OrganizationConformancePackName: name,
  TemplateBody: templateBody,
  DeliveryS3Bucket: text(0, 63).optional(),
  DeliveryS3KeyPrefix: text(0, 1024).optional(),
  ConformancePackInputParameters: inputParameters,
  ExcludedAccounts: list(account, 0, 1000).optional(),
});

const put = operation(putRequest, (input, { region }) => {
  managedOrganisation(region);
  const parameters = input.ConformancePackInputParameters ?? [];
  const code = 'OrganizationConformancePackTemplateValidationException';
  const contentWith = checkedContent(input.TemplateBody, parameters, code);
  if (input.DeliveryS3Bucket !== undefined && !input.DeliveryS3Bucket.startsWith('awsconfigconforms'))
    throw validation(`The delivery bucket ${input.DeliveryS3Bucket} has to begin with awsconfigconforms.`);
  refuseInProgress(region, input.OrganizationConformancePackName);
  const request = {
    contentWith,
    inputParameters: parameters,
    deliveryBucket: input.DeliveryS3Bucket,
    deliveryKeyPrefix: input.DeliveryS3KeyPrefix,
  };
  const excluded = input.ExcludedAccounts ?? [];
  const pack = putOrganisationPack(region, input.OrganizationConformancePackName, request, excluded);
  return { OrganizationConformancePackArn: pack.arn };
});

function refuseInProgress(region: Region, wanted: string): void {
  const pack = livePacks(region).find((known) => known.name === wanted);
  if (pack !== undefined && overallProgress(placesOf(region, pack)) === 'IN_PROGRESS')
    throw resourceInUse(
      `The creation, update or deletion of the organization conformance pack ${wanted} is in progress.`,
    );
}

/** Those that are there. A deletion that is complete everywhere ends the pack itself. */
function livePacks(region: Region): readonly OrganisationPack[] {
  const packs = organisationPacksOf(region);
  for (const pack of packs.values())
    if (pack.verb === 'DELETE' && overallProgress(placesOf(region, pack)) === 'SUCCESSFUL') packs.delete(pack.name);
  return [...packs.values()];
}

const someRequest = z.strictObject({
  OrganizationConformancePackNames: list(name, 0, 25).optional(),
  Limit: whole(0, 100).optional(),
  NextToken: nextToken,
});

function chosen(region: Region, names: readonly string[] = []): readonly OrganisationPack[] {
  managedOrganisation(region);
  return names.length === 0 ? livePacks(region) : names.map((wanted) => getPack(region, wanted));
}

function getPack(region: Region, wanted: string): OrganisationPack {
  const pack = livePacks(region).find((known) => known.name === wanted);
  if (pack === undefined)
    throw configError(
      'NoSuchOrganizationConformancePackException',
      `The organization conformance pack ${wanted} does not exist.`,
    );
  return pack;
}

const describe = operation(someRequest, (input, { region }) => {
  const page = pageOf(chosen(region, input.OrganizationConformancePackNames), {
    operation: 'DescribeOrganizationConformancePacks',
    token: input.NextToken,
    limit: input.Limit,
    defaultLimit: 100,
  });
  return { OrganizationConformancePacks: page.items.map(packForm), NextToken: page.nextToken };
});

function packForm({ name: packNameOf, arn, request, excludedAccounts, updatedAt }: OrganisationPack): OutputRecord {
  return {
    OrganizationConformancePackName: packNameOf,
    OrganizationConformancePackArn: arn,
    DeliveryS3Bucket: request.deliveryBucket,
    DeliveryS3KeyPrefix: request.deliveryKeyPrefix,
    ConformancePackInputParameters: request.inputParameters.map((parameter) => ({ ...parameter })),
    ExcludedAccounts: excludedAccounts,
    LastUpdateTime: new Date(updatedAt),
  };
}

const describeStatuses = operation(someRequest, (input, { region }) => {
  const page = pageOf(chosen(region, input.OrganizationConformancePackNames), {
    operation: 'DescribeOrganizationConformancePackStatuses',
    token: input.NextToken,
    limit: input.Limit,
    defaultLimit: 100,
  });
  const statuses = page.items.map((pack) => statusForm(pack, placesOf(region, pack)));
  return { OrganizationConformancePackStatuses: statuses, NextToken: page.nextToken };
});

function statusForm(pack: OrganisationPack, places: readonly Place[]): OutputRecord {
  const failure = places.find(({ found }) => (found?.failure ?? null) !== null)?.found?.failure;
  return {
    OrganizationConformancePackName: pack.name,
    Status: `${pack.verb}_${overallProgress(places)}`,
    ErrorCode: failure?.code,
    ErrorMessage: failure?.message,
    LastUpdateTime: new Date(pack.updatedAt),
  };
}

const detailedRequest = z.strictObject({
  OrganizationConformancePackName: name,
  Filters: z.strictObject({ AccountId: account.optional(), Status: z.string().optional() }).optional(),
  Limit: whole(0, 100).optional(),
  NextToken: nextToken,
});

const getDetailedStatus = operation(detailedRequest, (input, { region }) => {
  managedOrganisation(region);
  const pack = getPack(region, input.OrganizationConformancePackName);
  const { AccountId: accountId, Status: status } = input.Filters ?? {};
  const rows = placesOf(region, pack)
    .map((place) => ({ place, status: `${pack.verb}_${progressAt(place)}` }))
    .filter((row) => row.place.place.accountId === (accountId ?? row.place.place.accountId))
    .filter((row) => row.status === (status ?? row.status));
  const page = pageOf(rows, {
    operation: 'GetOrganizationConformancePackDetailedStatus',
    token: input.NextToken,
    limit: input.Limit,
    defaultLimit: 100,
  });
  return {
    OrganizationConformancePackDetailedStatuses: page.items.map((row) => accountForm(pack, row)),
    NextToken: page.nextToken,
  };
});

interface AccountStatus {
  readonly place: Place;
  readonly status: string;
}

function accountForm({ memberPackName, updatedAt }: OrganisationPack, { place, status }: AccountStatus): OutputRecord {
  return {
    AccountId: place.place.accountId,
    ConformancePackName: memberPackName,
    Status: status,
    ErrorCode: place.found?.failure?.code,
    ErrorMessage: place.found?.failure?.message,
    LastUpdateTime: new Date(place.found?.completedAt ?? updatedAt),
  };
}

const remove = operation(z.strictObject({ OrganizationConformancePackName: name }), (input, { region }) => {
  managedOrganisation(region);
  const pack = getPack(region, input.OrganizationConformancePackName);
  refuseInProgress(region, pack.name);
  deleteOrganisationPack(region, pack);
  return {};
});

export const organisationOperations: Readonly<Record<string, Operation>> = {
  PutOrganizationConformancePack: put,
  DescribeOrganizationConformancePacks: describe,
  DescribeOrganizationConformancePackStatuses: describeStatuses,
  GetOrganizationConformancePackDetailedStatus: getDetailedStatus,
  DeleteOrganizationConformancePack: remove,
};
