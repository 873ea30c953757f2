/** The operation Invoke. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
import { z } from 'zod';
import { ServiceError } from '../core/errors.ts';
import { parseJson } from '../core/json.ts';
import { operation, type Context } from '../core/operation.ts';
import type { Json, OutputRecord } from '../core/values.ts';
import { invokeAsync } from './asynchronous.ts';
import { functionArn } from './definition.ts';
import { findFunction, invokeFunction, type FoundFunction } from './functions.ts';

/** Bytes of an event. */
const largestEvent = { RequestResponse: 6_291_456, DryRun: 6_291_456, Event: 1_048_576 } as const;
/** Bytes at the end of a log that an answer may carry. */
const largestTail = 4096;

const input = z.strictObject({
  FunctionName: z.string().min(1).max(256),
  Qualifier: z.string().optional(),
  InvocationType: z.enum(['RequestResponse', 'Event', 'DryRun']).default('RequestResponse'),
  LogType: z.enum(['None', 'Tail']).default('None'),
  Payload: z.base64().optional(),
});

type Invocation = z.output<typeof input>;

export const invoke = operation(input, async (asked, context): Promise<OutputRecord> => {
  const found = findFunction(context.region, asked.FunctionName, asked.Qualifier);
  requirePermission(found, context);
  const event = eventOf(asked);
  const arn = functionArn(found.home, found.definition.name);
  switch (asked.InvocationType) {
    case 'DryRun':
      return { StatusCode: 204 };
    case 'Event':
      invokeAsync(context.region, arn, event);
      return { StatusCode: 202 };
    case 'RequestResponse': {
      const { payload, functionError, log } = await invokeFunction(context.region, arn, event);
      return {
        StatusCode: 200,
        ExecutedVersion: '$LATEST',
        FunctionError: functionError ?? undefined,
        LogResult: asked.LogType === 'Tail' ? Buffer.from(log).subarray(-largestTail).toString('base64') : undefined,
        Payload: new TextEncoder().encode(JSON.stringify(payload)),
      };
    }
  }
});

/** @throws ServiceError when the caller is of another account, and that one has no permission */
function requirePermission({ definition, home }: FoundFunction, { principal }: Context): void {
  if (principal.accountId === home.accountId || definition.permittedAccounts?.includes(principal.accountId)) return;
  throw new ServiceError(
    'AccessDeniedException',
    403,
    `User: ${principal.arn} is not authorized to perform: lambda:InvokeFunction on resource: ${functionArn(home, definition.name)} because no resource-based policy allows the lambda:InvokeFunction action`,
  );
}

/** @throws ServiceError when the event is too large, or no JSON; no event at all is an empty one */
function eventOf({ Payload: payload = '', InvocationType: type }: Invocation): Json {
  const bytes = Buffer.from(payload, 'base64');
  if (bytes.length > largestEvent[type])
    throw new ServiceError(
      'RequestEntityTooLargeException',
      413,
      `Request must be smaller than ${largestEvent[type]} bytes for the InvokeFunction operation`,
    );
  const event = bytes.length === 0 ? {} : parseJson(bytes.toString());
  if (event !== undefined) return event;
  throw new ServiceError('InvalidRequestContentException', 400, 'Could not parse request body into json');
}
