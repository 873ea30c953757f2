/** The function behind the runbook's steps. Automation waits for its answer, so nothing is lost when it fails: the step fails. */
import { Aws, Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Installation } from '../installation.ts';
import { changePolicy, deploy, moveStages, readApis } from '../permissions/apigateway.ts';
import { findRules, startEvaluation } from '../permissions/config.ts';
import { readVpcEndpoints } from '../permissions/network.ts';
import type { Permission } from '../permissions/statement.ts';
import { GuardFunction } from './guard-function.ts';

export interface RemediationFunctionProps {
  readonly installation: Installation;
  /** The rules that run it are evaluated anew in the end. */
  readonly ruleFunctionArn: string;
  /** As the rule has it; undefined: no API is exempt. */
  readonly exemptTag: string | undefined;
}

/** No concurrency is reserved: a limit could refuse the very step that rolls back. */
export function remediationFunction(
  scope: Construct,
  id: string,
  { installation, ruleFunctionArn, exemptTag }: RemediationFunctionProps,
): GuardFunction {
  return new GuardFunction(scope, id, {
    installation,
    functionName: installation.names.remediationFunction,
    description: 'Plans, redeploys, verifies and rolls back for the runbook that closes private REST APIs',
    entry: 'remediation',
    // As long as Automation waits for a function.
    timeout: Duration.minutes(5),
    memorySize: 512,
    environment: {
      RULE_FUNCTION_ARN: ruleFunctionArn,
      ...(exemptTag === undefined ? {} : { EXEMPT_TAG: exemptTag }),
    },
    permissions: permissions(),
    failures: 'Automation waits for its answer: a failure fails the step, and nothing is left to keep.',
  });
}

/** How the stages are called that a remediation makes to look at a deployment before anybody else does. */
const previewStages = 'private-api-guard-preview-*';

function permissions(): readonly Permission[] {
  return [
    readApis(Aws.REGION),
    ...changePolicy(Aws.REGION),
    ...deploy(Aws.REGION),
    ...moveStages(Aws.REGION, previewStages),
    readVpcEndpoints(),
    findRules(),
    startEvaluation(),
  ];
}
