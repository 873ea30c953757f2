/** One port on the loopback interface, for all services. The signature's scope says which one is meant. */
import { serve } from '@hono/node-server';
import type { Http2Bindings, HttpBindings } from '@hono/node-server';
import { dispatch } from '../core/dispatch.ts';
import { ConnectionLost, notModelled, ServiceError } from '../core/errors.ts';
import type { World } from '../core/world.ts';
import { contextOf } from './authentication.ts';
import type { HttpAnswer, HttpRequest, Protocol } from './protocol.ts';
import { scopeOf } from './signature.ts';

/** Answers a request that is meant for no service, or null. */
export type SideDoor = (request: HttpRequest, world: World) => Promise<HttpAnswer | null>;

export interface ServerOptions {
  readonly world: World;
  readonly protocols: readonly Protocol[];
  readonly sideDoor: SideDoor;
  /** 0: any that is free. */
  readonly port: number;
}

export interface RunningServer {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly close: () => Promise<void>;
}

/** @throws Error of Node.js, such as `EADDRINUSE`, when the port cannot be had */
export function listen(options: ServerOptions): Promise<RunningServer> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: (request: Request, { incoming }: HttpBindings | Http2Bindings) =>
          options.world.clock.during(() =>
            respond(request, incoming.url ?? '/', options, () => {
              incoming.socket.destroy();
            }),
          ),
        hostname: '127.0.0.1',
        port: options.port,
      },
      ({ port }) => {
        resolve({ endpoint: `http://127.0.0.1:${String(port)}`, close: () => close(server) });
      },
    );
    server.once('error', reject);
  });
}

function close(server: ReturnType<typeof serve>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error) reject(error);
      else resolve();
    });
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}

/** @param target what the request line names: path and query as they came, which a `URL` would tidy up */
async function respond(
  request: Request,
  target: string,
  options: ServerOptions,
  hangUp: () => void,
): Promise<Response> {
  const [path = '/'] = target.split('?', 1);
  const asked: HttpRequest = {
    method: request.method,
    path,
    query: new URLSearchParams(target.slice(path.length)),
    header: (name) => request.headers.get(name) ?? undefined,
    body: new Uint8Array(await request.arrayBuffer()),
  };
  try {
    const { status, headers, body } = (await options.sideDoor(asked, options.world)) ?? (await answer(asked, options));
    return new Response(status === 204 ? null : Buffer.from(body), { status, headers });
  } catch (error) {
    if (!(error instanceof ConnectionLost)) return new Response(defectOf(error).message, { status: 500 });
    hangUp();
    return new Response(null);
  }
}

async function answer(request: HttpRequest, { protocols, world }: ServerOptions): Promise<HttpAnswer> {
  const requestId = world.ids.uuid();
  let protocol = spoken(request, protocols);
  try {
    const scope = scopeOf(request.header('authorization'));
    const meant = protocols.find(({ service }) => service.id === scope.service);
    if (meant === undefined) throw notModelled(`the service ${scope.service}`);
    protocol = meant;
    const context = contextOf(scope, world, protocol.service);
    const { operation, input, encode } = protocol.decode(request);
    return encode(await dispatch({ service: protocol.service, operation, input }, context), requestId);
  } catch (error) {
    if (error instanceof ConnectionLost) throw error;
    return protocol.encodeError(error instanceof ServiceError ? error : defectOf(error), requestId);
  }
}

/** One that the caller understands, for the refusal of what is meant for no service of the sandbox. */
function spoken(request: HttpRequest, protocols: readonly Protocol[]): Protocol {
  const found = protocols.find(({ speaks }) => speaks(request)) ?? protocols[0];
  if (found === undefined) throw new Error('a server without a protocol');
  return found;
}

/** The sandbox itself is at fault. AWS has no such error, so nobody can take it for one of AWS's. */
function defectOf(error: unknown): ServiceError {
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new ServiceError('SandboxDefect', 500, `the sandbox broke down: ${told}`);
}
