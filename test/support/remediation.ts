/** A rule whose results a test says, a document that mends or fails as the test wants, and the shortest ways to set a remediation going. */
import {
  DescribeRemediationExceptionsCommand,
  DescribeRemediationExecutionStatusCommand,
  PutEvaluationsCommand,
  PutRemediationConfigurationsCommand,
  StartRemediationExecutionCommand,
  type ComplianceType,
  type RemediationConfiguration,
  type RemediationException,
  type RemediationExecutionStatus,
  type StartRemediationExecutionCommandOutput,
} from '@aws-sdk/client-config-service';
import { CreateDocumentCommand } from '@aws-sdk/client-ssm';
import {
  evaluationOf,
  putRule,
  restApiType,
  ruleWith,
  startConfigBench,
  tokensBy,
  type ConfigBench,
} from './config.ts';
import { automationRole } from './pack.ts';

/** Sleeps ten seconds, then makes the call that a test may let fail. */
const document = {
  schemaVersion: '0.3',
  assumeRole: '{{ AutomationAssumeRole }}',
  parameters: {
    AutomationAssumeRole: { type: 'String', default: automationRole },
    RestApiId: { type: 'String' },
  },
  mainSteps: [
    { name: 'Wait', action: 'aws:sleep', inputs: { Duration: 'PT10S' } },
    { name: 'Mend', action: 'aws:executeAwsApi', inputs: { Service: 'ec2', Api: 'DescribeVpcs' }, isEnd: true },
  ],
};

export const mendingDocument = { Name: 'Mend', Content: JSON.stringify(document) };

export interface RemediationBench extends ConfigBench {
  /** Reports what the rule `judge` says of APIs, now. */
  readonly report: (verdicts: Readonly<Record<string, ComplianceType>>) => Promise<void>;
  /** Puts the remediation of the rule `judge` by the document `Mend`. */
  readonly putRemediation: (more?: Partial<RemediationConfiguration>) => Promise<void>;
  readonly start: (...resourceIds: readonly string[]) => Promise<StartRemediationExecutionCommandOutput>;
  readonly statuses: () => Promise<readonly RemediationExecutionStatus[]>;
  readonly exceptions: () => Promise<readonly RemediationException[]>;
  /** Lets that many executions fail; all, when left out. */
  readonly failing: (times?: number) => void;
}

interface ApiKey {
  readonly resourceType: typeof restApiType;
  readonly resourceId: string;
}

export const keyOf = (resourceId: string): ApiKey => ({ resourceType: restApiType, resourceId });

/** What automatic remediation takes besides. */
export const automatically = (attempts: number, seconds: number): Partial<RemediationConfiguration> => ({
  Automatic: true,
  MaximumAutomaticAttempts: attempts,
  RetryAttemptSeconds: seconds,
});

export const remediation = (more: Partial<RemediationConfiguration> = {}): RemediationConfiguration => ({
  ConfigRuleName: 'judge',
  TargetType: 'SSM_DOCUMENT',
  TargetId: 'Mend',
  Parameters: {
    AutomationAssumeRole: { StaticValue: { Values: [automationRole] } },
    RestApiId: { ResourceValue: { Value: 'RESOURCE_ID' } },
  },
  ...more,
});

export async function startRemediationBench(): Promise<RemediationBench> {
  const bench = await startConfigBench();
  const { config, sandbox } = bench;
  const tokens = tokensBy(bench, 'judge');
  await bench.ssm.send(new CreateDocumentCommand({ ...mendingDocument, DocumentType: 'Automation' }));
  await putRule(config, ruleWith(bench.home, 'judge', 'schedule'));
  await bench.settle();
  const rule = { ConfigRuleName: 'judge' };
  return {
    ...bench,
    report: async (verdicts) => {
      const now = new Date(sandbox.clock.now());
      const Evaluations = Object.entries(verdicts).map(([id, verdict]) => evaluationOf(id, verdict, now));
      await config.send(new PutEvaluationsCommand({ Evaluations, ResultToken: tokens.get('judge') }));
    },
    putRemediation: async (more) => {
      await config.send(new PutRemediationConfigurationsCommand({ RemediationConfigurations: [remediation(more)] }));
    },
    start: (...ids) => config.send(new StartRemediationExecutionCommand({ ...rule, ResourceKeys: ids.map(keyOf) })),
    statuses: async () =>
      (await config.send(new DescribeRemediationExecutionStatusCommand(rule))).RemediationExecutionStatuses ?? [],
    exceptions: async () =>
      (await config.send(new DescribeRemediationExceptionsCommand(rule))).RemediationExceptions ?? [],
    failing: (times = Number.POSITIVE_INFINITY) => {
      sandbox.world.faults.inject({ kind: 'deny', service: 'ec2', operation: 'DescribeVpcs', times });
    },
  };
}
