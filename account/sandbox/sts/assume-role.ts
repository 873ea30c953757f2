/** Temporary credentials of a role. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
import { z } from 'zod';
import { ServiceError } from '../core/errors.ts';
import { operation, type Context } from '../core/operation.ts';
import type { OutputRecord } from '../core/values.ts';
import { wireNumber } from '../core/wire-text.ts';
import { findRole, sessionOf, type Role } from './roles.ts';

const shortestSession = 900;
const longestSession = 43_200;
const usualSession = 3600;

const input = z.strictObject({
  RoleArn: z.string().min(20).max(2048),
  RoleSessionName: z
    .string()
    .min(2)
    .max(64)
    .regex(/^[\w+=,.@-]*$/),
  DurationSeconds: wireNumber.pipe(z.number().min(shortestSession).max(longestSession)).default(usualSession),
});

export const assumeRole = operation(input, (asked, context) => {
  const role = trustedRole(asked.RoleArn, context);
  const { ids, clock, credentials } = context.world;
  const session = sessionOf(role, asked.RoleSessionName);
  const accessKeyId = `ASIA${ids.short(16).toUpperCase()}`;
  const expiresAt = clock.now() + asked.DurationSeconds * 1000;
  credentials.issue(accessKeyId, session, expiresAt);
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: ids.hex(40),
      SessionToken: ids.hex(64),
      Expiration: new Date(expiresAt),
    },
    AssumedRoleUser: { AssumedRoleId: `${role.roleId}:${asked.RoleSessionName}`, Arn: session.arn },
  } satisfies OutputRecord;
});

/** @throws ServiceError the same whether the role does not trust the caller or does not exist, as STS answers */
function trustedRole(arn: string, { world, principal }: Context): Role {
  const role = findRole(world, arn);
  if (role !== null && (role.trustedAccounts === '*' || role.trustedAccounts.includes(principal.accountId)))
    return role;
  throw new ServiceError(
    'AccessDenied',
    403,
    `User: ${principal.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
  );
}
