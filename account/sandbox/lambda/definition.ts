/** What a Lambda function of the sandbox is: a TypeScript function of this very process. */
import type { Context } from 'aws-lambda';
import type { Json } from '../core/values.ts';
import type { Region } from '../core/world.ts';

/** What a function learns of its invocation; the callbacks of old runtimes are left out. */
export type LambdaContext = Omit<Context, 'done' | 'fail' | 'succeed'>;

/** What comes back is made JSON, as Lambda does. */
export type Handler = (event: Json, context: LambdaContext) => Promise<unknown>;

export interface FunctionDefinition {
  readonly name: string;
  readonly handler: Handler;
  /** Seconds until Lambda ends an invocation; 1–900. */
  readonly timeout: number;
  /** Other accounts that may invoke it over HTTP, as a resource-based policy would say; none when left out. */
  readonly permittedAccounts?: readonly string[];
}

export interface InvocationResult {
  readonly payload: Json;
  /** `Unhandled` when the handler threw or took too long; null: it returned. */
  readonly functionError: 'Unhandled' | null;
  readonly requestId: string;
  /** What Lambda itself writes to the function's log. */
  readonly log: string;
}

export const memorySize = 512;

export function functionArn({ partition, name, accountId }: Region, functionName: string): string {
  return `arn:${partition}:lambda:${name}:${accountId}:function:${functionName}`;
}
