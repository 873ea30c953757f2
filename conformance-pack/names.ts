/**
 * The names under which everything is installed, the same in every account and Region. A conformance pack has to spell out its rule and
 * its role, so they cannot be made up on deployment.
 * https://docs.aws.amazon.com/config/latest/developerguide/cpack-prerequisites.html
 */
import { runbookName } from '../remediation/runbook.ts';

export interface Names {
  readonly configRule: string;
  readonly conformancePack: string;
  readonly ruleFunction: string;
  /** Under which a member's stack exports the ARN of the rule's function, for an organisation's pack to import. */
  readonly ruleFunctionExport: string;
  readonly reevaluateFunction: string;
  readonly remediationFunction: string;
  /** The role that Automation takes on. Roles are global: all Regions of an account share it. */
  readonly automationRole: string;
  readonly document: string;
  readonly dashboard: string;
}

/** @param suffix letters, digits and hyphens that tell several installations in one account apart; empty for the only one */
export function namesOf(suffix: string): Names {
  const named = (part: string): string => ['PrivateApiGuard', part, suffix].filter((piece) => piece !== '').join('-');
  return {
    configRule: named(''),
    conformancePack: named(''),
    ruleFunction: named('Rule'),
    ruleFunctionExport: named('RuleFunctionArn'),
    reevaluateFunction: named('Reevaluate'),
    remediationFunction: named('Remediation'),
    automationRole: named('Automation'),
    document: suffix === '' ? runbookName : `${runbookName}-${suffix}`,
    dashboard: named(''),
  };
}
