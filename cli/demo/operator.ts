/** What a person does at the consoles: asks AWS Config, presses Remediate, starts the runbook, and waits. */
import type { VirtualClock } from '../../account/sandbox/core/clock.ts';
import type { World } from '../../account/sandbox/core/world.ts';
import { runbookName } from '../../remediation/runbook.ts';
import { restApiType } from '../../rule/arn.ts';
import type { ConsoleCall } from '../installation/console.ts';
import { ruleName } from '../installation/resources.ts';
import {
  readExecution,
  readNewestExecution,
  readRemediationState,
  readResults,
  type Execution,
  type Result,
} from './answers.ts';
import type { ApiName } from './cast.ts';
import { insider } from './network.ts';

export interface Remediated extends Execution {
  /** As AWS Config has it, such as `SUCCEEDED`. */
  readonly remediationState: string;
}

/** Values by the name of the parameter. */
type RunbookParameters = Readonly<Record<string, readonly string[]>>;

export interface Operator {
  /** Asks AWS Config to evaluate now. @returns what it then holds of an API */
  readonly evaluate: () => Promise<(name: ApiName) => Result>;
  /** Presses Remediate in AWS Config, and waits until the runbook has ended. */
  readonly remediate: (name: ApiName) => Promise<Remediated>;
  /** Starts the runbook in Systems Manager, and waits until it has ended. */
  readonly startRunbook: (name: ApiName, parameters: RunbookParameters) => Promise<Execution>;
}

export interface Consoles {
  readonly call: ConsoleCall;
  readonly automationRole: string;
  readonly clock: VirtualClock;
  readonly world: World;
  readonly arnOf: (name: ApiName) => string;
}

export function operatorOf(consoles: Consoles): Operator {
  const { call, automationRole, arnOf } = consoles;
  const click = clickAt(consoles);
  return {
    evaluate: async () => {
      await click('config', 'StartConfigRulesEvaluation', { ConfigRuleNames: [ruleName] });
      const results = await resultsOf(call);
      return (name) => results.get(arnOf(name)) ?? { complianceType: 'no result', annotation: '' };
    },
    remediate: async (name) => {
      const input = remediationOf(arnOf(name));
      await click('config', 'StartRemediationExecution', input);
      const answer = await call('config', 'DescribeRemediationExecutionStatus', input);
      return { ...(await newestExecution(call)), remediationState: readRemediationState(answer) };
    },
    startRunbook: async (name, parameters) => {
      await click('ssm', 'StartAutomationExecution', runbookOn(arnOf(name), automationRole, parameters));
      return newestExecution(call);
    },
  };
}

/** Makes a call in peace, and waits until all that comes of it is over. */
function clickAt({ call, clock, world }: Consoles): (...asked: Parameters<ConsoleCall>) => Promise<void> {
  const settle = (): Promise<void> => clock.drive(world.idle());
  return async (...asked) => {
    await settle();
    await clock.advance(betweenClicks);
    await call(...asked);
    await settle();
  };
}

const remediationOf = (resourceId: string): object => ({
  ConfigRuleName: ruleName,
  ResourceKeys: [{ resourceType: restApiType, resourceId }],
});

const runbookOn = (arn: string, automationRole: string, more: RunbookParameters): object => ({
  DocumentName: runbookName,
  Parameters: {
    AutomationAssumeRole: [automationRole],
    TrustedVpcEndpointIds: [insider.vpcEndpointId],
    RestApiId: [arn],
    ...more,
  },
});

/** Milliseconds. AWS Config takes one request for an evaluation a minute, and API Gateway's rate limits are at rest by then. */
const betweenClicks = 60_000;

/** By the ARN of the API. */
async function resultsOf(call: ConsoleCall): Promise<ReadonlyMap<string, Result>> {
  const input = { ConfigRuleName: ruleName, Limit: 100 };
  return readResults(await call('config', 'GetComplianceDetailsByConfigRule', input));
}

async function newestExecution(call: ConsoleCall): Promise<Execution> {
  const AutomationExecutionId = readNewestExecution(await call('ssm', 'DescribeAutomationExecutions', {}));
  return readExecution(await call('ssm', 'GetAutomationExecution', { AutomationExecutionId }));
}
