/**
 * The runbook, and the role that Automation takes on to walk it. A new version of the document becomes the default, so that rules and
 * packs, which name no version, run it at once.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-document.html
 */
import { Aws, CfnResource, type CfnCondition } from 'aws-cdk-lib';
import { ServicePrincipal, type Role } from 'aws-cdk-lib/aws-iam';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { Names } from '../../conformance-pack/names.ts';
import { buildRunbook } from '../../remediation/runbook.ts';
import { changePolicy, readOneApi } from '../permissions/apigateway.ts';
import { invokeFunction } from '../permissions/platform.ts';
import { sealedRole } from './sealed-role.ts';

export interface AutomationRole {
  /** Left out: one that CloudFormation makes up. Under a fixed name there is one role in an account, for all its Regions. */
  readonly name?: string;
  /** The Region in which the role may act; `*` for a role that Regions share. */
  readonly regions: string;
  /** Under which the stack makes the role; left out: it always does. */
  readonly condition?: CfnCondition;
}

export interface AutomationProps {
  readonly names: Names;
  readonly role: AutomationRole;
}

export class Automation extends Construct {
  readonly role: Role;
  readonly document: CfnDocument;

  constructor(scope: Construct, id: string, { names, role }: AutomationProps) {
    super(scope, id);
    this.role = automationRole(this, names, role);
    this.document = new CfnDocument(this, 'Document', {
      name: names.document,
      documentType: 'Automation',
      documentFormat: 'JSON',
      updateMethod: 'NewVersion',
      content: buildRunbook({ functionName: names.remediationFunction }),
    });
  }
}

function automationRole(scope: Construct, names: Names, { name, regions, condition }: AutomationRole): Role {
  const props = {
    ...(name === undefined ? {} : { roleName: name }),
    description: `What the runbook ${names.document} may do`,
    assumedBy: automationHere(regions),
  };
  const role = sealedRole(scope, props, [
    readOneApi(regions),
    ...changePolicy(regions),
    invokeFunction(regions, names.remediationFunction),
  ]);
  const { defaultChild } = role.node;
  if (condition !== undefined && CfnResource.isCfnResource(defaultChild)) defaultChild.cfnOptions.condition = condition;
  return role;
}

/**
 * Automation of this account alone may take the role on.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/cross-service-confused-deputy-prevention.html
 */
function automationHere(regions: string): ServicePrincipal {
  return new ServicePrincipal('ssm.amazonaws.com', {
    conditions: {
      StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
      ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:ssm:${regions}:${Aws.ACCOUNT_ID}:automation-execution/*` },
    },
  });
}
