/** The permissions boundary that some organisations ask of every role. */
import { ManagedPolicy, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** @param policyArn undefined: no boundary */
export function limitRoles(scope: Construct, policyArn: string | undefined): void {
  if (policyArn === undefined) return;
  PermissionsBoundary.of(scope).apply(ManagedPolicy.fromManagedPolicyArn(scope, 'PermissionsBoundary', policyArn));
}
