/** A data-plane request as the evaluator takes it: the keys that AWS documents for a request to a private API. */
import type { InvokeRequest } from '../../account/sandbox/core/judge.ts';
import type { Caller, Context } from '../../policy/request.ts';

const assumedRole = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/;

/** @param principalArn as STS names it; null: the request is not signed */
export function callerOf(principalArn: string | null): Caller {
  if (principalArn === null) return { type: 'Anonymous' };
  const [, partition, account, role, sessionName] = assumedRole.exec(principalArn) ?? [];
  if (partition !== undefined && account !== undefined && role !== undefined && sessionName !== undefined)
    return {
      type: 'AssumedRole',
      arn: `arn:${partition}:iam::${account}:role/${role}`,
      accountId: account,
      sessionName,
    };
  const [, , , accountId = '', name = ''] = principalArn.split(':');
  return { type: name === 'root' ? 'Account' : 'User', arn: principalArn, accountId };
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
    ...(caller.type === 'Anonymous'
      ? {}
      : {
          'aws:principaltype': caller.type,
          'aws:principalarn': caller.arn,
          'aws:principalaccount': caller.accountId,
        }),
  };
}
