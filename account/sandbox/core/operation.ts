/** How a service of the sandbox is written: operations with a schema for what comes in. */
import type { z } from 'zod';
import type { ServiceError } from './errors.ts';
import type { Json, OutputRecord } from './values.ts';
import type { Principal, ServiceId } from './principal.ts';
import type { Region, World } from './world.ts';

/** Where an operation runs, and for whom. */
export interface Context {
  readonly world: World;
  readonly region: Region;
  readonly principal: Principal;
  /** True for a seed: rate limits do not count, and the call is not logged. */
  readonly unlimited?: boolean;
}

export interface Operation {
  /** Members that the operation knows. What else comes in is refused by name, never ignored. */
  readonly input: z.ZodType;
  readonly run: (input: Json, context: Context) => Promise<OutputRecord>;
}

export interface Service {
  readonly id: ServiceId;
  /** By the operation's name, such as `GetRestApi`. */
  readonly operations: Readonly<Record<string, Operation>>;
  /** How this service refuses an input that breaks its model. @param problem what is wrong, and where */
  readonly invalidInput: (problem: string) => ServiceError;
  /** How this service says "slow down". */
  readonly throttled: () => ServiceError;
  /** How this service says "not authorized". @param action such as `apigateway:GetRestApi` */
  readonly denied: (action: string, principal: Principal) => ServiceError;
  /** How this service says that it is out of order. */
  readonly internalError: () => ServiceError;
  /** Called before every operation; throws when the caller has to slow down. */
  readonly limit?: (operation: string, context: Context) => void;
}

/**
 * @param input a strict object: its keys are the members that are modelled
 * @param run gets what the schema made of the input
 */
export function operation<Schema extends z.ZodType>(
  input: Schema,
  run: (input: z.output<Schema>, context: Context) => OutputRecord | Promise<OutputRecord>,
): Operation {
  return { input, run: async (raw, context) => run(input.parse(raw), context) };
}
