/** A server with one small service on a protocol of the sandbox, and requests to it as they go over the wire. */
import { z } from 'zod';
import { VirtualClock } from '../../account/sandbox/core/clock.ts';
import { ServiceError } from '../../account/sandbox/core/errors.ts';
import { operation, type Operation, type Service } from '../../account/sandbox/core/operation.ts';
import type { ServiceId } from '../../account/sandbox/core/principal.ts';
import { World } from '../../account/sandbox/core/world.ts';
import type { Protocol } from '../../account/sandbox/http/protocol.ts';
import { listen, type RunningServer } from '../../account/sandbox/http/server.ts';
import { homeAccount, homeRegion } from './bare-sandbox.ts';

export function toyService(id: ServiceId, operations: Readonly<Record<string, Operation>>): Service {
  return {
    id,
    operations,
    invalidInput: (problem) => new ServiceError('InvalidToy', 400, problem),
    throttled: () => new ServiceError('ToyThrottled', 429, 'slow down'),
    denied: (action) => new ServiceError('ToyDenied', 403, action),
    internalError: () => new ServiceError('ToyBroken', 500, 'broken'),
  };
}

/** Answers with the input, whatever it is. */
export const tell = operation(z.record(z.string(), z.json()), (input) => ({ input: JSON.stringify(input) }));

/** @returns what `tell` was told, from a JSON answer. @throws Error when the answer is a refusal */
export function told({ status, body }: { readonly status: number; readonly body: string }): unknown {
  if (status !== 200) throw new Error(body);
  return JSON.parse(z.object({ input: z.string() }).parse(JSON.parse(body)).input);
}

export function serveToy(...protocols: readonly Protocol[]): Promise<RunningServer> {
  const world = new World({
    clock: new VirtualClock('2026-03-01T12:00:00Z'),
    judge: () => 'unclear',
    caller: () => () => Promise.reject(new Error('a toy calls nobody')),
  });
  return listen({ world, protocols, port: 0, sideDoor: () => Promise.resolve(null) });
}

/** The header that tells who calls which service. */
export function authorization(service: string, accessKeyId = homeAccount, region = homeRegion): string {
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260301/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}
