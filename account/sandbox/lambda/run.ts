/** One invocation of a function, from the event to the result. A function that takes too long is given up, as Lambda does. */
import { z } from 'zod';
import type { Json } from '../core/values.ts';
import type { Region } from '../core/world.ts';
import {
  functionArn,
  memorySize,
  type FunctionDefinition,
  type InvocationResult,
  type LambdaContext,
} from './definition.ts';

type Outcome = Pick<InvocationResult, 'payload' | 'functionError'>;

/**
 * What the function throws becomes the error object that Lambda answers with; its `trace` is left out. One that is given up cannot
 * be stopped, as Lambda would stop it: what it does later still takes place.
 */
export async function run(
  definition: FunctionDefinition,
  home: Region,
  event: Json,
  requestId: string,
): Promise<InvocationResult> {
  const { clock } = home.world;
  const start = clock.now();
  const finished = new AbortController();
  const end = clock.sleep(definition.timeout * 1000, finished.signal).then(() => timedOut(definition, requestId));
  const outcome = await clock.during(() => Promise.race([settled(definition, home, event, requestId), end]));
  finished.abort();
  return { ...outcome, requestId, log: logOf(outcome, requestId, clock.now() - start) };
}

async function settled(definition: FunctionDefinition, home: Region, event: Json, requestId: string): Promise<Outcome> {
  try {
    const result = await definition.handler(structuredClone(event), contextOf(definition, home, requestId));
    return { payload: asJson(result), functionError: null };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return failure(name, message);
  }
}

const failure = (errorType: string, errorMessage: string): Outcome => ({
  payload: { errorType, errorMessage },
  functionError: 'Unhandled',
});

const timedOut = ({ timeout }: FunctionDefinition, requestId: string): Outcome =>
  failure('Sandbox.Timedout', `RequestId: ${requestId} Error: Task timed out after ${timeout.toFixed(2)} seconds`);

/** What JSON has no word for, such as `undefined`, is null. */
function asJson(value: unknown): Json {
  const text: unknown = JSON.stringify(value);
  return typeof text === 'string' ? z.json().parse(JSON.parse(text)) : null;
}

function contextOf({ name, timeout }: FunctionDefinition, home: Region, requestId: string): LambdaContext {
  const { clock } = home.world;
  const end = clock.now() + timeout * 1000;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn(home, name),
    memoryLimitInMB: String(memorySize),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'sandbox',
    getRemainingTimeInMillis: () => end - clock.now(),
  };
}

function logOf({ payload, functionError }: Outcome, requestId: string, milliseconds: number): string {
  return [
    `START RequestId: ${requestId} Version: $LATEST`,
    ...(functionError === null ? [] : [`ERROR ${JSON.stringify(payload)}`]),
    `END RequestId: ${requestId}`,
    `REPORT RequestId: ${requestId} Duration: ${milliseconds} ms Memory Size: ${memorySize} MB`,
    '',
  ].join('\n');
}
