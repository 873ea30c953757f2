/**
 * What is asked of AWS Config. Where its list of actions names no resource, only `*` works.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsconfig.html
 */
import { Aws } from 'aws-cdk-lib';
import { allow, type Permission } from './statement.ts';

/** Rules are known by an id that Config makes up, and those of a pack lie one level deeper: no narrower pattern is possible. */
const rules = `arn:${Aws.PARTITION}:config:${Aws.REGION}:${Aws.ACCOUNT_ID}:config-rule/*`;

export const reportVerdicts = (): Permission =>
  allow({
    sid: 'ReportVerdicts',
    why: 'The rule reports to Config, which knows no resource for this action and asks for the token of an invocation.',
    actions: ['config:PutEvaluations'],
    resources: ['*'],
  });

export const readOwnVerdicts = (): Permission =>
  allow({
    sid: 'ReadOwnVerdicts',
    why: 'What the rule said before is withdrawn for APIs that are gone; the rule is known by an id that Config makes up.',
    actions: ['config:GetComplianceDetailsByConfigRule'],
    resources: [rules],
  });

export const readItems = (): Permission =>
  allow({
    sid: 'ReadRecordedItems',
    why: 'A notification of an oversized item does not say whether the API is gone; Config knows no resource for this action.',
    actions: ['config:GetResourceConfigHistory'],
    resources: ['*'],
  });

export const findRules = (): Permission =>
  allow({
    sid: 'FindRules',
    why: 'The rules that run the function are looked up, for in a pack their names are made up; Config knows no resource for this action.',
    actions: ['config:DescribeConfigRules'],
    resources: ['*'],
  });

export const startEvaluation = (): Permission =>
  allow({
    sid: 'StartEvaluation',
    why: 'After a change the rules are evaluated anew; they are known by ids that Config makes up.',
    actions: ['config:StartConfigRulesEvaluation'],
    resources: [rules],
  });
