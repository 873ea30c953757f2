/**
 * What concerns the sandbox itself, under `/_sandbox/`:
 *
 * | request | |
 * | --- | --- |
 * | `GET /_sandbox/health` | 200 as soon as it listens, with the accounts and Regions that were used so far |
 * | `POST /_sandbox/faults` | injects a fault: `{"service":"apigateway","operation":"UpdateRestApi","kind":"throttle","times":2}` |
 * | `DELETE /_sandbox/faults` | ends all of them |
 *
 * The kinds of faults are those of core/faults.ts, but for what only a program can say.
 */
import { z } from 'zod';
import { parseJson } from '../core/json.ts';
import type { Service } from '../core/operation.ts';
import type { Json } from '../core/values.ts';
import type { World } from '../core/world.ts';
import { textOf, type HttpAnswer, type HttpRequest } from './protocol.ts';
import type { SideDoor } from './server.ts';

const kinds = ['throttle', 'deny', 'timeout', 'timeout-after-effect', 'fail', 'fail-after-effect'] as const;

const struck = {
  service: z.string(),
  operation: z.string(),
  times: z.int().min(1).optional(),
  after: z.int().min(0).optional(),
};

const faultInput = z.union([
  z.strictObject({ ...struck, kind: z.enum(kinds) }),
  z.strictObject({ ...struck, kind: z.literal('slow'), milliseconds: z.int().min(0) }),
]);

export function ownDoor(services: readonly Service[]): SideDoor {
  return (request, world) =>
    Promise.resolve(request.path.startsWith('/_sandbox/') ? respond(request, world, services) : null);
}

function respond(request: HttpRequest, world: World, services: readonly Service[]): HttpAnswer {
  switch (`${request.method} ${request.path}`) {
    case 'GET /_sandbox/health':
      return answer(200, {
        status: 'ok',
        regions: world.knownRegions().map(({ accountId, name }) => ({ accountId, region: name })),
      });
    case 'POST /_sandbox/faults':
      return inject(request, world, services);
    case 'DELETE /_sandbox/faults':
      world.faults.clear();
      return answer(200, { message: 'no faults any more' });
    default:
      return answer(404, { message: `the sandbox has no ${request.method} ${request.path}` });
  }
}

function inject({ body }: HttpRequest, world: World, services: readonly Service[]): HttpAnswer {
  const read = faultInput.safeParse(parseJson(textOf(body)));
  if (!read.success) return answer(400, { message: `no such fault: ${z.prettifyError(read.error)}` });
  const { service: id, operation, times, after, ...kind } = read.data;
  const service = services.find((known) => known.id === id);
  if (service === undefined || !Object.hasOwn(service.operations, operation))
    return answer(400, { message: `the sandbox does not model ${id}:${operation}` });
  const reach = { ...(times === undefined ? {} : { times }), ...(after === undefined ? {} : { after }) };
  world.faults.inject({ service: service.id, operation, ...kind, ...reach });
  return answer(201, { message: `${kind.kind} strikes ${id}:${operation}` });
}

const answer = (status: number, body: Json): HttpAnswer => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});
