import {
  DeleteEvaluationResultsCommand,
  DescribeComplianceByConfigRuleCommand,
  DescribeComplianceByResourceCommand,
  GetComplianceDetailsByConfigRuleCommand,
  GetComplianceDetailsByResourceCommand,
  GetComplianceSummaryByConfigRuleCommand,
  PutEvaluationsCommand,
  type ComplianceType,
  type GetComplianceDetailsByConfigRuleCommandOutput,
} from '@aws-sdk/client-config-service';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  evaluationOf,
  putRule,
  restApiType,
  ruleWith,
  startConfigBench,
  tokensBy,
  type ConfigBench,
} from '../../support/config.ts';

const noon = '2026-03-01T12:00:00Z';
let bench: ConfigBench;
let tokens: ReadonlyMap<string, string>;

beforeEach(async () => {
  bench = await startConfigBench();
  tokens = tokensBy(bench, 'judge');
  for (const ConfigRuleName of ['first', 'second', 'third'])
    await putRule(bench.config, ruleWith(bench.home, 'judge', 'schedule', { ConfigRuleName }));
  await bench.settle();
});
afterEach(() => bench.sandbox.close());

type Verdict = Exclude<ComplianceType, 'INSUFFICIENT_DATA'>;

/** Reports for a rule what is said of each resource. */
async function report(rule: string, verdicts: Readonly<Record<string, Verdict>>): Promise<void> {
  const Evaluations = Object.entries(verdicts).map(([id, verdict]) => evaluationOf(id, verdict, noon));
  await bench.config.send(new PutEvaluationsCommand({ Evaluations, ResultToken: tokens.get(rule) }));
}

const details = (
  more: Partial<GetComplianceDetailsByConfigRuleCommand['input']> = {},
): Promise<GetComplianceDetailsByConfigRuleCommandOutput> =>
  bench.config.send(new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: 'first', ...more }));

const idsOf = ({ EvaluationResults = [] }: GetComplianceDetailsByConfigRuleCommandOutput): readonly unknown[] =>
  EvaluationResults.map(({ EvaluationResultIdentifier: id }) => id?.EvaluationResultQualifier?.ResourceId);

test('results are filtered by what they say; INSUFFICIENT_DATA is no filter', async () => {
  await report('first', { good: 'COMPLIANT', bad: 'NON_COMPLIANT', gone: 'NOT_APPLICABLE' });
  expect(idsOf(await details())).toEqual(['good', 'bad', 'gone']);
  expect(idsOf(await details({ ComplianceTypes: ['COMPLIANT', 'NON_COMPLIANT'] }))).toEqual(['good', 'bad']);
  expect(idsOf(await details({ ComplianceTypes: ['NOT_APPLICABLE'] }))).toEqual(['gone']);
  await expect(details({ ComplianceTypes: ['INSUFFICIENT_DATA'] })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
});

test('results come in pages of ten, or of up to a hundred', async () => {
  const verdicts = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [`api-${index}`, 'COMPLIANT'] as const),
  );
  await report('first', verdicts);
  await report('first', { last: 'COMPLIANT' });
  const page = await details();
  expect(idsOf(page)).toHaveLength(10);
  expect(idsOf(await details({ NextToken: page.NextToken }))[0]).toBe('api-10');
  const { NextToken } = await details({ Limit: 100 });
  const rest = await details({ Limit: 100, NextToken });
  expect([idsOf(rest), rest.NextToken]).toEqual([['last'], undefined]);
  await expect(details({ Limit: 101 })).rejects.toMatchObject({ name: 'ValidationException' });
  const other = new GetComplianceDetailsByResourceCommand({ ResourceType: restApiType, ResourceId: 'last', NextToken });
  await expect(bench.config.send(other)).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
});

test('a name of more than 64 characters is refused where the model says so', async () => {
  await expect(details({ ConfigRuleName: 'x'.repeat(65) })).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(details({ ConfigRuleName: 'x'.repeat(64) })).rejects.toMatchObject({
    name: 'NoSuchConfigRuleException',
  });
});

test('one resource makes a rule NON_COMPLIANT; NOT_APPLICABLE says nothing', async () => {
  await report('first', { good: 'COMPLIANT', bad: 'NON_COMPLIANT', gone: 'NOT_APPLICABLE' });
  await report('second', { good: 'COMPLIANT', gone: 'NOT_APPLICABLE' });
  await report('third', { gone: 'NOT_APPLICABLE' });
  const { ComplianceByConfigRules } = await bench.config.send(new DescribeComplianceByConfigRuleCommand({}));
  const count = { CappedCount: 1, CapExceeded: false };
  expect(ComplianceByConfigRules).toEqual([
    { ConfigRuleName: 'first', Compliance: { ComplianceType: 'NON_COMPLIANT', ComplianceContributorCount: count } },
    { ConfigRuleName: 'second', Compliance: { ComplianceType: 'COMPLIANT' } },
    { ConfigRuleName: 'third', Compliance: { ComplianceType: 'INSUFFICIENT_DATA' } },
  ]);
  const { ComplianceSummary } = await bench.config.send(new GetComplianceSummaryByConfigRuleCommand({}));
  expect(ComplianceSummary).toMatchObject({ CompliantResourceCount: count, NonCompliantResourceCount: count });
});

test('rules are chosen by name and by what they come to, and counted up to 25', async () => {
  await report(
    'first',
    Object.fromEntries(Array.from({ length: 26 }, (_, index) => [`api-${index}`, 'NON_COMPLIANT'])),
  );
  const ask = async (input: DescribeComplianceByConfigRuleCommand['input']): Promise<unknown> =>
    (await bench.config.send(new DescribeComplianceByConfigRuleCommand(input))).ComplianceByConfigRules;
  const ComplianceContributorCount = { CappedCount: 25, CapExceeded: true };
  expect(await ask({ ComplianceTypes: ['NON_COMPLIANT'] })).toMatchObject([
    { ConfigRuleName: 'first', Compliance: { ComplianceContributorCount } },
  ]);
  expect(await ask({ ConfigRuleNames: ['third'] })).toMatchObject([{ ConfigRuleName: 'third' }]);
  await expect(ask({ ConfigRuleNames: ['nobody'] })).rejects.toMatchObject({ name: 'NoSuchConfigRuleException' });
});

test('a resource is NON_COMPLIANT by any of its rules', async () => {
  await report('first', { mixed: 'NON_COMPLIANT', good: 'COMPLIANT', gone: 'NOT_APPLICABLE' });
  await report('second', { mixed: 'COMPLIANT' });
  const ask = async (input: DescribeComplianceByResourceCommand['input']): Promise<unknown> =>
    (await bench.config.send(new DescribeComplianceByResourceCommand(input))).ComplianceByResources;
  expect(await ask({ ResourceType: restApiType })).toMatchObject([
    {
      ResourceId: 'mixed',
      Compliance: { ComplianceType: 'NON_COMPLIANT', ComplianceContributorCount: { CappedCount: 1 } },
    },
    { ResourceId: 'good', Compliance: { ComplianceType: 'COMPLIANT' } },
    { ResourceId: 'gone', Compliance: { ComplianceType: 'INSUFFICIENT_DATA' } },
  ]);
  expect(await ask({ ComplianceTypes: ['COMPLIANT'] })).toMatchObject([{ ResourceId: 'good' }]);
  await expect(ask({ ResourceId: 'good' })).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  const key = { ResourceType: restApiType, ResourceId: 'mixed' };
  const { EvaluationResults } = await bench.config.send(new GetComplianceDetailsByResourceCommand(key));
  expect(EvaluationResults).toHaveLength(2);
});

test('results that are deleted are gone, for that rule', async () => {
  await report('first', { api: 'COMPLIANT' });
  await report('second', { api: 'COMPLIANT' });
  await bench.config.send(new DeleteEvaluationResultsCommand({ ConfigRuleName: 'first' }));
  expect(idsOf(await details())).toEqual([]);
  expect(idsOf(await details({ ConfigRuleName: 'second' }))).toEqual(['api']);
});
