/** What the welcome tells of private-api-guard where it is installed: whom it trusts, and what to type to see it work. */
import { restApiType } from '../../rule/arn.ts';
import { ruleName, type TrustedIds } from '../installation/resources.ts';
import type { Installed } from './install.ts';

/** @param aws such as `aws --endpoint-url http://127.0.0.1:4567` */
export const installedText = (aws: string, installed: Installed): string =>
  [
    `private-api-guard is installed in ${installed.accountId} in ${installed.region}. ${whomItTrusts(installed.trusted)}`,
    'AWS Config judges the APIs now, again when an API or a stage changes, and every hour. Some seconds from now it has found:',
    `  ${aws} configservice get-compliance-details-by-config-rule --config-rule-name ${ruleName} \\`,
    `    --output text --query '${results}'`,
    ...wayForward(aws, installed),
    'Have the APIs judged at will; AWS Config refuses a second time within a minute, and an execution asks for it too:',
    `  ${aws} configservice start-config-rules-evaluation --config-rule-names ${ruleName}`,
  ].join('\n');

const results =
  'EvaluationResults[].[EvaluationResultIdentifier.EvaluationResultQualifier.ResourceId,ComplianceType,Annotation]';

const executions = 'AutomationExecutionMetadataList[].[AutomationExecutionId,AutomationExecutionStatus]';

function wayForward(aws: string, { region, open }: Installed): readonly string[] {
  const what = open === null ? 'an API that it found NON_COMPLIANT, by its ARN' : `\`${open.name}\``;
  return [
    `Remediate ${what}, and look at the execution, which takes some seconds:`,
    `  ${aws} configservice start-remediation-execution --config-rule-name ${ruleName} \\`,
    `    --resource-keys resourceType=${restApiType},resourceId=${open?.arn ?? 'ARN'}`,
    `  ${aws} ssm describe-automation-executions \\`,
    `    --output text --query '${executions}'`,
    'Undo it, by the id of the execution, in the checkout and with the variables above:',
    `  npx private-api-guard rollback --region ${region} --execution ID`,
  ];
}

const whomItTrusts = ({ vpcIds, vpcEndpointIds }: TrustedIds): string =>
  vpcIds.length + vpcEndpointIds.length > 0
    ? `It trusts ${[...vpcIds, ...vpcEndpointIds].join(', ')}.`
    : "No id is trusted: the rule trusts the account's own network, the runbook the VPC endpoints set on the API, if they are its own.";
