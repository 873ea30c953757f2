/** Lambda functions of the sandbox, by account and Region, called as Lambda calls them. */
import { ServiceError } from '../core/errors.ts';
import type { Json } from '../core/values.ts';
import { regional, type Region } from '../core/world.ts';
import { functionArn, type FunctionDefinition, type InvocationResult } from './definition.ts';
import { run } from './run.ts';

export type { FunctionDefinition, Handler, InvocationResult, LambdaContext } from './definition.ts';
export { functionArn } from './definition.ts';

const functions = regional(() => new Map<string, FunctionDefinition>());

/** @returns the function's ARN */
export function putFunction(region: Region, definition: FunctionDefinition): string {
  functions(region).set(definition.name, definition);
  return functionArn(region, definition.name);
}

/** In the order of their creation. */
export const functionsOf = (region: Region): readonly FunctionDefinition[] => [...functions(region).values()];

export interface FoundFunction {
  readonly definition: FunctionDefinition;
  readonly home: Region;
}

/** A name, a partial or a full ARN, each perhaps with a qualifier: `111122223333:function:judge:$LATEST`. */
const reference =
  /^(?:arn:[\w-]+:lambda:(?<place>[\w-]+):)?(?:(?<account>\d{12}):)?(?:function:)?(?<name>[\w.-]+)(?::(?<qualifier>[\w$-]+))?$/;

/**
 * @param nameOrArn of a function of this account and Region, or the ARN of one elsewhere; versions and aliases there are none
 * @throws ServiceError ResourceNotFoundException
 */
export function findFunction(region: Region, nameOrArn: string, givenQualifier?: string): FoundFunction {
  const { place, account, name = nameOrArn, qualifier = '$LATEST' } = reference.exec(nameOrArn)?.groups ?? {};
  const home = region.world.region(account ?? region.accountId, place ?? region.name);
  const wanted = givenQualifier ?? qualifier;
  const definition = wanted === '$LATEST' ? functions(home).get(name) : undefined;
  if (definition !== undefined) return { definition, home };
  const suffix = wanted === '$LATEST' ? '' : `:${wanted}`;
  throw new ServiceError('ResourceNotFoundException', 404, `Function not found: ${functionArn(home, name)}${suffix}`);
}

/** Bytes of JSON that a function may answer with. */
const largestAnswer = 6_291_556;

/**
 * Runs the function to its end. What it throws becomes the error object that Lambda answers with.
 * @throws ServiceError ResourceNotFoundException
 */
export async function invokeFunction(region: Region, nameOrArn: string, event: Json): Promise<InvocationResult> {
  const { definition, home } = findFunction(region, nameOrArn);
  const result = await run(definition, home, event, home.world.ids.uuid());
  if (Buffer.byteLength(JSON.stringify(result.payload)) <= largestAnswer) return result;
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${largestAnswer} bytes).`;
  return {
    ...result,
    payload: { errorType: 'Function.ResponseSizeTooLarge', errorMessage },
    functionError: 'Unhandled',
  };
}
