/** Answers as expectations need them: members that must be there, refusals, texts that hold JSON. */

/** @throws Error when the answer does not have it */
export function member<Value>(value: Value | null | undefined): Value {
  if (value === undefined || value === null) throw new Error('the answer lacks a member that AWS always gives');
  return value;
}

export interface Refusal {
  readonly name: string;
  readonly message: string;
  readonly status: number | null;
}

/** What a call is refused with. @throws Error when it is not refused */
export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { name: error.name, message: error.message, status: statusOf(error) };
  }
  throw new Error('the call was not refused');
}

function statusOf(error: object): number | null {
  if (!('$metadata' in error) || typeof error.$metadata !== 'object' || error.$metadata === null) return null;
  const status = 'httpStatusCode' in error.$metadata ? error.$metadata.httpStatusCode : null;
  return typeof status === 'number' ? status : null;
}

/** What a call did, in words: for questions that have no right answer. */
export async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'done';
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

/** The policy that an answer of API Gateway carries: the inside of a JSON string literal. */
export function decoded(policy: string | undefined): unknown {
  const text: unknown = JSON.parse(`"${member(policy)}"`);
  if (typeof text !== 'string') throw new Error('the policy is not the inside of a string literal');
  return JSON.parse(text);
}
