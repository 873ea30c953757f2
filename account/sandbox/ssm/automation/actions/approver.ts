/** Who an approver is: an IAM user's name or ARN, a role's ARN, or that of a session. */
import type { Principal } from '../../../core/principal.ts';

export function isApprover(stated: string, { arn, accountId }: Principal): boolean {
  if (stated === arn) return true;
  if (!stated.startsWith('arn:')) return arn.split(':user/')[1]?.split('/').at(-1) === stated;
  const [, roleAccount, path = ''] = /^arn:[\w-]+:iam::(\d{12}):role\/(.+)$/.exec(stated) ?? [];
  const [, sessionRole] = /:assumed-role\/([^/]+)\//.exec(arn) ?? [];
  return roleAccount === accountId && path.split('/').at(-1) === sessionRole;
}
