/** UpdateRestApi: what of a REST API can be patched. https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
import { z } from 'zod';
import { notModelled } from '../core/errors.ts';
import { operation } from '../core/operation.ts';
import type { Region } from '../core/world.ts';
import { restApiAnswer } from './answers.ts';
import { configure } from './configure.ts';
import { checkedEndpoint, checkPrivateQuota, migrate } from './endpoints.ts';
import { badRequest } from './errors.ts';
import { restApiOf } from './lookup.ts';
import { apiKeySources, type Configuration, type EndpointConfiguration } from './model.ts';
import { patched, patchOperations, valueOf, type Patcher, type PatchOperation } from './patch.ts';
import { savePolicy } from './policy.ts';
import { apiChanged } from './recorded.ts';
import { compressionSize } from './rest-apis.ts';

type Apply = Patcher<Configuration>['apply'];

const replaced =
  (change: (value: string) => Partial<Configuration>): Apply =>
  (configuration, patch) => ({ ...configuration, ...change(valueOf(patch)) });

/** Nothing to compress is said with no value, or an empty one. */
const compression: Apply = (configuration, { value = '' }) => ({
  ...configuration,
  minimumCompressionSize: value === '' ? undefined : compressionSize(Number(value)),
});

/** A type that is replaced goes to the end. */
const mediaTypes: Apply = (configuration, patch, [type = '']) => {
  const others = configuration.binaryMediaTypes.filter((known) => known !== type);
  const added = patch.op === 'replace' ? [valueOf(patch)] : patch.op === 'add' ? [type] : [];
  return { ...configuration, binaryMediaTypes: [...others, ...added] };
};

const endpoint =
  (change: (endpoint: EndpointConfiguration, patch: PatchOperation) => EndpointConfiguration): Apply =>
  (configuration, patch) => ({
    ...configuration,
    endpointConfiguration: change(configuration.endpointConfiguration, patch),
  });

function endpointType(current: EndpointConfiguration, patch: PatchOperation): EndpointConfiguration {
  if (patch.op !== 'replace' && patch.op !== 'add' && patch.op !== 'remove')
    throw badRequest("Invalid patch operation specified. Must be 'add'|'remove'|'replace'");
  if (patch.op !== 'replace') throw notModelled(`UpdateRestApi with ${patch.op} ${patch.path}`);
  return migrate(current, valueOf(patch));
}

function ipAddressType(current: EndpointConfiguration, patch: PatchOperation): EndpointConfiguration {
  const value = valueOf(patch);
  if (value !== 'ipv4' && value !== 'dualstack') throw badRequest('ipAddressType must be either ipv4 or dualstack.');
  return checkedEndpoint({ ...current, ipAddressType: value });
}

function vpcEndpointIds(current: EndpointConfiguration, patch: PatchOperation): EndpointConfiguration {
  const id = valueOf(patch);
  const others = current.vpcEndpointIds.filter((known) => known !== id);
  return checkedEndpoint({ ...current, vpcEndpointIds: patch.op === 'add' ? [...others, id] : others });
}

function apiKeySource(value: string): Partial<Configuration> {
  const known = apiKeySources.find((source) => source === value);
  if (known === undefined)
    throw badRequest(`Invalid API key source specified. Must be one of: [${apiKeySources.join(', ')}]`);
  return { apiKeySource: known };
}

/** An empty text removes the policy. Whether AWS takes `remove` as well is not known; here it does not. */
const policyPatcher = (region: Region, restApiId: string): Patcher<Configuration> => ({
  path: /^\/policy$/,
  ops: ['replace'],
  apply: replaced((text) => ({ policy: text === '' ? undefined : savePolicy(text, region, restApiId) })),
});

const patchers: readonly Patcher<Configuration>[] = [
  { path: /^\/name$/, ops: ['replace'], apply: replaced((name) => ({ name })) },
  {
    path: /^\/description$/,
    ops: ['replace', 'remove'],
    apply: (configuration, patch) => ({
      ...configuration,
      description: patch.op === 'remove' ? undefined : valueOf(patch),
    }),
  },
  { path: /^\/version$/, ops: ['replace'], apply: replaced((version) => ({ version })) },
  { path: /^\/apiKeySource$/, ops: ['replace'], apply: replaced(apiKeySource) },
  {
    path: /^\/disableExecuteApiEndpoint$/,
    ops: ['replace'],
    apply: replaced((value) => ({ disableExecuteApiEndpoint: value.toLowerCase() === 'true' })),
  },
  { path: /^\/minimumCompressionSize$/, ops: ['replace'], apply: compression },
  { path: /^\/binaryMediaTypes\/([^/]+)$/, ops: ['add', 'remove', 'replace'], apply: mediaTypes },
  {
    path: /^\/endpointConfiguration\/types\/(?:0|EDGE|REGIONAL|PRIVATE)$/,
    ops: ['add', 'remove', 'move', 'test', 'replace', 'copy'],
    apply: endpoint(endpointType),
  },
  { path: /^\/endpointConfiguration\/ipAddressType$/, ops: ['replace'], apply: endpoint(ipAddressType) },
  { path: /^\/endpointConfiguration\/vpcEndpointIds$/, ops: ['add', 'remove'], apply: endpoint(vpcEndpointIds) },
];

const input = z.strictObject({ restApiId: z.string(), patchOperations });

export const updateRestApiOperations = {
  UpdateRestApi: operation(input, ({ restApiId, patchOperations: patches }, { region }) => {
    const api = restApiOf(region, restApiId);
    const before = api.configuration;
    const after = patched(before, patches, [policyPatcher(region, restApiId), ...patchers]);
    checkPrivateQuota(region, before.endpointConfiguration.type, after.endpointConfiguration.type);
    const changed = configure(region, api, after);
    if (patches.some(({ path }) => path !== '/policy')) apiChanged(region, restApiId, 'updated');
    return restApiAnswer(changed, 'with empty tags');
  }),
};
