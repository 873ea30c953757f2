/** A sandbox with functions in it, and the shortest ways to define and to invoke them. */
import {
  InvokeCommand,
  type InvokeCommandInput,
  type InvokeCommandOutput,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import type { Region } from '../../account/sandbox/core/world.ts';
import { putFunction, type Handler } from '../../account/sandbox/lambda/functions.ts';
import { clientsOf, homeAccount, homeRegion, startTestSandbox, type TestSandbox } from './sandbox.ts';

export interface FunctionBench {
  readonly sandbox: TestSandbox;
  readonly lambda: LambdaClient;
  readonly home: Region;
  /** @param timeout seconds; 3 when left out. @returns the function's ARN */
  readonly define: (name: string, handler: Handler, timeout?: number) => string;
  readonly invoke: (name: string, event?: unknown, more?: Partial<InvokeCommandInput>) => Promise<InvokeCommandOutput>;
}

export async function startFunctionBench(): Promise<FunctionBench> {
  const sandbox = await startTestSandbox();
  const { lambda } = clientsOf(sandbox);
  const home = sandbox.world.region(homeAccount, homeRegion);
  return {
    sandbox,
    lambda,
    home,
    define: (name, handler, timeout = 3) => putFunction(home, { name, handler, timeout }),
    invoke: (FunctionName, event = {}, more = {}) =>
      lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), ...more })),
  };
}

export const echo: Handler = (event) => Promise.resolve(event);

export const payloadOf = ({ Payload }: InvokeCommandOutput): unknown => JSON.parse(Payload?.transformToString() ?? '');
