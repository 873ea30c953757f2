/** Lambda functions of the sandbox: TypeScript functions of this very process, called as Lambda calls them. */
import type { Context } from 'aws-lambda';
import { z } from 'zod';
import { ServiceError } from '../core/errors.ts';
import type { Json } from '../core/values.ts';
import { regional, type Region } from '../core/world.ts';

/** What a function learns of its invocation; the callbacks of old runtimes are left out. */
export type LambdaContext = Omit<Context, 'done' | 'fail' | 'succeed'>;

/** What comes back is made JSON, as Lambda does. */
export type Handler = (event: Json, context: LambdaContext) => Promise<unknown>;

export interface FunctionDefinition {
  readonly name: string;
  readonly handler: Handler;
  /** Seconds until Lambda ends an invocation; 1–900. */
  readonly timeout: number;
}

export interface InvocationResult {
  readonly payload: Json;
  /** `Unhandled` when the handler threw; null: it returned. */
  readonly functionError: 'Unhandled' | null;
}

const functions = regional(() => new Map<string, FunctionDefinition>());

/** @returns the function's ARN */
export function putFunction(region: Region, definition: FunctionDefinition): string {
  functions(region).set(definition.name, definition);
  return functionArn(region, definition.name);
}

export function functionArn({ partition, name, accountId }: Region, functionName: string): string {
  return `arn:${partition}:lambda:${name}:${accountId}:function:${functionName}`;
}

/**
 * @param nameOrArn of a function of this account and Region, or the ARN of one elsewhere
 * @throws ServiceError ResourceNotFoundException
 */
export function findFunction(region: Region, nameOrArn: string): { definition: FunctionDefinition; home: Region } {
  const [, , service, place, account, , name] = nameOrArn.split(':');
  const home = service === 'lambda' ? region.world.region(account ?? '', place ?? '') : region;
  const definition = functions(home).get(name ?? nameOrArn);
  if (definition !== undefined) return { definition, home };
  throw new ServiceError(
    'ResourceNotFoundException',
    404,
    `Function not found: ${functionArn(home, name ?? nameOrArn)}`,
  );
}

/** Runs the function to its end. What it throws becomes the error object that Lambda answers with. */
export async function invokeFunction(region: Region, nameOrArn: string, event: Json): Promise<InvocationResult> {
  const { definition, home } = findFunction(region, nameOrArn);
  try {
    const result = await definition.handler(event, lambdaContext(definition, home));
    return { payload: asJson(result), functionError: null };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { payload: { errorType: name, errorMessage: message }, functionError: 'Unhandled' };
  }
}

function asJson(value: unknown): Json {
  const text: unknown = JSON.stringify(value);
  return typeof text === 'string' ? z.json().parse(JSON.parse(text)) : null;
}

function lambdaContext({ name, timeout }: FunctionDefinition, home: Region): LambdaContext {
  const { clock, ids } = home.world;
  const end = clock.now() + timeout * 1000;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn(home, name),
    memoryLimitInMB: '512',
    awsRequestId: ids.uuid(),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'sandbox',
    getRemainingTimeInMillis: () => end - clock.now(),
  };
}
