/** Operations on remediation exceptions. */
import { z } from 'zod';
import { operation, type Operation } from '../../core/operation.ts';
import type { OutputRecord } from '../../core/values.ts';
import type { Region } from '../../core/world.ts';
import { resultsOf } from '../evaluation/results.ts';
import { configError, invalidParameterValue } from '../errors.ts';
import { configRuleName, exceptionKey, list, nextToken, text, timestamp, whole } from '../input.ts';
import { pageOf } from '../page.ts';
import { keyText, type ResourceKey } from '../resource-key.ts';
import { rulesOf } from '../rule/rules.ts';
import { configurationsOf } from './configuration.ts';
import { exceptionsOf, type RemediationException } from './exceptions.ts';

type ExceptionKey = z.output<typeof exceptionKey>;

const keyOf = ({ ResourceType, ResourceId }: ExceptionKey): ResourceKey => ({
  resourceType: ResourceType,
  resourceId: ResourceId,
});

/** The model bounds a list of failed items. */
const mostFailedItems = 25;

const keys = list(exceptionKey, 1, 100);

const putRequest = z.strictObject({
  ConfigRuleName: configRuleName,
  ResourceKeys: keys,
  Message: text(1, 1024).optional(),
  ExpirationTime: timestamp.optional(),
});

/** Only a NON_COMPLIANT resource can have an exception; the others come back as failed. */
const put = operation(putRequest, (input, { region }) => {
  checkRemediation(region, input.ConfigRuleName);
  const failed: RemediationException[] = [];
  for (const key of input.ResourceKeys.map(keyOf)) {
    const exception = {
      ...key,
      ruleName: input.ConfigRuleName,
      message: input.Message,
      expiresAt: input.ExpirationTime,
    };
    if (isNonCompliant(region, input.ConfigRuleName, key)) exceptionsOf(region).put(exception);
    else failed.push(exception);
  }
  return { FailedBatches: batchesOf(failed) };
});

function checkRemediation(region: Region, ruleName: string): void {
  const configuration = configurationsOf(region).get(ruleName);
  if (configuration === undefined)
    throw invalidParameterValue(`The rule ${ruleName} has no remediation configuration.`);
  if (configuration.createdBy !== null)
    throw invalidParameterValue(
      `The remediation of ${ruleName} belongs to ${configuration.createdBy}: no exception can be placed on it.`,
    );
}

function isNonCompliant(region: Region, ruleName: string, key: ResourceKey): boolean {
  const rule = rulesOf(region).find(ruleName);
  return rule !== undefined && resultsOf(region).find(rule, key)?.complianceType === 'NON_COMPLIANT';
}

function batchesOf(failed: readonly RemediationException[]): readonly OutputRecord[] {
  const batches: OutputRecord[] = [];
  for (let start = 0; start < failed.length; start += mostFailedItems)
    batches.push({
      FailureMessage: 'Exceptions can only be placed on resources that are NON_COMPLIANT.',
      FailedItems: failed.slice(start, start + mostFailedItems).map(form),
    });
  return batches;
}

const describeRequest = z.strictObject({
  ConfigRuleName: configRuleName,
  ResourceKeys: keys.optional(),
  Limit: whole(0, 100).optional(),
  NextToken: nextToken,
});

const describe = operation(describeRequest, (input, { region }) => {
  const all = exceptionsOf(region).of(input.ConfigRuleName);
  if (input.ResourceKeys !== undefined) {
    const wanted = new Set(input.ResourceKeys.map(keyOf).map(keyText));
    return { RemediationExceptions: all.filter((exception) => wanted.has(keyText(exception))).map(form) };
  }
  const page = pageOf(all, {
    operation: 'DescribeRemediationExceptions',
    token: input.NextToken,
    limit: input.Limit,
    defaultLimit: 25,
  });
  return { RemediationExceptions: page.items.map(form), NextToken: page.nextToken };
});

function form({ ruleName, resourceType, resourceId, message, expiresAt }: RemediationException): OutputRecord {
  return {
    ConfigRuleName: ruleName,
    ResourceType: resourceType,
    ResourceId: resourceId,
    Message: message,
    ExpirationTime: expiresAt === undefined ? undefined : new Date(expiresAt),
  };
}

/** One that does not exist keeps the others from being deleted. */
const remove = operation(
  z.strictObject({ ConfigRuleName: configRuleName, ResourceKeys: keys }),
  (input, { region }) => {
    const exceptions = exceptionsOf(region);
    const meant = input.ResourceKeys.map(keyOf);
    const missing = meant.find((key) => exceptions.find(input.ConfigRuleName, key) === undefined);
    if (missing !== undefined)
      throw configError(
        'NoSuchRemediationExceptionException',
        `There is no remediation exception of the rule ${input.ConfigRuleName} for ${missing.resourceId}.`,
      );
    for (const key of meant) exceptions.delete(input.ConfigRuleName, key);
    return { FailedBatches: [] };
  },
);

export const exceptionOperations: Readonly<Record<string, Operation>> = {
  PutRemediationExceptions: put,
  DescribeRemediationExceptions: describe,
  DeleteRemediationExceptions: remove,
};
