/** IAM roles, as far as somebody may assume them. What a role may do is not judged: who has a role may do everything. */
import type { Principal } from '../core/principal.ts';
import type { World } from '../core/world.ts';

export interface Role {
  readonly accountId: string;
  readonly partition: string;
  readonly roleName: string;
  /** Begins and ends with `/`. */
  readonly path: string;
  /** Such as `AROA` and 17 letters and digits. */
  readonly roleId: string;
  /** Accounts whose identities may assume the role; `*`: all accounts. */
  readonly trustedAccounts: readonly string[] | '*';
}

const roles = new WeakMap<World, Map<string, Role>>();

const rolesOf = (world: World): Map<string, Role> => {
  const known = roles.get(world) ?? new Map<string, Role>();
  roles.set(world, known);
  return known;
};

export type RoleDefinition = Omit<Role, 'roleId' | 'path'> & { readonly path?: string };

/** @throws Error when the account has a role of this name */
export function putRole(world: World, definition: RoleDefinition): Role {
  const role: Role = { path: '/', ...definition, roleId: `AROA${world.ids.short(17).toUpperCase()}` };
  const { accountId, partition, roleName } = role;
  const isNamed = (other: Role): boolean =>
    other.accountId === accountId && other.partition === partition && other.roleName === roleName;
  if ([...rolesOf(world).values()].some(isNamed)) throw new Error(`${accountId} has a role ${roleName} already`);
  rolesOf(world).set(roleArn(role), role);
  return role;
}

export function roleArn({ partition, accountId, path, roleName }: Role): string {
  return `arn:${partition}:iam::${accountId}:role${path}${roleName}`;
}

/** @param arn such as `arn:aws:iam::111122223333:role/Auditor` */
export function findRole(world: World, arn: string): Role | null {
  return rolesOf(world).get(arn) ?? null;
}

/** Who calls as this role. The path of the role is no part of a session's ARN. */
export function sessionOf({ partition, accountId, roleName }: Role, roleSessionName: string): Principal {
  return { accountId, arn: `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/${roleSessionName}` };
}

/** @returns the role of a session of this account; null: the principal is no such session */
export function roleOfSession(world: World, { accountId, arn }: Principal): Role | null {
  const [, partition, roleName] = /^arn:([\w-]+):sts::\d{12}:assumed-role\/([^/]+)\//.exec(arn) ?? [];
  const isIts = (role: Role): boolean =>
    role.accountId === accountId && role.partition === partition && role.roleName === roleName;
  return [...rolesOf(world).values()].find(isIts) ?? null;
}
