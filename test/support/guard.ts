/** A sandbox in which the rule is installed: AWS Config calls the real handler, which reads and reports over HTTP. */
import {
  GetComplianceDetailsByConfigRuleCommand,
  StartConfigRulesEvaluationCommand,
  type ConfigRule,
} from '@aws-sdk/client-config-service';
import { connect } from '../../account/live/connect.ts';
import { putFunction } from '../../account/sandbox/lambda/functions.ts';
import { insider, type Origin } from '../../cli/demo/network.ts';
import { createHandler, type LambdaContext } from '../../rule/handler.ts';
import type { EvaluationRecord, InvocationRecord } from '../../rule/log.ts';
import { apisOf, policyOf, statement, type Api, type Apis } from './apis.ts';
import { putRule, ruleWith, stageType, restApiType, startConfigBench, type ConfigBench } from './config.ts';
import { homeAccount, homeRegion } from './sandbox.ts';

export const ruleName = 'private-api-guard';

export { insider, type Origin };

export const stranger: Origin = {
  vpcEndpointId: 'vpce-0ffffffffffffffff',
  vpcId: 'vpc-0ffffffffffffffff',
  accountId: '999988887777',
};

export const elsewhere = { StringNotEquals: { 'aws:SourceVpce': insider.vpcEndpointId } };
export const here = { StringEquals: { 'aws:SourceVpce': insider.vpcEndpointId } };
/** Lets everybody in, and turns away whoever comes from elsewhere. */
export const fenced = policyOf(statement(), statement({ Effect: 'Deny', Condition: elsewhere }));

export interface Result {
  readonly complianceType: string;
  readonly annotation: string;
}

export interface GuardBench extends ConfigBench {
  readonly apis: Apis;
  /** What the handler logged. */
  readonly evaluated: EvaluationRecord[];
  readonly finished: InvocationRecord[];
  /** What Config holds against each API, by its id. */
  readonly results: () => Promise<Readonly<Record<string, Result>>>;
  /** Asks Config for an evaluation, and waits for it. */
  readonly reevaluate: () => Promise<void>;
  /** Lets an hour pass, and waits for the scheduled run. */
  readonly scheduled: () => Promise<void>;
  /** What a caller at that endpoint is answered by `GET` of a stage. */
  readonly call: (from: Origin, api: Api, stage: string, path?: string) => Promise<number>;
}

export interface GuardOptions {
  readonly parameters?: Readonly<Record<string, string>>;
  /** Of the rule itself. */
  readonly rule?: Partial<ConfigRule>;
  /** Stands between the handler and Lambda's context. */
  readonly context?: (context: LambdaContext) => LambdaContext;
}

/** The rule trusts the insider's endpoint, unless told otherwise. */
export async function startGuard(options: GuardOptions = {}): Promise<GuardBench> {
  const bench = await startConfigBench();
  const evaluated: EvaluationRecord[] = [];
  const finished: InvocationRecord[] = [];
  const parameters = options.parameters ?? { trustedVpcEndpointIds: insider.vpcEndpointId };
  const handler = ruleHandler(bench, { evaluated, finished });
  const { context: seen = (context: LambdaContext) => context } = options;
  putFunction(bench.home, { name: ruleName, handler: (event, context) => handler(event, seen(context)), timeout: 900 });
  await putRule(bench.config, {
    ...ruleWith(bench.home, ruleName, 'both', { Scope: { ComplianceResourceTypes: [restApiType, stageType] } }),
    InputParameters: JSON.stringify(parameters),
    ...options.rule,
  });
  await bench.settle();
  return { ...bench, evaluated, finished, ...shortcuts(bench) };
}

/** Retries wait on the sandbox's clock, so no test waits for them. */
function ruleHandler(
  { sandbox }: ConfigBench,
  log: Pick<GuardBench, 'evaluated' | 'finished'>,
): ReturnType<typeof createHandler> {
  const credentials = { accessKeyId: homeAccount, secretAccessKey: 'sandbox' };
  return createHandler({
    connect: (request) => connect({ ...request, endpoint: sandbox.endpoint, credentials, clock: sandbox.clock }),
    log: {
      evaluated: (record) => log.evaluated.push(record),
      finished: (record) => log.finished.push(record),
    },
    clock: sandbox.clock,
    assumeRoleName: null,
  });
}

type Shortcuts = Pick<GuardBench, 'apis' | 'results' | 'reevaluate' | 'scheduled' | 'call'>;

function shortcuts({ sandbox, config, settle }: ConfigBench): Shortcuts {
  return {
    apis: apisOf(sandbox, homeRegion, homeAccount),
    results: async () => {
      const command = new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: ruleName, Limit: 100 });
      const { EvaluationResults = [] } = await config.send(command);
      return Object.fromEntries(
        EvaluationResults.map(({ EvaluationResultIdentifier: id, ComplianceType: complianceType = '', Annotation }) => [
          id?.EvaluationResultQualifier?.ResourceId?.split('/')[2] ?? '',
          { complianceType, annotation: Annotation ?? '' },
        ]),
      );
    },
    reevaluate: async () => {
      await sandbox.clock.advance(60_000);
      await config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [ruleName] }));
      await settle();
    },
    scheduled: async () => {
      await sandbox.clock.advance(3_600_000);
      await settle();
    },
    call: async (from, { restApiId }, stage, path = '/') => {
      const headers = {
        'X-Sandbox-Vpce': from.vpcEndpointId,
        'X-Sandbox-Vpc': from.vpcId,
        'X-Sandbox-Account': from.accountId,
      };
      return (await fetch(`${sandbox.endpoint}/_execute/${restApiId}/${stage}${path}`, { headers })).status;
    },
  };
}
