/** What a caller of an API reads: API Gateway's refusals, in its own words, or the back end's answer. */
import type { Integration, Method } from '../apigateway/model.ts';
import type { Outcome } from './authorize.ts';

export interface Reply {
  /** The HTTP status. */
  readonly status: number;
  /** The header `x-amzn-ErrorType`; null: the request got in. */
  readonly errorType: string | null;
  readonly body: string;
}

const refusal = (status: number, errorType: string, members: Readonly<Record<string, string>>): Reply => ({
  status,
  errorType,
  body: JSON.stringify(members),
});

/** For a host or a stage that is not there, or not to be reached by this way. */
export const forbidden = refusal(403, 'ForbiddenException', { message: 'Forbidden' });

/** For a path or a method that is not there, and for a request that has to be signed. */
export const missingToken = refusal(403, 'MissingAuthenticationTokenException', {
  message: 'Missing Authentication Token',
});

const unauthorized = refusal(401, 'UnauthorizedException', { message: 'Unauthorized' });

const accessDenied = (message: string): Reply => refusal(403, 'AccessDeniedException', { Message: message });

/**
 * The words are recorded for the policy's two refusals; for an identity's they follow those of other services, and for an
 * authorizer's AWS's guide.
 * @param user the signer's ARN, or `anonymous`
 * @param resource the ARN asked for
 */
export function refused(outcome: Exclude<Outcome, 'allowed'>, user: string, resource: string): Reply {
  switch (outcome) {
    case 'unclear':
      return refusal(501, 'NotModelledBySandbox', {
        message: `the sandbox cannot tell what the policy says: AWS does not document it for this request to ${resource}`,
      });
    case 'unsigned':
      return missingToken;
    case 'unauthorized':
      return unauthorized;
    case 'denied by authorizer':
      return accessDenied('User is not authorized to access this resource with an explicit deny');
    case 'not allowed by authorizer':
      return accessDenied('User is not authorized to access this resource');
    default:
      return accessDenied(
        `User: ${user} is not authorized to perform: ${action} on resource: ${masked(resource)} ${reasons[outcome]}`,
      );
  }
}

const action = 'execute-api:Invoke';

const reasons = {
  'denied by policy': 'with an explicit deny in a resource-based policy',
  'denied by identity': 'with an explicit deny in an identity-based policy',
  'not allowed by policy': `because no resource-based policy allows the ${action} action`,
  'not allowed by identity': `because no identity-based policy allows the ${action} action`,
} as const;

/** API Gateway shows no more of an account than its last four digits. */
const masked = (arn: string): string => arn.replace(/:\d{8}(\d{4}):/, ':********$1:');

/** Of a MOCK integration the template of its default response, as it is written; other back ends do not exist here. */
export function answered({ methodIntegration }: Method): Reply {
  if (methodIntegration?.type !== 'MOCK') {
    const { type, uri } = methodIntegration ?? {};
    return { status: 200, errorType: null, body: JSON.stringify({ integration: type, uri }) };
  }
  const { statusCode, responseTemplates = {} } = defaultResponse(methodIntegration);
  return { status: Number(statusCode), errorType: null, body: Object.values(responseTemplates)[0] ?? '' };
}

function defaultResponse({ integrationResponses = {} }: Integration): {
  statusCode: string;
  responseTemplates?: Readonly<Record<string, string>> | undefined;
} {
  const responses = Object.values(integrationResponses);
  return responses.find(({ selectionPattern = '' }) => selectionPattern === '') ?? { statusCode: '200' };
}
