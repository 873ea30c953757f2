/**
 * How permissions are written: one statement, one purpose. The Sid names it, `why` explains it; where a resource has a wildcard, `why`
 * is also the answer to the check that finds it.
 */
import { PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';

export interface Permission {
  readonly statement: PolicyStatement;
  readonly why: string;
}

export interface PermissionProps {
  /** Letters and digits. */
  readonly sid: string;
  readonly why: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: NonNullable<PolicyStatementProps['conditions']>;
}

export function allow({ why, actions, resources, ...props }: PermissionProps): Permission {
  return { why, statement: new PolicyStatement({ ...props, actions: [...actions], resources: [...resources] }) };
}
