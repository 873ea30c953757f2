/** REST APIs: made, listed, deleted. */
import { z } from 'zod';
import { operation, type Context } from '../core/operation.ts';
import type { OutputRecord } from '../core/values.ts';
import { restApiAnswer } from './answers.ts';
import { checkPrivateQuota, endpointFrom, endpointInput } from './endpoints.ts';
import { badRequest } from './errors.ts';
import { restApiOf } from './lookup.ts';
import { apiKeySources, type Configuration, type Resource, type RestApi } from './model.ts';
import { page, pageInput, sequenceKey } from './page.ts';
import { savePolicy } from './policy.ts';
import { apiChanged, stageChanged } from './recorded.ts';
import { allRestApis, nextSequence, removeRestApi, saveRestApi } from './state.ts';
import { checkTags, tagsInput } from './tags.ts';

const createInput = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  version: z.string().optional(),
  binaryMediaTypes: z.array(z.string()).default([]),
  minimumCompressionSize: z.number().optional(),
  apiKeySource: z.enum(apiKeySources).default('HEADER'),
  endpointConfiguration: endpointInput.optional(),
  policy: z.string().optional(),
  tags: tagsInput.default({}),
  disableExecuteApiEndpoint: z.boolean().default(false),
});

/** Bytes. @throws ServiceError BadRequestException when it is out of range */
export function compressionSize(size: number | undefined): number | undefined {
  if (size !== undefined && !(Number.isInteger(size) && size >= 0 && size <= 10_485_760))
    throw badRequest('Invalid minimum compression size, must be between 0 and 10485760');
  return size;
}

type Settings = Omit<Configuration, 'policy' | 'resources' | 'authorizers'>;

/**
 * A new API with a root resource and no method. Only `saveRestApi` makes it known.
 * @throws ServiceError LimitExceededException when the Region has as many private APIs as it may
 */
export function newRestApi({ region }: Context, settings: Settings, policyText: string | undefined): RestApi {
  checkPrivateQuota(region, null, settings.endpointConfiguration.type);
  const { ids, clock } = region.world;
  const id = ids.short(10);
  const root: Resource = { id: ids.short(10), path: '/', methods: new Map() };
  return {
    id,
    sequence: nextSequence(region),
    createdDate: new Date(clock.now()),
    rootResourceId: root.id,
    tags: {},
    configuration: {
      ...settings,
      policy: policyText === undefined || policyText === '' ? undefined : savePolicy(policyText, region, id),
      resources: new Map([[root.id, root]]),
      authorizers: new Map(),
    },
    deployments: new Map(),
    stages: new Map(),
  };
}

function create(input: z.output<typeof createInput>, context: Context): OutputRecord {
  const { policy, tags, endpointConfiguration, minimumCompressionSize, ...settings } = input;
  if (settings.name === '') throw badRequest('API name cannot be empty');
  if (settings.description === '') throw badRequest('Description cannot be an empty string');
  const made = newRestApi(
    context,
    {
      ...settings,
      minimumCompressionSize: compressionSize(minimumCompressionSize),
      endpointConfiguration: endpointFrom(endpointConfiguration),
    },
    policy,
  );
  const api = { ...made, tags: checkTags(tags) };
  saveRestApi(context.region, api);
  apiChanged(context.region, api.id, 'created');
  return restApiAnswer(api);
}

const key = z.strictObject({ restApiId: z.string() });

export const restApiOperations = {
  CreateRestApi: operation(createInput, create),

  GetRestApi: operation(key, ({ restApiId }, { region }) =>
    restApiAnswer(restApiOf(region, restApiId), 'with empty tags'),
  ),

  GetRestApis: operation(z.strictObject(pageInput), (input, { region }) => {
    const { items, position } = page(allRestApis(region), sequenceKey, input);
    return { items: items.map((api) => restApiAnswer(api)), position };
  }),

  DeleteRestApi: operation(key, ({ restApiId }, { region }) => {
    const { stages } = restApiOf(region, restApiId);
    removeRestApi(region, restApiId);
    for (const stageName of stages.keys()) stageChanged(region, restApiId, stageName, 'deleted');
    apiChanged(region, restApiId, 'deleted');
    return {};
  }),
};
