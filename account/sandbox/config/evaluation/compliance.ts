/** What results come to: the compliance of a rule, of a resource, of a pack. */
import type { OutputRecord } from '../../core/values.ts';
import type { Result } from './results.ts';

export type Verdict = 'COMPLIANT' | 'NON_COMPLIANT' | 'INSUFFICIENT_DATA';

/** One that is NON_COMPLIANT makes all so; results that are NOT_APPLICABLE say nothing. */
export function verdictOf(results: readonly Pick<Result, 'complianceType'>[]): Verdict {
  if (results.some(({ complianceType }) => complianceType === 'NON_COMPLIANT')) return 'NON_COMPLIANT';
  return results.some(({ complianceType }) => complianceType === 'COMPLIANT') ? 'COMPLIANT' : 'INSUFFICIENT_DATA';
}

/** `Compliance` as AWS Config gives it. @param cap the number above which it stops counting */
export function complianceForm(results: readonly Result[], cap: number): OutputRecord {
  const verdict = verdictOf(results);
  const contributors = results.filter(({ complianceType }) => complianceType === 'NON_COMPLIANT').length;
  return {
    ComplianceType: verdict,
    ComplianceContributorCount: verdict === 'NON_COMPLIANT' ? cappedCount(contributors, cap) : undefined,
  };
}

export function cappedCount(count: number, cap: number): OutputRecord {
  return { CappedCount: Math.min(count, cap), CapExceeded: count > cap };
}

/** `EvaluationResult` as AWS Config gives it. */
export function resultForm(result: Result): OutputRecord {
  return {
    EvaluationResultIdentifier: {
      EvaluationResultQualifier: {
        ConfigRuleName: result.ruleName,
        ResourceType: result.resourceType,
        ResourceId: result.resourceId,
        EvaluationMode: 'DETECTIVE',
      },
      OrderingTimestamp: new Date(result.orderingTimestamp),
    },
    ComplianceType: result.complianceType,
    ResultRecordedTime: new Date(result.recordedAt),
    ConfigRuleInvokedTime: new Date(result.invokedAt),
    Annotation: result.annotation ?? undefined,
  };
}
