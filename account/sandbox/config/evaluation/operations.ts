/** Operations that ask for results and for what they come to. */
import { z } from 'zod';
import { operation, type Operation } from '../../core/operation.ts';
import type { Region } from '../../core/world.ts';
import { invalidParameterValue, ownedByService } from '../errors.ts';
import { complianceType, configRuleName, list, nextToken, resourceId, resourceType, text, whole } from '../input.ts';
import { pageOf } from '../page.ts';
import { keyText } from '../resource-key.ts';
import { rulesOf } from '../rule/rules.ts';
import { cappedCount, complianceForm, resultForm, verdictOf } from './compliance.ts';
import { resultsOf, type Result } from './results.ts';

/** AWS Config counts no further than this. */
const mostContributors = 25;

const types = list(complianceType, 0, 3).optional();
const limit = whole(0, 100).optional();
type Types = z.output<typeof types>;

const byRuleRequest = z.strictObject({
  ConfigRuleName: text(1, 64),
  ComplianceTypes: types,
  Limit: limit,
  NextToken: nextToken,
});

const getDetailsByRule = operation(byRuleRequest, (input, { region }) => {
  const rule = rulesOf(region).get(input.ConfigRuleName);
  const page = pageOf(ofTypes(resultsOf(region).of(rule), input.ComplianceTypes), {
    operation: 'GetComplianceDetailsByConfigRule',
    token: input.NextToken,
    limit: input.Limit,
    defaultLimit: 10,
  });
  return { EvaluationResults: page.items.map(resultForm), NextToken: page.nextToken };
});

const byResourceRequest = z.strictObject({
  ResourceType: resourceType,
  ResourceId: resourceId,
  ComplianceTypes: types,
  NextToken: nextToken,
});

const getDetailsByResource = operation(byResourceRequest, (input, { region }) => {
  const key = { resourceType: input.ResourceType, resourceId: input.ResourceId };
  const results = rulesOf(region)
    .all()
    .flatMap((rule) => resultsOf(region).find(rule, key) ?? []);
  const page = pageOf(ofTypes(results, input.ComplianceTypes), {
    operation: 'GetComplianceDetailsByResource',
    token: input.NextToken,
    limit: undefined,
    defaultLimit: 10,
  });
  return { EvaluationResults: page.items.map(resultForm), NextToken: page.nextToken };
});

/** Without types, results of all three kinds. */
function ofTypes(results: readonly Result[], wanted: Types): readonly Result[] {
  if (wanted?.includes('INSUFFICIENT_DATA') === true)
    throw invalidParameterValue('INSUFFICIENT_DATA cannot be used as a ComplianceType for filtering results.');
  if (wanted === undefined || wanted.length === 0) return results;
  return results.filter((result) => wanted.includes(result.complianceType));
}

const rulesRequest = z.strictObject({
  ConfigRuleNames: list(configRuleName, 0, 25).optional(),
  ComplianceTypes: types,
  NextToken: nextToken,
});

const describeByRule = operation(rulesRequest, (input, { region }) => {
  const rows = rulesOf(region)
    .named(input.ConfigRuleNames)
    .map((rule) => ({ name: rule.name, results: resultsOf(region).of(rule) }))
    .filter(({ results }) => isWanted(results, input.ComplianceTypes));
  const page = pageOf(rows, {
    operation: 'DescribeComplianceByConfigRule',
    token: input.NextToken,
    limit: undefined,
    defaultLimit: 25,
  });
  return {
    ComplianceByConfigRules: page.items.map(({ name, results }) => ({
      ConfigRuleName: name,
      Compliance: complianceForm(results, mostContributors),
    })),
    NextToken: page.nextToken,
  };
});

const resourcesRequest = z.strictObject({
  ResourceType: resourceType.optional(),
  ResourceId: resourceId.optional(),
  ComplianceTypes: types,
  Limit: limit,
  NextToken: nextToken,
});

const describeByResource = operation(resourcesRequest, (input, { region }) => {
  const { ResourceType: type, ResourceId: id } = input;
  if (id !== undefined && type === undefined)
    throw invalidParameterValue('If you specify a resource ID, you must also specify a type for ResourceType.');
  const rows = byResource(
    region,
    (result) =>
      result.resourceType === (type ?? result.resourceType) && result.resourceId === (id ?? result.resourceId),
  ).filter((results) => isWanted(results, input.ComplianceTypes));
  const page = pageOf(rows, {
    operation: 'DescribeComplianceByResource',
    token: input.NextToken,
    limit: input.Limit,
    defaultLimit: 10,
  });
  return {
    ComplianceByResources: page.items.map((results) => ({
      ResourceType: results[0]?.resourceType,
      ResourceId: results[0]?.resourceId,
      Compliance: complianceForm(results, mostContributors),
    })),
    NextToken: page.nextToken,
  };
});

function byResource(region: Region, isMeant: (result: Result) => boolean): readonly (readonly Result[])[] {
  const rows = new Map<string, Result[]>();
  for (const result of resultsOf(region).all().filter(isMeant)) {
    const row = rows.get(keyText(result));
    if (row === undefined) rows.set(keyText(result), [result]);
    else row.push(result);
  }
  return [...rows.values()];
}

function isWanted(results: readonly Result[], wanted: Types): boolean {
  return wanted === undefined || wanted.length === 0 || wanted.includes(verdictOf(results));
}

const getSummary = operation(z.strictObject({}), (_input, { region, world }) => {
  const verdicts = rulesOf(region)
    .all()
    .map((rule) => verdictOf(resultsOf(region).of(rule)));
  const count = (wanted: string): number => verdicts.filter((verdict) => verdict === wanted).length;
  return {
    ComplianceSummary: {
      CompliantResourceCount: cappedCount(count('COMPLIANT'), mostContributors),
      NonCompliantResourceCount: cappedCount(count('NON_COMPLIANT'), mostContributors),
      ComplianceSummaryTimestamp: new Date(world.clock.now()),
    },
  };
});

const deleteResults = operation(z.strictObject({ ConfigRuleName: text(1, 64) }), (input, { region }) => {
  const rule = rulesOf(region).get(input.ConfigRuleName);
  if (rule.createdBy !== null) throw ownedByService();
  resultsOf(region).forget(rule);
  return {};
});

export const complianceOperations: Readonly<Record<string, Operation>> = {
  GetComplianceDetailsByConfigRule: getDetailsByRule,
  GetComplianceDetailsByResource: getDetailsByResource,
  DescribeComplianceByConfigRule: describeByRule,
  DescribeComplianceByResource: describeByResource,
  GetComplianceSummaryByConfigRule: getSummary,
  DeleteEvaluationResults: deleteResults,
};
