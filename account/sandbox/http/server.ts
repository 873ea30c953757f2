/** One port on the loopback interface, for all services. The signature's scope says which one is meant. */
import { serve } from '@hono/node-server';
import type { Http2Bindings, HttpBindings } from '@hono/node-server';
import { dispatch } from '../core/dispatch.ts';
import { ConnectionLost, notModelled, ServiceError } from '../core/errors.ts';
import { partitionOf, type World } from '../core/world.ts';
import type { Context } from '../core/operation.ts';
import type { HttpAnswer, HttpRequest, Protocol } from './protocol.ts';
import { scopeOf, type Scope } from './signature.ts';

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

export function listen(options: ServerOptions): Promise<RunningServer> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: (request: Request, { incoming }: HttpBindings | Http2Bindings) =>
          respond(request, options, () => {
            incoming.destroy();
          }),
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

async function respond(request: Request, options: ServerOptions, hangUp: () => void): Promise<Response> {
  const url = new URL(request.url);
  const asked: HttpRequest = {
    method: request.method,
    path: url.pathname,
    query: url.searchParams,
    header: (name) => request.headers.get(name) ?? undefined,
    body: new Uint8Array(await request.arrayBuffer()),
  };
  try {
    const { status, headers, body } = (await options.sideDoor(asked, options.world)) ?? (await answer(asked, options));
    return new Response(status === 204 ? null : Buffer.from(body), { status, headers });
  } catch (error) {
    if (!(error instanceof ConnectionLost)) throw error;
    hangUp();
    return new Response(null);
  }
}

async function answer(request: HttpRequest, { protocols, world }: ServerOptions): Promise<HttpAnswer> {
  const requestId = world.ids.uuid();
  const fallback = protocols[0];
  if (fallback === undefined) throw new Error('a server without a protocol');
  let protocol = fallback;
  try {
    const scope = scopeOf(request.header('authorization'));
    protocol = protocols.find(({ service }) => service.id === scope.service) ?? protocol;
    if (protocol.service.id !== scope.service) throw notModelled(`the service ${scope.service}`);
    const { operation, input, encode } = protocol.decode(request);
    return encode(await dispatch({ service: protocol.service, operation, input }, contextOf(scope, world)), requestId);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return protocol.encodeError(error, requestId);
  }
}

function contextOf({ accessKeyId, region }: Scope, world: World): Context {
  const principal = world.credentials.principal(accessKeyId, partitionOf(region));
  if (principal === null)
    throw new ServiceError(
      'UnrecognizedClientException',
      403,
      `The security token included in the request is invalid: the sandbox takes an account's twelve digits as access key id, not ${accessKeyId}`,
    );
  return { world, principal, region: world.region(principal.accountId, region) };
}
