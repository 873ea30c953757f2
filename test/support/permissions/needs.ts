/**
 * What a call needs: which IAM action on which resource. One row for every operation that the handlers and the runbook make; a call
 * without a row is an error, so that none goes unseen.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsconfig.html
 */
import { z } from 'zod';
import { partitionOf, type Call } from '../../../account/sandbox/core/world.ts';

export interface Need {
  /** Such as `apigateway:GET`. */
  readonly action: string;
  /** An ARN; `*` where IAM knows no resource for the action. */
  readonly resource: string;
}

export type AskedCall = Pick<Call, 'service' | 'operation' | 'input' | 'principal' | 'region'>;

interface Place {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

type Row = (input: AskedCall['input'], place: Place) => readonly Need[];

const everywhere =
  (action: string): Row =>
  () => [{ action, resource: '*' }];

const apiInput = z.object({
  restApiId: z.string(),
  stageName: z.string().optional(),
  deploymentId: z.string().optional(),
  exportType: z.string().optional(),
  patchOperations: z.array(z.object({ path: z.string() })).optional(),
});

type ApiInput = z.infer<typeof apiInput>;

/** API Gateway's actions are HTTP's methods on the resource's path. */
const onApi =
  (method: string, path: (input: ApiInput) => string = () => ''): Row =>
  (input, place) => {
    const read = apiInput.parse(input);
    // The runbook's last step asks for what cannot be an API's id, so as to fail: there is nothing to be allowed.
    if (!/^[0-9a-z]+$/.test(read.restApiId)) return [];
    return [{ action: `apigateway:${method}`, resource: restApiArn(read.restApiId, place) + path(read) }];
  };

const restApiArn = (id: string, { partition, region }: Place): string =>
  `arn:${partition}:apigateway:${region}::/restapis/${id}`;

/** A policy takes a second action. */
const updateRestApi: Row = (input, place) => {
  const { restApiId, patchOperations = [] } = apiInput.parse(input);
  const policy = { action: 'apigateway:UpdateRestApiPolicy', resource: restApiArn(restApiId, place) };
  const isPolicy = patchOperations.some(({ path }) => path.startsWith('/policy'));
  return [...onApi('PATCH')(input, place), ...(isPolicy ? [policy] : [])];
};

const stage = ({ stageName = '' }: ApiInput): string => `/stages/${stageName}`;
const deployment = ({ deploymentId = '' }: ApiInput): string => `/deployments/${deploymentId}`;

/** Config makes up the ids of rules; the name stands for it. */
const ruleArn = (name: string, { partition, region, accountId }: Place): string =>
  `arn:${partition}:config:${region}:${accountId}:config-rule/config-rule-${name}`;

const invoke: Row = (input, { partition, region, accountId }) => {
  const { FunctionName } = z.object({ FunctionName: z.string() }).parse(input);
  const arn = `arn:${partition}:lambda:${region}:${accountId}:function:${FunctionName}`;
  return [{ action: 'lambda:InvokeFunction', resource: FunctionName.startsWith('arn:') ? FunctionName : arn }];
};

const rows: Readonly<Record<string, Row>> = {
  'apigateway:GetRestApis': (_, { partition, region }) => [
    { action: 'apigateway:GET', resource: `arn:${partition}:apigateway:${region}::/restapis` },
  ],
  'apigateway:GetRestApi': onApi('GET'),
  'apigateway:GetResources': onApi('GET', () => '/resources'),
  'apigateway:GetStages': onApi('GET', () => '/stages'),
  'apigateway:GetStage': onApi('GET', stage),
  'apigateway:GetDeployments': onApi('GET', () => '/deployments'),
  'apigateway:GetDeployment': onApi('GET', deployment),
  'apigateway:GetExport': onApi('GET', (input) => `${stage(input)}/exports/${input.exportType ?? ''}`),
  'apigateway:UpdateRestApi': updateRestApi,
  'apigateway:CreateDeployment': onApi('POST', () => '/deployments'),
  'apigateway:DeleteDeployment': onApi('DELETE', deployment),
  'apigateway:CreateStage': onApi('POST', () => '/stages'),
  'apigateway:UpdateStage': onApi('PATCH', stage),
  'apigateway:DeleteStage': onApi('DELETE', stage),
  'config:PutEvaluations': everywhere('config:PutEvaluations'),
  'config:GetResourceConfigHistory': everywhere('config:GetResourceConfigHistory'),
  'config:DescribeConfigRules': everywhere('config:DescribeConfigRules'),
  'config:GetComplianceDetailsByConfigRule': (input, place) => {
    const { ConfigRuleName } = z.object({ ConfigRuleName: z.string() }).parse(input);
    return [{ action: 'config:GetComplianceDetailsByConfigRule', resource: ruleArn(ConfigRuleName, place) }];
  },
  'config:StartConfigRulesEvaluation': (input, place) => {
    const { ConfigRuleNames } = z.object({ ConfigRuleNames: z.array(z.string()) }).parse(input);
    return ConfigRuleNames.map((name) => ({
      action: 'config:StartConfigRulesEvaluation',
      resource: ruleArn(name, place),
    }));
  },
  'ec2:DescribeVpcs': everywhere('ec2:DescribeVpcs'),
  'ec2:DescribeVpcEndpoints': everywhere('ec2:DescribeVpcEndpoints'),
  'lambda:Invoke': invoke,
  // Everybody may ask who they are.
  'sts:GetCallerIdentity': () => [],
  'sts:AssumeRole': (input) => [
    { action: 'sts:AssumeRole', resource: z.object({ RoleArn: z.string() }).parse(input).RoleArn },
  ],
};

/** @throws Error when there is no row for the operation */
export function neededBy({ service, operation, input, principal, region }: AskedCall): readonly Need[] {
  const row = rows[`${service}:${operation}`];
  if (row === undefined)
    throw new Error(`no row says what ${service}:${operation} needs: add it to ${import.meta.url}`);
  return row(input, { partition: partitionOf(region), region, accountId: principal.accountId });
}
