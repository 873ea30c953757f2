/**
 * The fast path: changes of APIs, collected in a queue, become one request to AWS Config for a new evaluation. In comes a batch of the
 * queue as Lambda hands it over; what the messages say does not matter, only that there are some. Out goes which of them are not done
 * with, so that they come again: all of them when Config takes no request right now, since it takes one a minute.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
import * as z from 'zod/mini';
import { AccountFault, type Compliance } from '../account/ports.ts';

const batch = z.object({
  Records: z.array(z.object({ messageId: z.string().check(z.minLength(1)) })).check(z.minLength(1)),
});

export interface Reevaluation {
  readonly compliance: Pick<Compliance, 'rulesOf' | 'reevaluate'>;
  /** The rules that run this function are evaluated anew. Their names are looked up: in a conformance pack they carry a suffix. */
  readonly ruleFunctionArn: string;
}

/** As Lambda reads it when `ReportBatchItemFailures` is set. */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** The most names that Config takes in one request; and it takes one request a minute. */
const mostNames = 25;

/**
 * No rule runs the function: nothing is to be done, as between the installation of the function and that of its rule.
 * @throws Error when the event is no batch of a queue, or more rules run the function than Config takes at once; AccountFault when
 *   Config cannot be asked, save that it is busy
 */
export async function reevaluate(
  event: unknown,
  { compliance, ruleFunctionArn }: Reevaluation,
): Promise<BatchResponse> {
  const messageIds = messageIdsOf(event);
  const names = await compliance.rulesOf(ruleFunctionArn);
  if (names.length > mostNames)
    throw new Error(
      `${String(names.length)} rules run ${ruleFunctionArn}, and Config evaluates ${String(mostNames)} at once: install the function again under a name suffix for some of them`,
    );
  try {
    if (names.length > 0) await compliance.reevaluate(names);
    return { batchItemFailures: [] };
  } catch (error) {
    if (!isBusy(error)) throw error;
    return { batchItemFailures: messageIds.map((itemIdentifier) => ({ itemIdentifier })) };
  }
}

function messageIdsOf(event: unknown): readonly string[] {
  const parsed = batch.safeParse(event);
  if (!parsed.success) throw new Error(`the event is no batch of a queue: ${z.prettifyError(parsed.error)}`);
  return parsed.data.Records.map(({ messageId }) => messageId);
}

/** `LimitExceededException`, an evaluation runs or ran less than a minute ago; `ResourceInUseException`, the rule is being changed. */
function isBusy(error: unknown): boolean {
  return error instanceof AccountFault && (error.reason === 'throttled' || error.reason === 'conflict');
}
