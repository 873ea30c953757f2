/** AWS Config's answers as the ports have them. */
import type {
  ConfigurationItem as SdkItem,
  Evaluation as SdkEvaluation,
  GetComplianceDetailsByConfigRuleResponse,
} from '@aws-sdk/client-config-service';
import { AccountFault, type ComplianceType, type ConfigurationItem, type EvaluatedResource } from '../ports.ts';
import { given, shaped } from './faults.ts';

const isComplianceType = (text: string): text is ComplianceType =>
  text === 'COMPLIANT' || text === 'NON_COMPLIANT' || text === 'NOT_APPLICABLE';

export function evaluatedResources(
  operation: string,
  { EvaluationResults = [] }: GetComplianceDetailsByConfigRuleResponse,
): readonly EvaluatedResource[] {
  return EvaluationResults.map(({ EvaluationResultIdentifier, ComplianceType, Annotation }) => {
    const about = EvaluationResultIdentifier?.EvaluationResultQualifier;
    return {
      resourceType: given(operation, 'ResourceType', about?.ResourceType),
      resourceId: given(operation, 'ResourceId', about?.ResourceId),
      complianceType: shaped(operation, 'ComplianceType', ComplianceType, isComplianceType),
      annotation: Annotation ?? null,
    };
  });
}

export function itemOf(operation: string, item: SdkItem): ConfigurationItem {
  return {
    resourceType: given(operation, 'resourceType', item.resourceType),
    resourceId: given(operation, 'resourceId', item.resourceId),
    status: given(operation, 'configurationItemStatus', item.configurationItemStatus),
    capturedAt: given(operation, 'configurationItemCaptureTime', item.configurationItemCaptureTime),
  };
}

/** A 200 may still say that some evaluations were not taken. @throws AccountFault `refused` with the first few of them */
export function refusedEvaluations(failed: readonly SdkEvaluation[]): void {
  if (failed.length === 0) return;
  const named = failed.slice(0, 3).map(({ ComplianceResourceId }) => ComplianceResourceId ?? '(no id)');
  const more = failed.length > named.length ? ', …' : '';
  throw new AccountFault(
    'refused',
    'config:PutEvaluations',
    'FailedEvaluations',
    `Config did not take ${failed.length} of the evaluations: ${named.join(', ')}${more}`,
  );
}
