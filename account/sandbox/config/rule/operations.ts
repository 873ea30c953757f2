/** Operations that describe rules, and the one that runs them on demand. */
import { z } from 'zod';
import { operation, type Operation } from '../../core/operation.ts';
import type { OutputRecord } from '../../core/values.ts';
import type { Region } from '../../core/world.ts';
import { limitExceeded } from '../errors.ts';
import { configRuleName, list, nextToken, whole } from '../input.ts';
import { pageOf } from '../page.ts';
import { rulesOf, type Rule, type RuleRecord } from './rules.ts';
import { evaluateAll } from './trigger.ts';

const names = list(configRuleName, 0, 25).optional();
const minute = 60_000;

const describeRequest = z.strictObject({
  ConfigRuleNames: names,
  NextToken: nextToken,
  Filters: z.strictObject({ EvaluationMode: z.enum(['DETECTIVE', 'PROACTIVE']).optional() }).optional(),
});

const describeConfigRules = operation(describeRequest, (input, { region }) => {
  const rules = rulesOf(region).named(input.ConfigRuleNames);
  const page = pageOf(input.Filters?.EvaluationMode === 'PROACTIVE' ? [] : rules, {
    operation: 'DescribeConfigRules',
    token: input.NextToken,
    limit: undefined,
    defaultLimit: 25,
  });
  return { ConfigRules: page.items.map((rule) => ruleForm(region, rule)), NextToken: page.nextToken };
});

function ruleForm(region: Region, rule: Rule): OutputRecord {
  const { definition } = rule;
  const isEvaluating = (rulesOf(region).recordOf(rule)?.evaluations ?? 0) > 0;
  return {
    ConfigRuleName: rule.name,
    ConfigRuleArn: rule.arn,
    ConfigRuleId: rule.id,
    Description: definition.description,
    Scope: definition.scope === undefined ? undefined : { ...definition.scope },
    Source: { Owner: 'CUSTOM_LAMBDA', SourceIdentifier: definition.functionArn, SourceDetails: detailsOf(rule) },
    InputParameters: definition.inputParameters,
    MaximumExecutionFrequency: definition.ruleFrequency,
    ConfigRuleState: isEvaluating ? 'EVALUATING' : 'ACTIVE',
    CreatedBy: rule.createdBy ?? undefined,
    EvaluationModes: [{ Mode: 'DETECTIVE' }],
  };
}

function detailsOf({ definition: { messageTypes, frequency } }: Rule): readonly OutputRecord[] {
  return messageTypes.map((type) => ({
    EventSource: 'aws.config',
    MessageType: type,
    MaximumExecutionFrequency: type === 'ScheduledNotification' && frequency !== null ? frequency : undefined,
  }));
}

const statusRequest = z.strictObject({ ConfigRuleNames: names, NextToken: nextToken, Limit: whole(0, 50).optional() });

/** The model's text says that rules with a function are left out; the text on rules without results sends people here. They are shown. */
const describeStatus = operation(statusRequest, (input, { region }) => {
  const page = pageOf(rulesOf(region).named(input.ConfigRuleNames), {
    operation: 'DescribeConfigRuleEvaluationStatus',
    token: input.NextToken,
    limit: input.Limit,
    defaultLimit: 50,
  });
  return {
    ConfigRulesEvaluationStatus: page.items.map((rule) => statusForm(rule, rulesOf(region).recordOf(rule))),
    NextToken: page.nextToken,
  };
});

function statusForm(rule: Rule, record: RuleRecord | undefined): OutputRecord {
  const { lastFailure = null } = record ?? {};
  return {
    ConfigRuleName: rule.name,
    ConfigRuleArn: rule.arn,
    ConfigRuleId: rule.id,
    LastSuccessfulInvocationTime: dateOf(record?.lastInvokedAt),
    LastFailedInvocationTime: dateOf(lastFailure?.at),
    LastSuccessfulEvaluationTime: dateOf(record?.lastEvaluatedAt),
    FirstActivatedTime: dateOf(record?.firstActivatedAt),
    LastErrorCode: lastFailure?.code,
    LastErrorMessage: lastFailure?.message,
    FirstEvaluationStarted: dateOf(record?.lastInvokedAt) !== undefined,
  };
}

function dateOf(moment: number | null | undefined): Date | undefined {
  return moment === null || moment === undefined ? undefined : new Date(moment);
}

/**
 * Runs rules on what was recorded last. A rule with both triggers gets the messages of both: which ones AWS sends is not documented.
 * One rule that cannot be run keeps the others from running.
 */
const start = operation(z.strictObject({ ConfigRuleNames: list(configRuleName, 1, 25) }), (input, { region }) => {
  const rules = rulesOf(region).named(input.ConfigRuleNames);
  for (const rule of rules) refuseTooSoon(region, rule);
  for (const rule of new Set(rules)) startEvaluation(region, rule);
  return {};
});

function refuseTooSoon(region: Region, rule: Rule): void {
  const record = rulesOf(region).recordOf(rule);
  const last = record?.lastStartedAt ?? Number.NEGATIVE_INFINITY;
  if ((record?.evaluations ?? 0) > 0) throw limitExceeded(`An evaluation of the rule ${rule.name} is in progress.`);
  if (region.world.clock.now() - last < minute)
    throw limitExceeded(`An evaluation of the rule ${rule.name} was started less than a minute ago.`);
}

function startEvaluation(region: Region, rule: Rule): void {
  const record = rulesOf(region).recordOf(rule);
  if (record === undefined) return;
  record.lastStartedAt = region.world.clock.now();
  record.evaluations += 1;
  region.world.background(async () => {
    await evaluateAll(region, rule);
    record.evaluations -= 1;
  });
}

export const ruleOperations: Readonly<Record<string, Operation>> = {
  DescribeConfigRules: describeConfigRules,
  DescribeConfigRuleEvaluationStatus: describeStatus,
  StartConfigRulesEvaluation: start,
};
