/** The roles of what is installed in a sandbox, compared with the calls that were made there. */
import type { Installed, Role } from '../installed.ts';
import { comparePermissions, grantsOfAutomation, grantsOfFunction, type Comparison } from '../permissions.ts';

type Compared = Pick<Installed, 'home' | 'names' | 'callsAs' | 'context'>;

/** @param template of a stack, synthesised with the installation's name suffix. @throws Error when the role made no call */
export function compareInstalled(
  role: Role,
  { home, names, callsAs, context }: Compared,
  template: unknown,
): Comparison {
  const place = { partition: home.partition, region: home.name, accountId: home.accountId };
  const { ruleFunction: rule, reevaluateFunction: reevaluate, remediationFunction: remediation } = names;
  const functions = { rule, reevaluate, remediation };
  const calls = callsAs(role);
  if (calls.length === 0) throw new Error(`nothing was called as ${role}`);
  const grants =
    role === 'automation' ? grantsOfAutomation(template, place) : grantsOfFunction(template, functions[role], place);
  return comparePermissions({ grants, calls, context });
}
