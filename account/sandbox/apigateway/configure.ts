/** Changes of what is configured. What is deployed stays as it is. */
import type { Region } from '../core/world.ts';
import { withEntry } from './maps.ts';
import type { Configuration, HttpMethod, Method, Resource, RestApi } from './model.ts';
import { saveRestApi } from './state.ts';

/** Saves the API with some of its configuration changed. @returns the API as it is now */
export function configure(region: Region, api: RestApi, changes: Partial<Configuration>): RestApi {
  const changed = { ...api, configuration: { ...api.configuration, ...changes } };
  saveRestApi(region, changed);
  return changed;
}

/** Saves a resource with other methods. */
export function configureMethods(
  region: Region,
  api: RestApi,
  resource: Resource,
  methods: ReadonlyMap<HttpMethod, Method>,
): void {
  const resources = withEntry(api.configuration.resources, resource.id, { ...resource, methods });
  configure(region, api, { resources });
}
