/** What a document says, made part of a configuration: resources for its paths, its methods in place of those that are there. */
import type { Region } from '../../core/world.ts';
import { withEntry } from '../maps.ts';
import { authorized } from '../methods.ts';
import type { Authorizer, Configuration, HttpMethod, Method, Resource } from '../model.ts';
import { childResource } from '../resources.ts';
import { readIntegration } from './integration.ts';
import type { ImportedMethod } from './paths.ts';
import type { Imported } from './read.ts';

type Resources = Configuration['resources'];

/** @throws ServiceError BadRequestException when a path or a method cannot be */
export function merged(base: Configuration, imported: Imported, region: Region): Configuration {
  const authorizers = mergeAuthorizers(base.authorizers, imported.authorizers, region);
  return {
    ...base,
    name: imported.name,
    description: imported.description ?? base.description,
    version: imported.version ?? base.version,
    binaryMediaTypes: imported.binaryMediaTypes ?? base.binaryMediaTypes,
    minimumCompressionSize: imported.minimumCompressionSize ?? base.minimumCompressionSize,
    apiKeySource: imported.apiKeySource ?? base.apiKeySource,
    disableExecuteApiEndpoint: imported.disableExecuteApiEndpoint ?? base.disableExecuteApiEndpoint,
    authorizers,
    resources: imported.methods.reduce(
      (resources, method) => mergeMethod(resources, method, authorizers, region),
      base.resources,
    ),
  };
}

/** One that has the name of another takes its place and its id. */
function mergeAuthorizers(
  base: Configuration['authorizers'],
  imported: readonly Authorizer[],
  { world }: Region,
): Configuration['authorizers'] {
  return imported.reduce((authorizers, authorizer) => {
    const id = byName(authorizers, authorizer.name)?.id ?? world.ids.short(6);
    return withEntry(authorizers, id, { ...authorizer, id });
  }, base);
}

const byName = (authorizers: Configuration['authorizers'], wanted: string): Authorizer | undefined =>
  [...authorizers.values()].find(({ name }) => name === wanted);

function mergeMethod(
  base: Resources,
  { path, method, integration }: ImportedMethod,
  authorizers: Configuration['authorizers'],
  region: Region,
): Resources {
  const [resources, resource] = withPath(base, path, region);
  const known: Method = authorized(
    { ...method, authorizerId: byName(authorizers, method.authorizerId ?? '')?.id },
    authorizers,
  );
  const methodIntegration = integration === undefined ? undefined : readIntegration(integration, path, resource.id);
  const methods: ReadonlyMap<HttpMethod, Method> = withEntry(resource.methods, method.httpMethod, {
    ...known,
    methodIntegration,
  });
  return withEntry(resources, resource.id, { ...resource, methods });
}

/** The resource of a path, with all that are on the way there. */
function withPath(base: Resources, path: string, { world }: Region): [Resources, Resource] {
  let resources = base;
  let [resource] = [...base.values()].filter(({ parentId }) => parentId === undefined);
  if (resource === undefined) throw new Error('a REST API without a root resource');
  for (const pathPart of path.split('/').filter((part) => part !== '')) {
    const parent: Resource = resource;
    const known = [...resources.values()].find((one) => one.parentId === parent.id && one.pathPart === pathPart);
    resource = known ?? childResource(resources, parent, pathPart, world.ids.short(6));
    resources = withEntry(resources, resource.id, resource);
  }
  return [resources, resource];
}
