/** Remediations by hand, and what became of all of them. */
import { z } from 'zod';
import { operation, type Operation } from '../../core/operation.ts';
import type { OutputRecord } from '../../core/values.ts';
import type { Region } from '../../core/world.ts';
import { resultsOf } from '../evaluation/results.ts';
import { configRuleName, list, nextToken, resourceKey, whole } from '../input.ts';
import { pageOf } from '../page.ts';
import { keyText, type ResourceKey } from '../resource-key.ts';
import { rulesOf } from '../rule/rules.ts';
import { executionsOf, type Execution } from './executions.ts';
import { getConfiguration } from './operations.ts';

const startRequest = z.strictObject({ ConfigRuleName: configRuleName, ResourceKeys: list(resourceKey, 1, 100) });

/** Starts what can be started, and names the rest. */
const start = operation(startRequest, ({ ConfigRuleName: name, ResourceKeys: keys }, { region }) => {
  const configuration = getConfiguration(region, name);
  const asked = new Map(keys.map((key) => [keyText(key), key]));
  const judged = [...asked.values()].map((key) => ({ key, problem: problemOf(region, name, key) }));
  const failed = judged.filter(({ problem }) => problem !== null);
  executionsOf(region).start(
    configuration,
    judged.filter(({ problem }) => problem === null).map(({ key }) => key),
  );
  if (failed.length === 0) return {};
  return {
    FailureMessage: [...new Set(failed.map(({ problem }) => problem))].join(' '),
    FailedItems: failed.map(({ key }) => ({ ...key })),
  };
});

function problemOf(region: Region, ruleName: string, key: ResourceKey): string | null {
  const result = resultsOf(region).find(rulesOf(region).get(ruleName), key);
  if (executionsOf(region).isBusy(ruleName, key)) return 'The remediation of the resource is in progress.';
  switch (result?.complianceType) {
    case 'NON_COMPLIANT':
      return null;
    case 'COMPLIANT':
      return 'The resource is already compliant.';
    case 'NOT_APPLICABLE':
    case undefined:
      return 'The resource is not evaluated as NON_COMPLIANT by the rule.';
  }
}

const statusRequest = z.strictObject({
  ConfigRuleName: configRuleName,
  ResourceKeys: list(resourceKey, 1, 100).optional(),
  Limit: whole(0, 100).optional(),
  NextToken: nextToken,
});

const describeStatus = operation(statusRequest, (input, { region }) => {
  const { ruleName } = getConfiguration(region, input.ConfigRuleName);
  const wanted = input.ResourceKeys === undefined ? null : new Set(input.ResourceKeys.map(keyText));
  const executions = executionsOf(region).of(ruleName);
  const page = pageOf(
    executions.filter(({ key }) => wanted?.has(keyText(key)) ?? true),
    {
      operation: 'DescribeRemediationExecutionStatus',
      token: input.NextToken,
      limit: input.Limit,
      defaultLimit: 100,
    },
  );
  return { RemediationExecutionStatuses: page.items.map(statusForm), NextToken: page.nextToken };
});

function statusForm({ key, state, steps, invokedAt, updatedAt }: Execution): OutputRecord {
  return {
    ResourceKey: { ...key },
    State: state,
    StepDetails: steps.map((step) => ({
      Name: step.name,
      State: step.state,
      ErrorMessage: step.errorMessage,
      StartTime: step.startTime,
      StopTime: step.stopTime,
    })),
    InvocationTime: new Date(invokedAt),
    LastUpdatedTime: new Date(updatedAt),
  };
}

export const executionOperations: Readonly<Record<string, Operation>> = {
  StartRemediationExecution: start,
  DescribeRemediationExecutionStatus: describeStatus,
};
