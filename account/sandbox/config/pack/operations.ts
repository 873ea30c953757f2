/** Operations that put, describe and delete conformance packs. */
import { z } from 'zod';
import { operation, type Operation } from '../../core/operation.ts';
import type { OutputRecord } from '../../core/values.ts';
import type { Region } from '../../core/world.ts';
import { configError, ownedByService, resourceInUse } from '../errors.ts';
import { list, nextToken, packName, text, whole } from '../input.ts';
import { pageOf } from '../page.ts';
import { contentOf } from './content.ts';
import { unresolved } from './imports.ts';
import { deletePack, isInProgress, packsOf, putPack, type Pack, type PackRequest } from './packs.ts';
import { TemplateProblem } from './template.ts';

const mostPacks = 50;

export const inputParameters = list(
  z.strictObject({ ParameterName: text(0, 255), ParameterValue: text(0, 4096) }),
  0,
  60,
).optional();

export const templateBody = text(1, 51_200).refine(
  (body) => Buffer.byteLength(body) <= 51_200,
  'failed to satisfy constraint: Member must have length less than or equal to 51200 bytes',
);

const name = packName(256);

const putRequest = z.strictObject({
  ConformancePackName: name,
  TemplateBody: templateBody,
  DeliveryS3Bucket: text(0, 63).optional(),
  DeliveryS3KeyPrefix: text(0, 1024).optional(),
  ConformancePackInputParameters: inputParameters,
});

const put = operation(putRequest, (input, { region }) => {
  const parameters = input.ConformancePackInputParameters ?? [];
  const contentWith = checkedContent(input.TemplateBody, parameters, 'ConformancePackTemplateValidationException');
  const known = packsOf(region).get(input.ConformancePackName);
  if (known !== undefined) refuseUse(known);
  else if (packsOf(region).size >= mostPacks)
    throw configError(
      'MaxNumberOfConformancePacksExceededException',
      `An account can have ${mostPacks} conformance packs.`,
    );
  const request = {
    contentWith,
    inputParameters: parameters,
    deliveryBucket: input.DeliveryS3Bucket,
    deliveryKeyPrefix: input.DeliveryS3KeyPrefix,
  };
  return { ConformancePackArn: putPack(region, input.ConformancePackName, request, null).arn };
});

/**
 * @param code of the error that says what is wrong with the template
 * @returns what it deploys, once it is known what its imports stand for
 */
export function checkedContent(
  body: string,
  parameters: NonNullable<z.output<typeof inputParameters>>,
  code: string,
): PackRequest['contentWith'] {
  const given = new Map(parameters.map(({ ParameterName, ParameterValue }) => [ParameterName, ParameterValue]));
  try {
    contentOf(body, given, unresolved);
    return (imports) => contentOf(body, given, imports);
  } catch (error) {
    if (!(error instanceof TemplateProblem)) throw error;
    throw configError(
      code,
      `Invalid conformance pack template provided. Errors found: [${error.message}]. Fix your template and try again.`,
    );
  }
}

/** An organisation's pack belongs to its management account, and one that is being worked on to nobody. */
function refuseUse(pack: Pack): void {
  if (pack.createdBy !== null) throw ownedByService();
  if (isInProgress(pack))
    throw resourceInUse(`The creation, update or deletion of the conformance pack ${pack.name} is in progress.`);
}

const someRequest = z.strictObject({
  ConformancePackNames: list(name, 0, 25).optional(),
  Limit: whole(0, 20).optional(),
  NextToken: nextToken,
});

const describe = operation(someRequest, (input, { region }) => {
  const names = input.ConformancePackNames ?? [];
  const page = pageOf(
    names.length === 0 ? [...packsOf(region).values()] : names.map((wanted) => getPack(region, wanted)),
    {
      operation: 'DescribeConformancePacks',
      token: input.NextToken,
      limit: input.Limit,
      defaultLimit: 20,
    },
  );
  return { ConformancePackDetails: page.items.map(detailForm), NextToken: page.nextToken };
});

/** Unlike `DescribeConformancePacks`, it gives nothing for a name that is not known. */
const describeStatus = operation(someRequest, (input, { region }) => {
  const names = input.ConformancePackNames ?? [];
  const packs = [...packsOf(region).values()].filter((pack) => names.length === 0 || names.includes(pack.name));
  const page = pageOf(packs, {
    operation: 'DescribeConformancePackStatus',
    token: input.NextToken,
    limit: input.Limit,
    defaultLimit: 20,
  });
  return { ConformancePackStatusDetails: page.items.map(statusForm), NextToken: page.nextToken };
});

function detailForm(pack: Pack): OutputRecord {
  const { inputParameters: parameters, deliveryBucket, deliveryKeyPrefix } = pack.request;
  return {
    ...namesForm(pack),
    DeliveryS3Bucket: deliveryBucket,
    DeliveryS3KeyPrefix: deliveryKeyPrefix,
    ConformancePackInputParameters: parameters.map((parameter) => ({ ...parameter })),
    LastUpdateRequestedTime: new Date(pack.requestedAt),
    CreatedBy: pack.createdBy ?? undefined,
  };
}

function statusForm(pack: Pack): OutputRecord {
  return {
    ...namesForm(pack),
    ConformancePackState: pack.state,
    StackArn: pack.stackArn,
    ConformancePackStatusReason: pack.failure?.message.slice(0, 2000),
    LastUpdateRequestedTime: new Date(pack.requestedAt),
    LastUpdateCompletedTime: pack.completedAt === null ? undefined : new Date(pack.completedAt),
  };
}

function namesForm({ name: packNameOf, id, arn }: Pack): OutputRecord {
  return { ConformancePackName: packNameOf, ConformancePackId: id, ConformancePackArn: arn };
}

const remove = operation(z.strictObject({ ConformancePackName: name }), (input, { region }) => {
  const pack = getPack(region, input.ConformancePackName);
  refuseUse(pack);
  deletePack(region, pack);
  return {};
});

/** @throws ServiceError NoSuchConformancePackException */
export function getPack(region: Region, wanted: string): Pack {
  const pack = packsOf(region).get(wanted);
  if (pack === undefined)
    throw configError('NoSuchConformancePackException', `The conformance pack ${wanted} does not exist.`);
  return pack;
}

export const packOperations: Readonly<Record<string, Operation>> = {
  PutConformancePack: put,
  DescribeConformancePacks: describe,
  DescribeConformancePackStatus: describeStatus,
  DeleteConformancePack: remove,
};
