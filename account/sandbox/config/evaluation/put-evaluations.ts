/** `PutEvaluations`: how a rule's function reports. https://docs.aws.amazon.com/config/latest/APIReference/API_PutEvaluations.html */
import { z } from 'zod';
import { operation, type Operation } from '../../core/operation.ts';
import { regional, type Region } from '../../core/world.ts';
import { invalidParameterValue, invalidResultToken, noSuchConfigRule } from '../errors.ts';
import { complianceType, list, resourceId, resourceType, text, timestamp } from '../input.ts';
import { deliveriesOf, type Delivery } from '../rule/deliveries.ts';
import { rulesOf, type Rule } from '../rule/rules.ts';
import { resultsOf } from './results.ts';

const evaluation = z.strictObject({
  ComplianceResourceType: resourceType,
  ComplianceResourceId: resourceId,
  ComplianceType: complianceType,
  Annotation: text(1, 256).optional(),
  OrderingTimestamp: timestamp,
});
export type Evaluation = z.output<typeof evaluation>;

const request = z.strictObject({
  Evaluations: list(evaluation, 0, 100).optional(),
  ResultToken: z.string(),
  TestMode: z.boolean().optional(),
});

/** Which evaluations come back in `FailedEvaluations` and are not stored; none, until a test says otherwise. */
export const failingOf = regional((): { fails: (evaluation: Evaluation) => boolean } => ({ fails: () => false }));

const putEvaluations = operation(request, ({ Evaluations = [], ResultToken, TestMode = false }, { region }) => {
  for (const given of Evaluations) check(given);
  if (TestMode) return { FailedEvaluations: [] };
  const delivery = deliveriesOf(region).find(ResultToken);
  if (delivery === undefined) throw invalidResultToken();
  const rule = ruleOf(region, delivery);
  const failed = Evaluations.filter((given) => failingOf(region).fails(given));
  for (const given of Evaluations) if (!failed.includes(given)) store(region, rule, delivery, given);
  return {
    FailedEvaluations: failed.map((given) => ({ ...given, OrderingTimestamp: new Date(given.OrderingTimestamp) })),
  };
});

function check({ ComplianceType: type, ComplianceResourceType: resource }: Evaluation): void {
  if (type === 'INSUFFICIENT_DATA')
    throw invalidParameterValue('The compliance type INSUFFICIENT_DATA is not accepted from PutEvaluations');
  if (!/^AWS::\w*::\w+$/.test(resource)) throw invalidParameterValue(`The resource type ${resource} is invalid.`);
}

/** A rule that was deleted and made anew under its old name is another one. */
function ruleOf(region: Region, { ruleId, ruleName }: Delivery): Rule {
  const rule = rulesOf(region).find(ruleName);
  if (rule?.id !== ruleId) throw noSuchConfigRule(ruleName);
  return rule;
}

function store(region: Region, rule: Rule, delivery: Delivery, given: Evaluation): void {
  const now = region.world.clock.now();
  const record = rulesOf(region).recordOf(rule);
  if (record !== undefined) record.lastEvaluatedAt = now;
  if (given.ComplianceType === 'INSUFFICIENT_DATA') return;
  resultsOf(region).put({
    ruleId: rule.id,
    ruleName: rule.name,
    resourceType: given.ComplianceResourceType,
    resourceId: given.ComplianceResourceId,
    complianceType: given.ComplianceType,
    annotation: given.Annotation ?? null,
    orderingTimestamp: given.OrderingTimestamp,
    invokedAt: delivery.sentAt,
    recordedAt: now,
    resultToken: delivery.resultToken,
  });
}

export const evaluationOperations: Readonly<Record<string, Operation>> = { PutEvaluations: putEvaluations };
