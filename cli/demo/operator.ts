/** What a person does at the consoles: asks AWS Config, presses Remediate, starts the runbook, and waits. */
import type { VirtualClock } from '../../account/sandbox/core/clock.ts';
import type { World } from '../../account/sandbox/core/world.ts';
import { runbookName } from '../../remediation/runbook.ts';
import { restApiType } from '../../rule/arn.ts';
import {
  readExecution,
  readNewestExecution,
  readRemediationState,
  readResults,
  type Execution,
  type Result,
} from './answers.ts';
import type { Console } from './console.ts';
import { automationRole, ruleName } from './install.ts';
import { insider } from './network.ts';

export interface Remediated extends Execution {
  /** As AWS Config has it, such as `SUCCEEDED`. */
  readonly remediationState: string;
}

export interface Operator {
  /** Asks AWS Config to evaluate now. @returns what it then holds, by the ARN of the API */
  readonly evaluate: () => Promise<ReadonlyMap<string, Result>>;
  /** Presses Remediate in AWS Config, and waits until the runbook has ended. */
  readonly remediate: (arn: string) => Promise<Remediated>;
  /** Starts the runbook in Systems Manager, and waits until it has ended. */
  readonly startRunbook: (arn: string, parameters: Readonly<Record<string, readonly string[]>>) => Promise<Execution>;
}

export function operatorOf(console: Console, clock: VirtualClock, world: World): Operator {
  const settle = (): Promise<void> => clock.drive(world.idle());
  return {
    evaluate: async () => {
      await settle();
      await clock.advance(betweenEvaluations);
      await console('config', 'StartConfigRulesEvaluation', { ConfigRuleNames: [ruleName] });
      await settle();
      return results(console);
    },
    remediate: async (resourceId) => {
      const input = { ConfigRuleName: ruleName, ResourceKeys: [{ resourceType: restApiType, resourceId }] };
      await console('config', 'StartRemediationExecution', input);
      await settle();
      const answer = await console('config', 'DescribeRemediationExecutionStatus', input);
      return { ...(await newestExecution(console)), remediationState: readRemediationState(answer) };
    },
    startRunbook: async (arn, more) => {
      await console('ssm', 'StartAutomationExecution', runbookOn(arn, more));
      await settle();
      return newestExecution(console);
    },
  };
}

const runbookOn = (arn: string, more: Readonly<Record<string, readonly string[]>>): object => ({
  DocumentName: runbookName,
  Parameters: {
    AutomationAssumeRole: [automationRole],
    TrustedVpcEndpointIds: [insider.vpcEndpointId],
    RestApiId: [arn],
    ...more,
  },
});

/** AWS Config takes one request a minute. */
const betweenEvaluations = 60_000;

async function results(console: Console): Promise<ReadonlyMap<string, Result>> {
  const input = { ConfigRuleName: ruleName, Limit: 100 };
  return readResults(await console('config', 'GetComplianceDetailsByConfigRule', input));
}

async function newestExecution(console: Console): Promise<Execution> {
  const AutomationExecutionId = readNewestExecution(await console('ssm', 'DescribeAutomationExecutions', {}));
  return readExecution(await console('ssm', 'GetAutomationExecution', { AutomationExecutionId }));
}
