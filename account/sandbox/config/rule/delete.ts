/** `DeleteConfigRule`. AWS Config takes its time for it; here the rule, its results and its timer are gone at once. */
import { z } from 'zod';
import { operation, type Operation } from '../../core/operation.ts';
import type { Region } from '../../core/world.ts';
import { resultsOf } from '../evaluation/results.ts';
import { ownedByService, resourceInUse } from '../errors.ts';
import { configRuleName } from '../input.ts';
import { configurationsOf } from '../remediation/configuration.ts';
import { rulesOf, type Rule } from './rules.ts';

const deleteConfigRule = operation(z.strictObject({ ConfigRuleName: configRuleName }), (input, { region }) => {
  const rule = rulesOf(region).get(input.ConfigRuleName);
  if (rule.createdBy !== null) throw ownedByService();
  if (configurationsOf(region).has(rule.name))
    throw resourceInUse(
      `The rule ${rule.name} currently has a RemediationConfiguration. Please delete the RemediationConfiguration and try again.`,
    );
  removeRule(region, rule);
  return {};
});

/** Takes a rule and its results away. */
export function removeRule(region: Region, rule: Rule): void {
  resultsOf(region).forget(rule);
  rulesOf(region).delete(rule);
}

export const deleteOperations: Readonly<Record<string, Operation>> = { DeleteConfigRule: deleteConfigRule };
