/** Operations on remediation configurations. All of a call's configurations are checked before the first is kept. */
import { z } from 'zod';
import { operation, type Operation } from '../../core/operation.ts';
import type { OutputRecord } from '../../core/values.ts';
import type { Region } from '../../core/world.ts';
import { configError, invalidParameterValue } from '../errors.ts';
import { configRuleName, list } from '../input.ts';
import { rulesOf } from '../rule/rules.ts';
import { remediateAll, watchOnce } from './automatic.ts';
import { checkedConfiguration } from './check.ts';
import { configurationsOf, remediationSchema, type RemediationConfiguration } from './configuration.ts';
import { exceptionsOf } from './exceptions.ts';
import { executionsOf } from './executions.ts';

const putRequest = z.strictObject({ RemediationConfigurations: list(remediationSchema, 0, 25) });

/** AWS Config can name single failures in `FailedBatches`; what would be one is not documented, and here the whole call is refused. */
const put = operation(putRequest, async ({ RemediationConfigurations: inputs }, { region }) => {
  for (const { ConfigRuleName: name } of inputs) checkRule(region, name);
  const configurations: RemediationConfiguration[] = [];
  for (const input of inputs) configurations.push(await checkedConfiguration(region, input, null));
  for (const configuration of configurations) keepConfiguration(region, configuration);
  return { FailedBatches: [] };
});

function checkRule(region: Region, name: string): void {
  const rule = rulesOf(region).find(name);
  if (rule === undefined) throw invalidParameterValue(`The ConfigRule '${name}' does not exist.`);
  if (rule.createdBy !== null)
    throw invalidParameterValue(
      `The ConfigRule '${name}' belongs to ${rule.createdBy}: a remediation for it has to come with what made the rule.`,
    );
}

export function keepConfiguration(region: Region, configuration: RemediationConfiguration): void {
  watchOnce(region);
  configurationsOf(region).set(configuration.ruleName, configuration);
  remediateAll(region, configuration);
}

const describe = operation(z.strictObject({ ConfigRuleNames: list(configRuleName, 0, 25) }), (input, { region }) => ({
  RemediationConfigurations: input.ConfigRuleNames.flatMap((name) => {
    const configuration = configurationsOf(region).get(name);
    return configuration === undefined ? [] : [form(configuration)];
  }),
}));

function form({ input, arn, createdBy, automatic }: RemediationConfiguration): OutputRecord {
  return { ...input, Automatic: automatic !== null, Arn: arn, CreatedByService: createdBy ?? undefined };
}

const deleteRequest = z.strictObject({ ConfigRuleName: configRuleName, ResourceType: z.string().optional() });

const remove = operation(deleteRequest, ({ ConfigRuleName: name, ResourceType: type }, { region }) => {
  const configuration = configurationsOf(region).get(name);
  if (configuration === undefined || configuration.resourceType !== (type ?? configuration.resourceType))
    throw noSuchRemediationConfiguration(name);
  if (configuration.createdBy !== null)
    throw invalidParameterValue(`The remediation of ${name} belongs to ${configuration.createdBy}.`);
  if (executionsOf(region).isAnyBusy(name))
    throw configError(
      'RemediationInProgressException',
      `A remediation of the rule ${name} is in progress. Cancel its execution in AWS Systems Manager, or wait and try again.`,
    );
  forgetRemediation(region, name);
  return {};
});

/** Takes a rule's configuration, executions and exceptions away. */
export function forgetRemediation(region: Region, ruleName: string): void {
  configurationsOf(region).delete(ruleName);
  executionsOf(region).forget(ruleName);
  exceptionsOf(region).forget(ruleName);
}

/** @throws ServiceError NoSuchRemediationConfigurationException */
export function getConfiguration(region: Region, ruleName: string): RemediationConfiguration {
  const configuration = configurationsOf(region).get(ruleName);
  if (configuration === undefined) throw noSuchRemediationConfiguration(ruleName);
  return configuration;
}

function noSuchRemediationConfiguration(ruleName: string): Error {
  return configError(
    'NoSuchRemediationConfigurationException',
    `No RemediationConfiguration for rule ${ruleName} exists.`,
  );
}

export const remediationOperations: Readonly<Record<string, Operation>> = {
  PutRemediationConfigurations: put,
  DescribeRemediationConfigurations: describe,
  DeleteRemediationConfiguration: remove,
};
