/** REST APIs from OpenAPI documents: new ones, and the contents of those that are there. */
import { z } from 'zod';
import { operation, type Context } from '../core/operation.ts';
import type { OutputRecord } from '../core/values.ts';
import type { Region } from '../core/world.ts';
import { restApiAnswer } from './answers.ts';
import { configure } from './configure.ts';
import { checkedEndpoint, checkPrivateQuota, endpointFrom, migrate } from './endpoints.ts';
import { badRequest } from './errors.ts';
import { restApiOf } from './lookup.ts';
import { endpointTypes, type Configuration, type EndpointConfiguration, type RestApi } from './model.ts';
import { merged } from './openapi/merge.ts';
import { readOpenApi, type Imported } from './openapi/read.ts';
import { savePolicy } from './policy.ts';
import { apiChanged } from './recorded.ts';
import { newRestApi } from './rest-apis.ts';
import { saveRestApi } from './state.ts';

/** Documentation parts are not modelled, so to ignore them changes nothing. */
const parameters = z
  .strictObject({
    endpointConfigurationTypes: z.enum(endpointTypes).optional(),
    vpcEndpointIds: z.string().optional(),
    ignore: z.literal('documentation').optional(),
    basepath: z.literal('ignore').optional(),
  })
  .default({});
type Parameters = z.output<typeof parameters>;

const payload = { body: z.base64(), failOnWarnings: z.boolean().default(false), parameters };
const importInput = z.strictObject(payload);
const putInput = z.strictObject({
  ...payload,
  restApiId: z.string(),
  mode: z.enum(['merge', 'overwrite']).default('merge'),
});

/** @param body base64 @throws ServiceError BadRequestException */
function read(body: string, failOnWarnings: boolean): Imported {
  const imported = readOpenApi(Buffer.from(body, 'base64').toString());
  if (failOnWarnings && imported.warnings.length > 0)
    throw badRequest(`Warnings found during import:\n\t${imported.warnings.join('\n\t')}`);
  return imported;
}

function listedIds({ vpcEndpointIds }: Parameters): readonly string[] | undefined {
  return vpcEndpointIds?.split(',').map((id) => id.trim());
}

const withWarnings = (answer: OutputRecord, { warnings }: Imported): OutputRecord => ({
  ...answer,
  warnings: warnings.length === 0 ? undefined : warnings,
});

function importRestApi(input: z.output<typeof importInput>, context: Context): OutputRecord {
  const imported = read(input.body, input.failOnWarnings);
  const { endpointConfigurationTypes: type } = input.parameters;
  const endpointConfiguration = endpointFrom({
    types: type === undefined ? undefined : [type],
    vpcEndpointIds: [...(listedIds(input.parameters) ?? imported.vpcEndpointIds ?? [])],
  });
  const made = newRestApi(context, { ...defaults(imported.name), endpointConfiguration }, imported.policyText);
  const api = { ...made, configuration: merged(made.configuration, imported, context.region) };
  saveRestApi(context.region, api);
  apiChanged(context.region, api.id, 'created');
  return withWarnings(restApiAnswer(api), imported);
}

function putRestApi(input: z.output<typeof putInput>, { region }: Context): OutputRecord {
  const api = restApiOf(region, input.restApiId);
  const imported = read(input.body, input.failOnWarnings);
  const base = input.mode === 'merge' ? api.configuration : emptied(api);
  const endpointConfiguration = endpointAfter(base.endpointConfiguration, input.parameters, imported);
  checkPrivateQuota(region, api.configuration.endpointConfiguration.type, endpointConfiguration.type);
  const policy = policyAfter(base, imported, region, api.id);
  const changed = configure(region, api, { ...merged(base, imported, region), endpointConfiguration, policy });
  apiChanged(region, api.id, 'updated');
  return withWarnings(restApiAnswer(changed, 'with empty tags'), imported);
}

const defaults = (name: string) =>
  ({ name, binaryMediaTypes: [], apiKeySource: 'HEADER', disableExecuteApiEndpoint: false }) as const;

/** What overwriting leaves: the endpoint's type and the root. Reported for the policy; assumed for the VPC endpoints. */
function emptied({ configuration, rootResourceId }: RestApi): Configuration {
  return {
    ...defaults(configuration.name),
    endpointConfiguration: { ...configuration.endpointConfiguration, vpcEndpointIds: [] },
    resources: new Map([[rootResourceId, { id: rootResourceId, path: '/', methods: new Map() }]]),
    authorizers: new Map(),
  };
}

function endpointAfter(base: EndpointConfiguration, given: Parameters, imported: Imported): EndpointConfiguration {
  const vpcEndpointIds = listedIds(given) ?? imported.vpcEndpointIds ?? base.vpcEndpointIds;
  const type = given.endpointConfigurationTypes;
  const migrated = type === undefined ? base : migrate({ ...base, vpcEndpointIds: [] }, type);
  return checkedEndpoint({ ...migrated, vpcEndpointIds });
}

function policyAfter(
  base: Configuration,
  { policyText }: Imported,
  region: Region,
  restApiId: string,
): Configuration['policy'] {
  return policyText === undefined ? base.policy : savePolicy(policyText, region, restApiId);
}

export const importOperations = {
  ImportRestApi: operation(importInput, importRestApi),
  PutRestApi: operation(putInput, putRestApi),
};
