/** Resources: the tree of paths of a REST API. */
import { z } from 'zod';
import { operation } from '../core/operation.ts';
import { resourceAnswer } from './answers.ts';
import { configure } from './configure.ts';
import { badRequest, conflict } from './errors.ts';
import { resourceOf, restApiOf } from './lookup.ts';
import { withEntry } from './maps.ts';
import type { Configuration, Resource } from './model.ts';
import { page, pageInput } from './page.ts';

const partPattern = /^(?:[\w.:-]+|\{[\w.:-]+\+?\})$/;

const isVariable = (pathPart: string): boolean => pathPart.startsWith('{');
export const isGreedy = (pathPart: string): boolean => pathPart.endsWith('+}');

/**
 * A resource below another one, not yet among the API's.
 * @throws ServiceError BadRequestException for a part that cannot stand there, ConflictException for one that is there
 */
export function childResource(
  resources: Configuration['resources'],
  parent: Resource,
  pathPart: string,
  id: string,
): Resource {
  if (!partPattern.test(pathPart))
    throw badRequest(
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
    );
  if (isGreedy(parent.pathPart ?? ''))
    throw badRequest(`Cannot create a child of a resource with a greedy path variable: ${parent.pathPart ?? ''}`);
  const siblings = [...resources.values()].filter(({ parentId }) => parentId === parent.id);
  if (siblings.some((sibling) => sibling.pathPart === pathPart))
    throw conflict(`Another resource with the same parent already has this name: ${pathPart}`);
  const variable = siblings.find((sibling) => isVariable(sibling.pathPart ?? ''))?.pathPart;
  if (variable !== undefined && isVariable(pathPart))
    throw badRequest(
      `A sibling (${variable}) of this resource already has a variable path part -- only one is allowed`,
    );
  const path = `${parent.path === '/' ? '' : parent.path}/${pathPart}`;
  return { id, parentId: parent.id, pathPart, path, methods: new Map() };
}

/** The resource and all below it. */
function withDescendants(resources: Configuration['resources'], id: string): ReadonlySet<string> {
  const found = new Set([id]);
  for (const known of found)
    for (const { id: child, parentId } of resources.values()) if (parentId === known) found.add(child);
  return found;
}

const embed = z.array(z.literal('methods')).default([]);
const key = { restApiId: z.string(), resourceId: z.string() };

export const resourceOperations = {
  CreateResource: operation(
    z.strictObject({ restApiId: z.string(), parentId: z.string(), pathPart: z.string() }),
    ({ restApiId, parentId, pathPart }, { region }) => {
      const [api, parent] = resourceOf(region, { restApiId, resourceId: parentId });
      const { resources } = api.configuration;
      const resource = childResource(resources, parent, pathPart, region.world.ids.short(6));
      configure(region, api, { resources: withEntry(resources, resource.id, resource) });
      return resourceAnswer(resource, false);
    },
  ),

  GetResources: operation(
    z.strictObject({ restApiId: z.string(), embed, ...pageInput }),
    ({ restApiId, embed: embedded, ...asked }, { region }) => {
      const resources = [...restApiOf(region, restApiId).configuration.resources.values()];
      resources.sort((one, other) => (one.path < other.path ? -1 : 1));
      const { items, position } = page(resources, ({ path }) => path, asked);
      return { items: items.map((resource) => resourceAnswer(resource, embedded.length > 0)), position };
    },
  ),

  GetResource: operation(z.strictObject({ ...key, embed }), (input, { region }) => {
    const [, resource] = resourceOf(region, input);
    return resourceAnswer(resource, input.embed.length > 0);
  }),

  DeleteResource: operation(z.strictObject(key), (input, { region }) => {
    const [api, resource] = resourceOf(region, input);
    if (resource.parentId === undefined) throw badRequest('Root resource cannot be deleted');
    const { resources } = api.configuration;
    const gone = withDescendants(resources, resource.id);
    configure(region, api, { resources: new Map([...resources].filter(([id]) => !gone.has(id))) });
    return {};
  }),
};
