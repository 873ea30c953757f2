/**
 * What the SDK throws becomes an `AccountFault`, here and nowhere else. Told by the error's name, then by its HTTP status; an error
 * that has neither came from the connection.
 * https://docs.aws.amazon.com/apigateway/latest/api/CommonErrors.html https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
import { AccountFault, type FaultReason } from '../ports.ts';

/** Names that say more than the status they come with, or that come with none. */
const reasons: Readonly<Record<string, FaultReason>> = {
  AccessDenied: 'denied',
  AccessDeniedException: 'denied',
  AuthFailure: 'denied',
  CredentialsProviderError: 'denied',
  ExpiredToken: 'denied',
  ExpiredTokenException: 'denied',
  InsufficientPermissionsException: 'denied',
  InvalidClientTokenId: 'denied',
  InvalidSignatureException: 'denied',
  RequestExpired: 'denied',
  SignatureDoesNotMatch: 'denied',
  UnauthorizedException: 'denied',
  UnauthorizedOperation: 'denied',
  UnrecognizedClientException: 'denied',
  LimitExceededException: 'throttled',
  RequestLimitExceeded: 'throttled',
  SlowDown: 'throttled',
  ThrottledException: 'throttled',
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  TooManyRequestsException: 'throttled',
  AutomationDefinitionNotFoundException: 'not-found',
  AutomationDefinitionVersionNotFoundException: 'not-found',
  AutomationExecutionNotFoundException: 'not-found',
  NoSuchConfigRuleException: 'not-found',
  NotFoundException: 'not-found',
  ResourceNotDiscoveredException: 'not-found',
  // The SDK knows no address for what was asked, before anything is sent.
  EndpointError: 'refused',
  ConflictException: 'conflict',
  ResourceInUseException: 'conflict',
  RequestTimeout: 'unavailable',
  RequestTimeoutException: 'unavailable',
};

/** What an SDK error has, as far as a fault needs it. */
interface SdkError extends Error {
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown };
}

const isSdkError = (error: unknown): error is SdkError => error instanceof Error;

/**
 * @param operation as IAM names it, such as `apigateway:GetRestApi`
 * @throws AccountFault in place of whatever the SDK throws
 */
export async function ask<Answer>(operation: string, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw faultOf(operation, error);
  }
}

/** Page after page. @throws AccountFault in place of whatever the SDK throws */
export async function* paged<Page>(
  operation: string,
  pages: AsyncIterable<Page>,
): AsyncGenerator<Page, void, undefined> {
  try {
    for await (const page of pages) yield page;
  } catch (error) {
    throw faultOf(operation, error);
  }
}

/** All pages at once. @throws AccountFault in place of whatever the SDK throws */
export async function allPages<Page>(operation: string, pages: AsyncIterable<Page>): Promise<readonly Page[]> {
  const read: Page[] = [];
  for await (const page of paged(operation, pages)) read.push(page);
  return read;
}

/** A member that AWS always gives. @throws AccountFault `unavailable` when the answer does not have it */
export function given<Value>(operation: string, member: string, value: Value | null | undefined): Value {
  if (value !== undefined && value !== null) return value;
  throw unreadable(operation, `the answer has no \`${member}\``);
}

/** @throws AccountFault `unavailable` when the answer has the member in another form than AWS documents */
export function shaped<Value extends string>(
  operation: string,
  member: string,
  value: string | undefined,
  is: (text: string) => text is Value,
): Value {
  const text = given(operation, member, value);
  if (is(text)) return text;
  throw unreadable(operation, `the answer's \`${member}\` is \`${text}\`, which has not the form that AWS documents`);
}

/** The fault for an answer that cannot be understood: whether there was an effect, nobody can tell. */
export function unreadable(operation: string, problem: string): AccountFault {
  return new AccountFault('unavailable', operation, 'UnreadableAnswer', problem);
}

export function faultOf(operation: string, error: unknown): AccountFault {
  if (error instanceof AccountFault) return error;
  if (!isSdkError(error)) return new AccountFault('unavailable', operation, 'UnknownError', String(error), error);
  return new AccountFault(reasonOf(operation, error), operation, codeOf(error), error.message || 'no message', error);
}

/** The name of a quota that is used up: waiting does not help. */
export const quotaExceeded = 'LimitExceededException';

function reasonOf(operation: string, error: SdkError): FaultReason {
  // Elsewhere the same name is said of a rate.
  if (error.name === quotaExceeded && operation.startsWith('apigateway:Create')) return 'refused';
  const named = Object.hasOwn(reasons, error.name) ? reasons[error.name] : undefined;
  if (named !== undefined) return named;
  if (error.name.endsWith('.NotFound')) return 'not-found';
  const status = error.$metadata?.httpStatusCode;
  return typeof status === 'number' ? reasonOfStatus(status) : 'unavailable';
}

function reasonOfStatus(status: number): FaultReason {
  if (status === 401 || status === 403) return 'denied';
  if (status === 404) return 'not-found';
  if (status === 409) return 'conflict';
  if (status === 429) return 'throttled';
  if (status === 501) return 'refused';
  return status >= 400 && status < 500 ? 'refused' : 'unavailable';
}

/** The name, or what the operating system calls a lost connection, such as `ECONNRESET`. */
function codeOf({ name, code }: SdkError): string {
  return (name === 'Error' || name === 'AggregateError') && typeof code === 'string' ? code : name;
}
