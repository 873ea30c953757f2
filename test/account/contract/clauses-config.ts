/** A3: what AWS Config takes and refuses. Nothing here is stored, and no rule is made. */
import { expect } from '@jest/globals';
import {
  DescribeConfigRulesCommand,
  GetComplianceDetailsByConfigRuleCommand,
  GetResourceConfigHistoryCommand,
  PutConfigRuleCommand,
  PutEvaluationsCommand,
  StartConfigRulesEvaluationCommand,
  type ComplianceType,
  type ConfigRule,
  type Evaluation,
  type MaximumExecutionFrequency,
} from '@aws-sdk/client-config-service';
import { refusal, type Refusal } from './answers.ts';
import { clause, Inconclusive, type Clause } from './clause.ts';
import type { Subject } from './subject.ts';

/** How Config refuses what breaks its model, and what breaks its rules. */
const invalid = /^(ValidationException|InvalidParameterValueException)$/;

const evaluation = (more: Partial<Evaluation> = {}): Evaluation => ({
  ComplianceResourceType: 'AWS::ApiGateway::RestApi',
  ComplianceResourceId: 'arn:aws:apigateway:eu-west-1::/restapis/zzzzzzzzz9',
  ComplianceType: 'COMPLIANT',
  OrderingTimestamp: new Date('2026-03-01T12:00:00Z'),
  ...more,
});

const report = (Evaluations: Evaluation[], TestMode = true): PutEvaluationsCommand =>
  new PutEvaluationsCommand({ ResultToken: 'private-api-guard', Evaluations, TestMode });

const refusedReport = ({ clients }: Subject, evaluations: Evaluation[], testMode = true): Promise<Refusal> =>
  refusal(clients.config.send(report(evaluations, testMode)));

/** A rule for a function that does not exist, so that even a valid one is not made. */
async function refusedRule(
  { clients, partition, region, accountId, name }: Subject,
  more: ConfigRule,
): Promise<Refusal> {
  const SourceIdentifier = `arn:${partition}:lambda:${region}:${accountId}:function:${name}`;
  const refused = await refusal(
    clients.config.send(
      new PutConfigRuleCommand({
        ConfigRule: {
          ConfigRuleName: name,
          ...more,
          Source: {
            Owner: 'CUSTOM_LAMBDA',
            SourceIdentifier,
            SourceDetails: [{ EventSource: 'aws.config', MessageType: 'ScheduledNotification', ...frequencyOf(more) }],
          },
        },
      }),
    ),
  );
  if (refused.name === 'NoAvailableConfigurationRecorderException')
    throw new Inconclusive('this account records nothing in this Region');
  return refused;
}

const frequencyOf = ({
  MaximumExecutionFrequency,
}: ConfigRule): { MaximumExecutionFrequency?: MaximumExecutionFrequency } =>
  MaximumExecutionFrequency === undefined ? {} : { MaximumExecutionFrequency };

export const configClauses: readonly Clause[] = [
  clause('A3.2', 'PutEvaluations takes 100 evaluations, and not 101', async (subject) => {
    const evaluations = Array.from({ length: 101 }, () => evaluation());
    await subject.clients.config.send(report(evaluations.slice(1)));
    expect((await refusedReport(subject, evaluations)).name).toMatch(invalid);
  }),
  clause('A3.3', 'an annotation has 256 characters at most, and one at least', async (subject) => {
    await subject.clients.config.send(report([evaluation({ Annotation: 'a'.repeat(256) })]));
    for (const Annotation of ['', 'a'.repeat(257)])
      expect((await refusedReport(subject, [evaluation({ Annotation })])).name).toMatch(invalid);
  }),
  clause('A3.4', 'INSUFFICIENT_DATA is refused', async (subject) => {
    const ComplianceType: ComplianceType = 'INSUFFICIENT_DATA';
    expect((await refusedReport(subject, [evaluation({ ComplianceType })])).name).toBe(
      'InvalidParameterValueException',
    );
  }),
  clause('A3.5', 'a token that is none of Config’s is refused', async (subject) => {
    expect((await refusedReport(subject, [evaluation()], false)).name).toBe('InvalidResultTokenException');
  }),
  clause('A3.6', 'in test mode any token will do', async ({ clients }) => {
    const { FailedEvaluations = [] } = await clients.config.send(report([evaluation()]));
    expect(FailedEvaluations).toEqual([]);
  }),
  clause('A3.9', 'the parameters of a rule have 1,024 characters at most', async (subject) => {
    const InputParameters = JSON.stringify({ trustedVpcIds: 'v'.repeat(1024) });
    const { name } = await refusedRule(subject, { InputParameters, Source: undefined });
    expect(name).toMatch(invalid);
  }),
  clause('A3.11', 'a rule for a function that Config may not invoke is refused', async (subject) => {
    const { name } = await refusedRule(subject, { InputParameters: '{}', Source: undefined });
    expect(name).toBe('InsufficientPermissionsException');
  }),
  clause('A3.12', 'a rule that is not there', async ({ clients, name }) => {
    const asked = [
      clients.config.send(new DescribeConfigRulesCommand({ ConfigRuleNames: [name] })),
      clients.config.send(new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: name })),
      clients.config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [name] })),
    ];
    for (const one of await Promise.all(asked.map(refusal))) expect(one.name).toBe('NoSuchConfigRuleException');
  }),
  clause('A3.16', 'the history of a resource that was never recorded', async ({ clients }) => {
    const resourceId = 'arn:aws:apigateway:eu-west-1::/restapis/zzzzzzzzz9';
    const command = new GetResourceConfigHistoryCommand({ resourceType: 'AWS::ApiGateway::RestApi', resourceId });
    const { name } = await refusal(clients.config.send(command));
    if (name === 'NoAvailableConfigurationRecorderException')
      throw new Inconclusive('this account records nothing in this Region');
    expect(name).toBe('ResourceNotDiscoveredException');
  }),
  clause('A3.18', 'no more than 25 rules are evaluated anew at once', async ({ clients, name }) => {
    const ConfigRuleNames = Array.from({ length: 26 }, (_, index) => `${name}-${index}`);
    const start = clients.config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames }));
    expect((await refusal(start)).name).toMatch(invalid);
  }),
];
