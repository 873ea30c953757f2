/** One call: the way that all calls go, over HTTP or from inside. Input and answer are in the service's own words. */
import { ZodError } from 'zod';
import { ConnectionLost, notModelled, ServiceError } from './errors.ts';
import type { Fault } from './faults.ts';
import type { Context, Operation, Service } from './operation.ts';
import type { Json, OutputRecord } from './values.ts';

export interface Request {
  readonly service: Service;
  /** The operation's name, such as `GetRestApi`. */
  readonly operation: string;
  readonly input: Json;
}

/**
 * @returns the answer
 * @throws ServiceError what the service answers; ConnectionLost when no answer comes
 */
export async function dispatch(request: Request, context: Context): Promise<OutputRecord> {
  const { world, principal, region, unlimited = false } = context;
  const log = (error: string | null): void => {
    if (unlimited) return;
    const { service, operation, input } = request;
    world.calls.push({
      at: world.clock.now(),
      service: service.id,
      operation,
      principal,
      region: region.name,
      input,
      error,
    });
  };
  try {
    const answer = await perform(request, context);
    log(null);
    return answer;
  } catch (error) {
    log(error instanceof ServiceError ? error.code : error instanceof Error ? error.name : String(error));
    throw error;
  }
}

async function perform(request: Request, context: Context): Promise<OutputRecord> {
  const { service, operation: name, input } = request;
  const operation = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
  if (operation === undefined) throw notModelled(`${service.id}:${name}`);
  const faults = context.world.faults.strike(service.id, name, input);
  for (const fault of faults) await before(fault, request, context);
  if (context.unlimited !== true) service.limit?.(name, context);
  const answer = await run(operation, request, context);
  for (const fault of faults) after(fault, service);
  return answer;
}

async function run(operation: Operation, request: Request, context: Context): Promise<OutputRecord> {
  try {
    return await operation.run(request.input, context);
  } catch (error) {
    throw error instanceof ZodError ? refusal(error, request) : error;
  }
}

/** A member that the schema does not know is one that the sandbox does not model; all else breaks the service's model. */
function refusal(error: ZodError, { service, operation }: Request): ServiceError {
  const unknown = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key].join('.')) : [],
  );
  if (unknown.length > 0) return notModelled(`${service.id}:${operation} with ${unknown.join(', ')}`);
  return service.invalidInput(
    error.issues.map((issue) => `${issue.path.join('.') || 'the input'}: ${issue.message}`).join('; '),
  );
}

async function before(fault: Fault, { service, operation }: Request, { world, principal }: Context): Promise<void> {
  switch (fault.kind) {
    case 'throttle':
      throw service.throttled();
    case 'deny':
      throw service.denied(`${service.id}:${operation}`, principal);
    case 'timeout':
      throw new ConnectionLost(`no answer from ${service.id}:${operation}`);
    case 'fail':
      throw service.internalError();
    case 'slow':
      return world.clock.sleep(fault.milliseconds);
    case 'meanwhile':
      return fault.happens();
    case 'fail-after-effect':
    case 'timeout-after-effect':
  }
}

function after(fault: Fault, service: Service): void {
  if (fault.kind === 'fail-after-effect') throw service.internalError();
  if (fault.kind === 'timeout-after-effect') throw new ConnectionLost(`no answer from ${service.id}`);
}
