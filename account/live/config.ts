/**
 * What AWS Config knows and is told of compliance.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_Operations.html
 */
import {
  ConfigServiceClient,
  GetResourceConfigHistoryCommand,
  paginateDescribeConfigRules,
  paginateGetComplianceDetailsByConfigRule,
  PutEvaluationsCommand,
  ResourceNotDiscoveredException,
  ResourceType,
  StartConfigRulesEvaluationCommand,
  type ConfigRule,
  type Evaluation as SdkEvaluation,
} from '@aws-sdk/client-config-service';
import {
  AccountFault,
  type Compliance,
  type ConfigurationItem,
  type EvaluatedResource,
  type Evaluation,
} from '../ports.ts';
import { evaluatedResources, itemOf, refusedEvaluations } from './config-answers.ts';
import type { Connection } from './connection.ts';
import { allPages, ask, given } from './faults.ts';

export function compliance({ repeatable }: Connection): Compliance {
  const client = new ConfigServiceClient(repeatable);
  return {
    report: (resultToken, evaluations, testMode) => report(client, resultToken, evaluations, testMode),
    reported: (configRuleName) => reported(client, configRuleName),
    itemAt: (resourceType, resourceId, moment) => itemAt(client, resourceType, resourceId, moment),
    rulesOf: (functionArn) => rulesOf(client, functionArn),
    reevaluate: async (configRuleNames) => {
      const input = { ConfigRuleNames: [...configRuleNames] };
      await ask('config:StartConfigRulesEvaluation', () => client.send(new StartConfigRulesEvaluationCommand(input)));
    },
  };
}

async function report(
  client: ConfigServiceClient,
  resultToken: string,
  evaluations: readonly Evaluation[],
  testMode: boolean,
): Promise<void> {
  const input = { ResultToken: resultToken, Evaluations: evaluations.map(written), TestMode: testMode };
  const answer = await ask('config:PutEvaluations', () => client.send(new PutEvaluationsCommand(input)));
  refusedEvaluations(answer.FailedEvaluations ?? []);
}

const written = (evaluation: Evaluation): SdkEvaluation => ({
  ComplianceResourceType: evaluation.resourceType,
  ComplianceResourceId: evaluation.resourceId,
  ComplianceType: evaluation.complianceType,
  OrderingTimestamp: evaluation.orderingTimestamp,
  ...(evaluation.annotation === null ? {} : { Annotation: evaluation.annotation }),
});

async function reported(client: ConfigServiceClient, ConfigRuleName: string): Promise<readonly EvaluatedResource[]> {
  const operation = 'config:GetComplianceDetailsByConfigRule';
  const pages = paginateGetComplianceDetailsByConfigRule(
    { client, pageSize: 100 },
    { ConfigRuleName, ComplianceTypes: ['COMPLIANT', 'NON_COMPLIANT'] },
  );
  return (await allPages(operation, pages)).flatMap((page) => evaluatedResources(operation, page));
}

async function rulesOf(client: ConfigServiceClient, functionArn: string): Promise<readonly string[]> {
  const operation = 'config:DescribeConfigRules';
  // A rule may name a version or an alias of the function.
  const runs = ({ Source }: ConfigRule): boolean =>
    Source?.SourceIdentifier === functionArn || Source?.SourceIdentifier?.startsWith(`${functionArn}:`) === true;
  const pages = await allPages(operation, paginateDescribeConfigRules({ client }, {}));
  return pages
    .flatMap(({ ConfigRules = [] }) => ConfigRules.filter(runs))
    .map(({ ConfigRuleName }) => given(operation, 'ConfigRuleName', ConfigRuleName));
}

const isResourceType = (text: string): text is ResourceType => Object.values<string>(ResourceType).includes(text);

async function itemAt(
  client: ConfigServiceClient,
  resourceType: string,
  resourceId: string,
  laterTime: Date,
): Promise<ConfigurationItem | null> {
  const operation = 'config:GetResourceConfigHistory';
  if (!isResourceType(resourceType))
    throw new AccountFault(
      'refused',
      operation,
      'UnknownResourceType',
      `\`${resourceType}\` is none that Config records`,
    );
  const command = new GetResourceConfigHistoryCommand({ resourceType, resourceId, laterTime, limit: 1 });
  return ask(operation, async () => {
    try {
      const { configurationItems: [item] = [] } = await client.send(command);
      return item === undefined ? null : itemOf(operation, item);
    } catch (error) {
      if (error instanceof ResourceNotDiscoveredException) return null;
      throw error;
    }
  });
}
