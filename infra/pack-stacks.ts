/**
 * The conformance pack, for one account or for an organisation. The functions, roles and the runbook are there already (member-stack.ts).
 * CloudFormation puts in partition and account, so that what Config reads is the literal role that it asks for.
 */
import { Annotations, Aws, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnConformancePack, CfnOrganizationConformancePack } from 'aws-cdk-lib/aws-config';
import type { Construct } from 'constructs';
import { packText } from '../conformance-pack/build.ts';
import { namesOf } from '../conformance-pack/names.ts';
import {
  longestTrustedText,
  packParameter,
  ruleParameterNames,
  trustedParameters,
} from '../conformance-pack/parameters.ts';
import type { PackOptions } from '../conformance-pack/template.ts';
import type { Settings } from './settings.ts';
import { withoutAssets } from './without-assets.ts';

export interface PackStackProps extends StackProps {
  readonly settings: Settings;
}

/** For the account and Region that it is deployed to. Without assets, so it may be a StackSet's template as well. */
export class PackStack extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: PackStackProps) {
    super(scope, id, withoutAssets(props));
    demandRoom(this, settings);
    const { conformancePack, ruleFunction } = namesOf(settings.nameSuffix);
    const functionArn = `arn:${Aws.PARTITION}:lambda:${Aws.REGION}:${Aws.ACCOUNT_ID}:function:${ruleFunction}`;
    new CfnConformancePack(this, 'Pack', {
      conformancePackName: conformancePack,
      templateBody: packText(packOptions(settings, 'parameter', Aws.ACCOUNT_ID)),
      conformancePackInputParameters: [
        { parameterName: 'RuleFunctionArn', parameterValue: functionArn },
        ...inputParameters(settings),
      ],
    });
  }
}

/** For the management account or a delegated administrator, in every Region that is to be guarded. */
export class OrganizationPackStack extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: PackStackProps) {
    super(scope, id, withoutAssets(props));
    demandRoom(this, settings);
    new CfnOrganizationConformancePack(this, 'Pack', {
      organizationConformancePackName: namesOf(settings.nameSuffix).conformancePack,
      templateBody: packText(packOptions(settings, 'own', settings.managementAccountId ?? Aws.ACCOUNT_ID)),
      conformancePackInputParameters: [...inputParameters(settings)],
      ...(settings.excludedAccounts.length === 0 ? {} : { excludedAccounts: [...settings.excludedAccounts] }),
    });
  }
}

function packOptions(settings: Settings, ruleFunction: PackOptions['ruleFunction'], accountId: string): PackOptions {
  const { nameSuffix, maximumAutomaticAttempts, retryAttemptSeconds } = settings;
  return {
    names: namesOf(nameSuffix),
    partition: Aws.PARTITION,
    accountId,
    ruleFunction,
    maximumAutomaticAttempts,
    retryAttemptSeconds,
  };
}

interface InputParameter {
  readonly parameterName: string;
  readonly parameterValue: string;
}

function inputParameters({ inputParameters: given, ...settings }: Settings): readonly InputParameter[] {
  const { trustedVpcIds, trustedVpcEndpointIds, schedule, automatic } = settings;
  const trusted = { trustedVpcIds: trustedVpcIds.join(), trustedVpcEndpointIds: trustedVpcEndpointIds.join() };
  const rule = { ...given, ...trusted };
  const parameters = ruleParameterNames.map((name) => ({
    parameterName: packParameter(name),
    parameterValue: rule[name] ?? '',
  }));
  return [
    ...parameters.filter(({ parameterValue }) => parameterValue !== ''),
    { parameterName: 'Schedule', parameterValue: schedule },
    { parameterName: 'Automatic', parameterValue: String(automatic) },
  ];
}

/** An error of this stack alone: the stack for one account has room for more. */
function demandRoom(stack: Stack, settings: Settings): void {
  for (const name of trustedParameters) {
    const { length } = settings[name].join();
    if (length > longestTrustedText)
      Annotations.of(stack).addError(
        `${name}: ${String(length)} characters, and a conformance pack hands ${String(longestTrustedText)} to its remediation: trust VPCs in place of their endpoints, or deploy PrivateApiGuard to the account`,
      );
  }
}
