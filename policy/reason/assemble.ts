/** The parts that a search found, put together to one request; what nothing was demanded of gets its usual value. */
import type { Caller, Request } from '../request.ts';
import type { Budget } from '../text/budget.ts';
import type { GroupId, Part } from './literal.ts';
import { findPart, type World } from './world.ts';

const groups: readonly GroupId[] = ['resource', 'caller', 'network', 'moment'];

export function assembleRequest(parts: ReadonlyMap<GroupId, Part>, world: World, budget: Budget): Request {
  let caller: Caller = { type: 'Anonymous' };
  let resource = '';
  const context: Record<string, string | readonly string[]> = {
    'aws:vpcsourceip': '10.0.0.7',
    'aws:securetransport': 'true',
  };
  const add = (part: Part): void => {
    caller = part.caller ?? caller;
    resource = part.resource ?? resource;
    Object.assign(context, part.context);
  };
  for (const group of groups) {
    if (parts.has(group)) continue;
    const found = findPart(group, [], world, budget);
    if (found.kind === 'found') add(found.value);
  }
  for (const part of parts.values()) add(part);
  return { caller, resource, context };
}
