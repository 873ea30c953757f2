/** What the answers say of a REST API and its parts. */
import type { Output, OutputRecord } from '../core/values.ts';
import type { Configuration, Deployment, Method, Resource, RestApi, Stage } from './model.ts';

/** Recorded: lists and creations leave empty tags out, UpdateRestApi gives them. Assumed: GetRestApi and PutRestApi do as well. */
export function restApiAnswer(api: RestApi, tags: 'with empty tags' | 'without' = 'without'): OutputRecord {
  const { configuration, id, createdDate, rootResourceId } = api;
  const { policy, endpointConfiguration, binaryMediaTypes, ...settings } = configuration;
  return {
    id,
    createdDate,
    rootResourceId,
    ...settings,
    resources: undefined,
    authorizers: undefined,
    binaryMediaTypes: unlessEmpty(binaryMediaTypes),
    endpointConfiguration: endpointAnswer(endpointConfiguration),
    policy: policy?.escaped,
    tags: tags === 'without' ? unlessEmptyRecord(api.tags) : api.tags,
    apiStatus: 'AVAILABLE',
  };
}

function endpointAnswer({ type, ipAddressType, vpcEndpointIds }: Configuration['endpointConfiguration']): OutputRecord {
  return { types: [type], ipAddressType, vpcEndpointIds: unlessEmpty(vpcEndpointIds) };
}

/** Without embedding, a method is only named. */
export function resourceAnswer({ methods, ...resource }: Resource, embedsMethods: boolean): OutputRecord {
  const named = [...methods].map(([name, method]): [string, Output] => [
    name,
    embedsMethods ? methodAnswer(method) : {},
  ]);
  return { ...resource, resourceMethods: named.length === 0 ? undefined : Object.fromEntries(named) };
}

export function methodAnswer(method: Method): OutputRecord {
  return { ...method };
}

export function deploymentAnswer({ id, description, createdDate }: Deployment): OutputRecord {
  return { id, description, createdDate };
}

/** Path → method → who may call it. */
export function apiSummary({ resources }: Configuration): OutputRecord {
  const paths = [...resources.values()].filter(({ methods }) => methods.size > 0);
  return Object.fromEntries(
    paths.map(({ path, methods }) => [
      path,
      Object.fromEntries(
        [...methods].map(([name, { authorizationType, apiKeyRequired }]) => [
          name,
          { authorizationType, apiKeyRequired },
        ]),
      ),
    ]),
  );
}

export function stageAnswer({ variables, tags, ...stage }: Stage): OutputRecord {
  return {
    ...stage,
    canarySettings: stage.canarySettings === undefined ? undefined : { ...stage.canarySettings },
    cacheClusterEnabled: false,
    cacheClusterStatus: 'NOT_AVAILABLE',
    variables: unlessEmptyRecord(variables),
    tags: unlessEmptyRecord(tags),
  };
}

const unlessEmpty = (list: readonly string[]): readonly string[] | undefined => (list.length === 0 ? undefined : list);

function unlessEmptyRecord(record: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined {
  return Object.keys(record).length === 0 ? undefined : record;
}
