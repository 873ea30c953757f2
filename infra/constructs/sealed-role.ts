/** A role with the permissions that are handed in and no others, in one inline policy; and the answers to what checks find in it. */
import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, Role, type RoleProps } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Permission } from '../permissions/statement.ts';
import { acknowledge, inEveryFramework } from './acknowledge.ts';

export type SealedRoleProps = Pick<RoleProps, 'assumedBy' | 'roleName' | 'description'>;

export function sealedRole(scope: Construct, props: SealedRoleProps, permissions: readonly Permission[]): Role {
  const statements = permissions.map(({ statement }) => statement);
  const role = new Role(scope, 'Role', {
    ...props,
    inlinePolicies: { Permissions: new PolicyDocument({ statements }) },
  });
  acknowledge(role, {
    ...inEveryFramework(
      'IAMNoInlinePolicy',
      'The policy is this role’s alone, and goes with it: nothing else can be given it.',
    ),
    ...Object.fromEntries(permissions.flatMap(wildcards)),
  });
  return role;
}

/** Under the names by which the checks know them. */
function wildcards({ statement, why }: Permission): readonly (readonly [string, string])[] {
  const found = statement.resources.filter((resource) => /[*?]/.test(resource));
  return found.flatMap((resource) => [
    [`AwsSolutions-IAM5[Resource::${shown(resource)}]`, why],
    ...(resource === '*' ? [['Serverless-LambdaStarPermissions', why] as const] : []),
  ]);
}

const shown = (arn: string): string =>
  arn
    .replaceAll(Aws.PARTITION, '<AWS::Partition>')
    .replaceAll(Aws.REGION, '<AWS::Region>')
    .replaceAll(Aws.ACCOUNT_ID, '<AWS::AccountId>');
