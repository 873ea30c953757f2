/** Answers to what cdk-nag and CloudFormation's own validation find: why a finding is as it should be. Each holds for one construct. */
import { Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** @param reasons by the rule's id */
export function acknowledge(scope: Construct, reasons: Readonly<Record<string, string>>): void {
  for (const [id, reason] of Object.entries(reasons)) Validations.of(scope).acknowledge({ id, reason });
}

const frameworks = ['NIST.800.53.R5', 'NIST.800.53.R4', 'HIPAA.Security', 'PCI.DSS.321'];

/** @returns the reason under each name that a rule of cdk-nag has which checks for several frameworks share */
export const inEveryFramework = (rule: string, reason: string): Readonly<Record<string, string>> =>
  Object.fromEntries(frameworks.map((framework) => [`${framework}-${rule}`, reason]));
