/**
 * A sandbox in which rule, runbook and remediation are installed as the conformance pack installs them: AWS Config calls the real rule,
 * starts the real document, and the real handler works behind it, all over HTTP.
 */
import {
  DescribeRemediationExceptionsCommand,
  DescribeRemediationExecutionStatusCommand,
  GetComplianceDetailsByConfigRuleCommand,
  PutRemediationConfigurationsCommand,
  StartRemediationExecutionCommand,
  type RemediationException,
  type RemediationExecutionStatus,
} from '@aws-sdk/client-config-service';
import {
  CreateDocumentCommand,
  DescribeAutomationExecutionsCommand,
  GetAutomationExecutionCommand,
  type AutomationExecution,
} from '@aws-sdk/client-ssm';
import { remediationSchema } from '../../account/sandbox/config/remediation/configuration.ts';
import { functionArn } from '../../account/sandbox/lambda/definition.ts';
import { putFunction } from '../../account/sandbox/lambda/functions.ts';
import {
  fixed,
  remediationConfiguration,
  resourceId,
  type RemediationProps,
} from '../../conformance-pack/resources.ts';
import { buildRunbook, defaultOptions, runbookName } from '../../remediation/runbook.ts';
import type { Api } from './apis.ts';
import { insider, ruleName, startGuard, stranger, type GuardBench } from './guard.ts';
import { automationRole } from './pack.ts';
import { handlerIn, stateOf } from './runbook-bench.ts';

export interface OneClick extends GuardBench {
  /** Puts the remediation as the pack does; it trusts whom the rule trusts. */
  readonly put: (more?: Partial<RemediationProps>) => Promise<void>;
  /** The ids under which the rule has reported NON_COMPLIANT resources. */
  readonly reported: () => Promise<readonly string[]>;
  /** Starts the remediation of a reported resource, and waits for its end. */
  readonly click: (resourceId: string) => Promise<void>;
  /** What Config says of remediations. */
  readonly statuses: () => Promise<readonly RemediationExecutionStatus[]>;
  readonly exceptions: () => Promise<readonly RemediationException[]>;
  /** What Systems Manager says of executions, the oldest first. */
  readonly executions: () => Promise<readonly AutomationExecution[]>;
  /** The saved policy, each stage's deployment, and which deployments there are. */
  readonly stateOf: (api: Api) => Promise<unknown>;
  /** What Config holds against the API. */
  readonly verdictOn: (api: Api) => Promise<string | undefined>;
  /** How a stranger and an insider are answered by each stage, such as `prod 403 200`. */
  readonly answers: (api: Api, ...stages: readonly string[]) => Promise<readonly string[]>;
}

export async function startOneClick(): Promise<OneClick> {
  const guard = await startGuard();
  const { home, sandbox, ssm } = guard;
  const handler = handlerIn(sandbox, { ruleFunctionArn: functionArn(home, ruleName) });
  putFunction(home, { name: defaultOptions.functionName, handler, timeout: 300 });
  const Content = JSON.stringify(buildRunbook());
  await ssm.send(new CreateDocumentCommand({ Name: runbookName, Content, DocumentType: 'Automation' }));
  return { ...guard, ...configured(guard), ...looks(guard) };
}

const rule = { ConfigRuleName: ruleName };

function configured({ config, settle }: GuardBench): Pick<OneClick, 'put' | 'reported' | 'click'> {
  return {
    put: async (more = {}) => {
      const { Properties } = remediationConfiguration({
        configRuleName: ruleName,
        document: runbookName,
        parameters: {
          AutomationAssumeRole: fixed([automationRole]),
          RestApiId: resourceId,
          TrustedVpcEndpointIds: fixed([insider.vpcEndpointId]),
        },
        automatic: false,
        ...more,
      });
      const RemediationConfigurations = [remediationSchema.parse(Properties)];
      await config.send(new PutRemediationConfigurationsCommand({ RemediationConfigurations }));
    },
    reported: async () => {
      const command = new GetComplianceDetailsByConfigRuleCommand({ ...rule, ComplianceTypes: ['NON_COMPLIANT'] });
      const { EvaluationResults = [] } = await config.send(command);
      return EvaluationResults.map(
        ({ EvaluationResultIdentifier: id }) => id?.EvaluationResultQualifier?.ResourceId ?? '',
      );
    },
    click: async (id) => {
      const ResourceKeys = [{ resourceType: 'AWS::ApiGateway::RestApi', resourceId: id } as const];
      const { FailedItems = [] } = await config.send(new StartRemediationExecutionCommand({ ...rule, ResourceKeys }));
      if (FailedItems.length > 0) throw new Error(`Config does not start the remediation of ${id}`);
      await settle();
    },
  };
}

type Looks = Pick<OneClick, 'statuses' | 'exceptions' | 'executions' | 'stateOf' | 'verdictOn' | 'answers'>;

function looks({ apigateway, config, ssm, results, call }: GuardBench): Looks {
  return {
    verdictOn: async ({ restApiId }) => (await results())[restApiId]?.complianceType,
    answers: async (api, ...stages) => {
      const told: string[] = [];
      for (const stage of stages)
        told.push(`${stage} ${await call(stranger, api, stage)} ${await call(insider, api, stage)}`);
      return told;
    },
    statuses: async () =>
      (await config.send(new DescribeRemediationExecutionStatusCommand(rule))).RemediationExecutionStatuses ?? [],
    exceptions: async () =>
      (await config.send(new DescribeRemediationExceptionsCommand(rule))).RemediationExceptions ?? [],
    executions: async () => {
      const { AutomationExecutionMetadataList: all = [] } = await ssm.send(new DescribeAutomationExecutionsCommand({}));
      const ids = all.map(({ AutomationExecutionId }) => AutomationExecutionId ?? '').reverse();
      const found = ids.map((AutomationExecutionId) =>
        ssm.send(new GetAutomationExecutionCommand({ AutomationExecutionId })),
      );
      return (await Promise.all(found)).map(({ AutomationExecution = {} }) => AutomationExecution);
    },
    stateOf: (api) => stateOf(apigateway, api),
  };
}
