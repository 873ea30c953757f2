/**
 * What is allowed on REST APIs. Their ARNs have no account, so `restapis/*` is those of the role's own account and nobody else's. Which
 * of them there are nobody knows beforehand, hence the wildcards.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
 */
import { Aws } from 'aws-cdk-lib';
import { allow, type Permission } from './statement.ts';

/** @param region one Region, or `*` for a role that the Regions of an account share */
const apis = (region: string, path: string): string => `arn:${Aws.PARTITION}:apigateway:${region}::/restapis${path}`;

/** Ten characters: an API itself, and nothing below it. */
const anApi = '/??????????';

/**
 * What the API is, and what a patch would make of it. AWS's example for private APIs has both keys in this form, which lets through
 * what carries no such key. https://docs.aws.amazon.com/apigateway/latest/developerguide/security_iam_service-with-iam.html
 */
const privateOnly = {
  'ForAllValues:StringEqualsIfExists': {
    'apigateway:Request/EndpointType': 'PRIVATE',
    'apigateway:Resource/EndpointType': 'PRIVATE',
  },
};

/** The list of all APIs. */
export const listApis = (region: string): Permission =>
  allow({
    sid: 'ListRestApis',
    why: 'A scheduled run looks at every private API of the account and Region.',
    actions: ['apigateway:GET'],
    resources: [apis(region, '')],
  });

export const readApis = (region: string): Permission =>
  allow({
    sid: 'ReadRestApis',
    why: 'A verdict is made from an API, its stages, deployments and methods, and what a stage serves; an export has no ARN of its own.',
    actions: ['apigateway:GET'],
    resources: [apis(region, '/*')],
  });

/** An API itself, without what lies below it. */
export const readOneApi = (region: string): Permission =>
  allow({
    sid: 'ShowRestApi',
    why: 'The runbook shows the API as it was before anything is changed.',
    actions: ['apigateway:GET'],
    resources: [apis(region, anApi)],
  });

/** To change a resource policy takes both actions; only the first knows the key for the endpoint type. */
export const changePolicy = (region: string): readonly Permission[] => [
  allow({
    sid: 'PatchPrivateRestApi',
    why: 'The fence is patched into the policy, and out of it in a roll-back; an API that is not private is left alone.',
    actions: ['apigateway:PATCH'],
    resources: [apis(region, anApi)],
    conditions: privateOnly,
  }),
  allow({
    sid: 'ReplaceResourcePolicy',
    why: 'API Gateway asks for this action beside PATCH when a patch changes the policy.',
    actions: ['apigateway:UpdateRestApiPolicy'],
    resources: [apis(region, '/*')],
  }),
];

/** Deployments and stages know no key for the endpoint type. */
export const deploy = (region: string): readonly Permission[] => [
  allow({
    sid: 'CreateDeployment',
    why: 'A policy has no effect before it is deployed.',
    actions: ['apigateway:POST'],
    resources: [apis(region, '/*/deployments')],
  }),
  allow({
    sid: 'DeleteOwnDeployment',
    why: 'A roll-back takes away the deployment that the remediation made; ids do not tell who made one, and API Gateway keeps those in use.',
    actions: ['apigateway:DELETE'],
    resources: [apis(region, '/*/deployments/*')],
  }),
];

/** @param previewStages a pattern for the names of the stages that a remediation makes */
export const moveStages = (region: string, previewStages: string): readonly Permission[] => [
  allow({
    sid: 'MoveStage',
    why: 'Stages are made to serve the new deployment, and the old one in a roll-back.',
    actions: ['apigateway:PATCH'],
    resources: [apis(region, '/*/stages/*')],
  }),
  allow({
    sid: 'CreatePreviewStage',
    why: 'What a deployment would publish is read through a stage of its own, before any other serves it.',
    actions: ['apigateway:POST'],
    resources: [apis(region, '/*/stages')],
  }),
  allow({
    sid: 'DeletePreviewStage',
    why: 'The remediation takes away the stage that it made; other stages have other names.',
    actions: ['apigateway:DELETE'],
    resources: [apis(region, `/*/stages/${previewStages}`)],
  }),
];
