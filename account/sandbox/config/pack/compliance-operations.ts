/** Operations that ask what the rules of a conformance pack found. */
import { z } from 'zod';
import { operation, type Operation } from '../../core/operation.ts';
import type { Region } from '../../core/world.ts';
import { resultForm, verdictOf } from '../evaluation/compliance.ts';
import { resultsOf, type Result } from '../evaluation/results.ts';
import { configError, invalidParameterValue } from '../errors.ts';
import { list, nextToken, packName, resourceType, text, whole } from '../input.ts';
import { pageOf } from '../page.ts';
import { rulesOf } from '../rule/rules.ts';
import { getPack } from './operations.ts';
import type { Pack } from './packs.ts';

const ruleNames = list(text(1, 64), 0, 10).optional();
const complianceType = z.enum(['COMPLIANT', 'NON_COMPLIANT', 'INSUFFICIENT_DATA']).optional();

const complianceRequest = z.strictObject({
  ConformancePackName: packName(256),
  Filters: z.strictObject({ ConfigRuleNames: ruleNames, ComplianceType: complianceType }).optional(),
  Limit: whole(0, 1000).optional(),
  NextToken: nextToken,
});

const describeCompliance = operation(complianceRequest, (input, { region }) => {
  const pack = getPack(region, input.ConformancePackName);
  const { ConfigRuleNames: names, ComplianceType: wanted } = input.Filters ?? {};
  const rows = chosen(pack, names)
    .map((rule) => ({ rule, verdict: verdictOf(resultsOfRule(region, rule)) }))
    .filter(({ verdict }) => wanted === undefined || verdict === wanted);
  const page = pageOf(rows, {
    operation: 'DescribeConformancePackCompliance',
    token: input.NextToken,
    limit: input.Limit,
    defaultLimit: 1000,
  });
  return {
    ConformancePackName: pack.name,
    ConformancePackRuleComplianceList: page.items.map(({ rule, verdict }) => ({
      ConfigRuleName: rule,
      ComplianceType: verdict,
      Controls: [],
    })),
    NextToken: page.nextToken,
  };
});

const detailsRequest = z.strictObject({
  ConformancePackName: packName(256),
  Filters: z
    .strictObject({
      ConfigRuleNames: ruleNames,
      ComplianceType: complianceType,
      ResourceType: resourceType.optional(),
      ResourceIds: list(text(1, 256), 0, 5).optional(),
    })
    .optional(),
  Limit: whole(0, 100).optional(),
  NextToken: nextToken,
});
type Filters = NonNullable<z.output<typeof detailsRequest>['Filters']>;

const getDetails = operation(detailsRequest, (input, { region }) => {
  const pack = getPack(region, input.ConformancePackName);
  const filters = input.Filters ?? {};
  if (filters.ResourceIds !== undefined && filters.ResourceType === undefined)
    throw invalidParameterValue('ResourceIds are only valid together with a ResourceType.');
  const results = chosen(pack, filters.ConfigRuleNames)
    .flatMap((rule) => resultsOfRule(region, rule))
    .filter((result) => isWanted(result, filters));
  const page = pageOf(results, {
    operation: 'GetConformancePackComplianceDetails',
    token: input.NextToken,
    limit: input.Limit,
    defaultLimit: 100,
  });
  return {
    ConformancePackName: pack.name,
    ConformancePackRuleEvaluationResults: page.items.map(resultForm),
    NextToken: page.nextToken,
  };
});

/** Results that are NOT_APPLICABLE are no part of a pack's answers. */
function isWanted(result: Result, { ComplianceType: type, ResourceType, ResourceIds }: Filters): boolean {
  return (
    result.complianceType !== 'NOT_APPLICABLE' &&
    result.complianceType === (type ?? result.complianceType) &&
    result.resourceType === (ResourceType ?? result.resourceType) &&
    (ResourceIds?.includes(result.resourceId) ?? true)
  );
}

function chosen({ ruleNames: all, name }: Pack, wanted: readonly string[] = []): readonly string[] {
  const unknown = wanted.find((rule) => !all.includes(rule));
  if (unknown !== undefined)
    throw configError(
      'NoSuchConfigRuleInConformancePackException',
      `The conformance pack ${name} has no rule ${unknown}.`,
    );
  return wanted.length === 0 ? all : wanted;
}

function resultsOfRule(region: Region, name: string): readonly Result[] {
  const rule = rulesOf(region).find(name);
  return rule === undefined ? [] : resultsOf(region).of(rule);
}

export const packComplianceOperations: Readonly<Record<string, Operation>> = {
  DescribeConformancePackCompliance: describeCompliance,
  GetConformancePackComplianceDetails: getDetails,
};
