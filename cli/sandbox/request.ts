/** A data-plane request as the evaluator takes it: the keys that AWS documents for a request to a private API. */
import type { InvokeRequest } from '../../account/sandbox/core/judge.ts';
import type { Caller, Context } from '../../policy/request.ts';

const principalPattern = /^arn:(?<partition>[\w-]+):(?<service>iam|sts)::(?<accountId>\d{12}):(?<resource>.+)$/;

/** The session of a role that is named without one. */
const unnamedSession = 'sandbox';

/**
 * @param principalArn as STS names it, or an IAM role's ARN: a session's tells nothing of the role's path; null: the request is not
 * signed
 * @returns null when the ARN names no account's root, user, role or session
 */
export function callerOf(principalArn: string | null): Caller | null {
  if (principalArn === null) return { type: 'Anonymous' };
  const { partition = '', service, accountId = '', resource = '' } = principalPattern.exec(principalArn)?.groups ?? {};
  const [, kind = resource, name = ''] = /^([^/]+)\/(.+)$/.exec(resource) ?? [];
  const own = { arn: principalArn, accountId };
  if (service === 'iam') return callerOfIam(kind, name, own);
  if (kind === 'federated-user' && name !== '') return { type: 'FederatedUser', ...own };
  const [role, sessionName, ...more] = kind === 'assumed-role' ? name.split('/') : [];
  if (role === undefined || sessionName === undefined || more.length > 0) return null;
  return { type: 'AssumedRole', arn: `arn:${partition}:iam::${accountId}:role/${role}`, accountId, sessionName };
}

function callerOfIam(
  kind: string,
  name: string,
  own: { readonly arn: string; readonly accountId: string },
): Caller | null {
  if (kind === 'root' && name === '') return { type: 'Account', ...own };
  if (kind === 'user' && name !== '') return { type: 'User', ...own };
  return kind === 'role' && name !== '' ? { type: 'AssumedRole', ...own, sessionName: unnamedSession } : null;
}

/** Keys whose presence AWS's pages leave open, such as `aws:SourceIp`, are absent. */
export function contextOf(request: InvokeRequest, caller: Caller): Context {
  return {
    'aws:sourcevpc': request.vpcId,
    'aws:sourcevpce': request.vpcEndpointId,
    'aws:vpcsourceip': request.vpcSourceIp,
    'aws:securetransport': 'true',
    'aws:currenttime': new Date(request.at).toISOString(),
    'aws:epochtime': String(Math.floor(request.at / 1000)),
    ...signedKeys(caller),
  };
}

/** The unique ids of users and roles are made up: the sandbox has no users, and what calls need not be one of its roles. */
function signedKeys(caller: Caller): Context {
  if (caller.type === 'Anonymous') return {};
  const { type, arn, accountId } = caller;
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const keys = { 'aws:principaltype': type, 'aws:principalarn': arn, 'aws:principalaccount': accountId };
  switch (caller.type) {
    case 'Account':
      return { ...keys, 'aws:userid': accountId };
    case 'User':
      return { ...keys, 'aws:userid': 'AIDA00000000000000000', 'aws:username': name };
    case 'FederatedUser':
      return { ...keys, 'aws:userid': `${accountId}:${name}` };
    case 'AssumedRole':
      return { ...keys, 'aws:userid': `AROA00000000000000000:${caller.sessionName}` };
  }
}
