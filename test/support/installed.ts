/**
 * What the stacks install in an account and Region, put into a sandbox: the real functions over HTTP, each with the calls of a role of
 * its own, and the runbook. The rule is left to a conformance pack, as in an organisation's members.
 */
import {
  ConfigServiceClient,
  DescribeConfigRulesCommand,
  GetComplianceDetailsByConfigRuleCommand,
  PutConformancePackCommand,
  StartRemediationExecutionCommand,
  type ConformancePackInputParameter,
} from '@aws-sdk/client-config-service';
import { CreateDocumentCommand, SSMClient } from '@aws-sdk/client-ssm';
import { connect } from '../../account/live/connect.ts';
import { findRestApi, restApiArn } from '../../account/sandbox/apigateway/state.ts';
import { exportsOf } from '../../account/sandbox/config/pack/imports.ts';
import { isJsonRecord } from '../../account/sandbox/core/values.ts';
import type { Call, Region } from '../../account/sandbox/core/world.ts';
import { functionArn, putFunction } from '../../account/sandbox/lambda/functions.ts';
import { namesOf, type Names } from '../../conformance-pack/names.ts';
import { createHandler as remediationHandler } from '../../remediation/handler.ts';
import { buildRunbook } from '../../remediation/runbook.ts';
import { handler as reevaluate } from '../../rule/handler-reevaluate.ts';
import { createHandler as ruleHandler } from '../../rule/handler.ts';
import { apisOf, type Api, type Apis } from './apis.ts';
import { clientOptions, type TestSandbox } from './bare-sandbox.ts';
import { switchOn } from './config.ts';
import type { Origin } from './guard.ts';
import { keyOf as keyOfApi } from './remediation.ts';

export interface Place {
  readonly accountId: string;
  readonly region: string;
  readonly nameSuffix?: string;
}

export const roles = ['rule', 'reevaluate', 'remediation', 'automation'] as const;
export type Role = (typeof roles)[number];

/** As API Gateway would tell IAM. */
type Context = Readonly<Record<string, readonly string[]>>;

export interface Installed {
  readonly sandbox: TestSandbox;
  readonly home: Region;
  readonly names: Names;
  readonly apis: Apis;
  readonly config: ConfigServiceClient;
  readonly ruleFunctionArn: string;
  readonly settle: () => Promise<void>;
  /** Puts the pack, or gives it other parameters, and waits for it. */
  readonly putPack: (text: string, parameters?: Readonly<Record<string, string>>) => Promise<void>;
  /** As Config calls the one rule that there is. */
  readonly ruleName: () => Promise<string>;
  /** What Config holds against the API; undefined: nothing. */
  readonly verdict: (api: Api) => Promise<string | undefined>;
  /** What a caller at that endpoint is answered by `GET` of the stage `prod`. */
  readonly call: (from: Origin, api: Api) => Promise<number>;
  /** The button in Config's console. Waits until the executions have ended. */
  readonly remediate: (...apis: readonly Api[]) => Promise<void>;
  /** A batch of the queue reaches the fast path; waits for the evaluation. @returns what the function answers */
  readonly fastPath: (...messageIds: readonly string[]) => Promise<unknown>;
  readonly callsAs: (role: Role) => readonly Call[];
  /** Of a call for an API that is there. */
  readonly context: (call: Pick<Call, 'input'>) => Context;
}

/** With a recorder that records. */
export async function install(sandbox: TestSandbox, place: Place): Promise<Installed> {
  const { accountId, region, nameSuffix = '' } = place;
  const options = clientOptions(sandbox, accountId, region);
  const config = new ConfigServiceClient(options);
  const home = sandbox.world.region(accountId, region);
  const names = namesOf(nameSuffix);
  await switchOn(config, `arn:${home.partition}:iam::${accountId}:role/config-recorder`);
  putFunctions(sandbox, home, names);
  const Content = JSON.stringify(buildRunbook({ functionName: names.remediationFunction }));
  await new SSMClient(options).send(
    new CreateDocumentCommand({ Name: names.document, DocumentType: 'Automation', Content }),
  );
  const settle = (): Promise<void> => sandbox.clock.drive(sandbox.world.idle());
  const installed = { sandbox, home, names, config, settle, ruleFunctionArn: functionArn(home, names.ruleFunction) };
  return { ...installed, apis: apisOf(sandbox, region, accountId), ...acts(installed), ...seen(installed) };
}

type Base = Pick<Installed, 'sandbox' | 'home' | 'names' | 'config' | 'settle' | 'ruleFunctionArn'>;

function putFunctions(sandbox: TestSandbox, home: Region, names: Names): void {
  const { clock } = sandbox;
  const log = { evaluated: () => undefined, finished: () => undefined };
  const rule = ruleHandler({ connect: () => accountAs(sandbox, home, 'rule'), log, clock, assumeRoleName: null });
  const ruleFunctionArn = putFunction(home, { name: names.ruleFunction, handler: rule, timeout: 900 });
  const remediation = remediationHandler({
    connect: () => accountAs(sandbox, home, 'remediation'),
    clock,
    log: () => undefined,
    ruleFunctionArn,
    exemptTag: null,
  });
  putFunction(home, { name: names.remediationFunction, handler: remediation, timeout: 300 });
  exportsOf(home).set(names.ruleFunctionExport, ruleFunctionArn);
}

/** The access key of a session of a function's role. */
function keyOf({ world }: TestSandbox, { accountId, partition }: Region, role: Role): string {
  const key = `ASIA${accountId}${role}`;
  world.credentials.issue(key, { accountId, arn: `arn:${partition}:sts::${accountId}:assumed-role/${role}/it` });
  return key;
}

/** The account as one of the functions sees it. */
function accountAs(sandbox: TestSandbox, home: Region, role: Role): ReturnType<typeof connect> {
  const credentials = { accessKeyId: keyOf(sandbox, home, role), secretAccessKey: 'sandbox' };
  const { endpoint, clock } = sandbox;
  return connect({ region: home.name, accountId: home.accountId, endpoint, credentials, clock });
}

/** With the environment that Lambda gives the function of the fast path. */
async function inLambda<Result>({ sandbox, home, ruleFunctionArn }: Base, run: () => Promise<Result>): Promise<Result> {
  const before = process.env;
  process.env = {
    ...before,
    AWS_REGION: home.name,
    AWS_ENDPOINT_URL: sandbox.endpoint,
    AWS_ACCESS_KEY_ID: keyOf(sandbox, home, 'reevaluate'),
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    RULE_FUNCTION_ARN: ruleFunctionArn,
  };
  try {
    return await run();
  } finally {
    process.env = before;
  }
}

/** As the API names them. */
export const asInput = (parameters: Readonly<Record<string, string>>): ConformancePackInputParameter[] =>
  Object.entries(parameters).map(([ParameterName, ParameterValue]) => ({ ParameterName, ParameterValue }));

async function nameOfRule({ config }: Base): Promise<string> {
  const { ConfigRules: [rule] = [] } = await config.send(new DescribeConfigRulesCommand({}));
  return rule?.ConfigRuleName ?? '';
}

function acts(base: Base): Pick<Installed, 'putPack' | 'remediate' | 'fastPath'> {
  const { sandbox, home, names, config, settle } = base;
  return {
    putPack: async (TemplateBody, parameters = {}) => {
      const pack = { ConformancePackName: names.conformancePack, TemplateBody };
      const ConformancePackInputParameters = asInput(parameters);
      await config.send(new PutConformancePackCommand({ ...pack, ConformancePackInputParameters }));
      await settle();
    },
    remediate: async (...apis) => {
      const ResourceKeys = apis.map(({ restApiId }) => keyOfApi(restApiArn(home, restApiId)));
      const ConfigRuleName = await nameOfRule(base);
      await config.send(new StartRemediationExecutionCommand({ ConfigRuleName, ResourceKeys }));
      await settle();
    },
    fastPath: async (...messageIds) => {
      await sandbox.clock.advance(60_000);
      const answer = await inLambda(base, () =>
        reevaluate({ Records: messageIds.map((messageId) => ({ messageId })) }),
      );
      await settle();
      return answer;
    },
  };
}

function seen(base: Base): Pick<Installed, 'ruleName' | 'verdict' | 'call' | 'callsAs' | 'context'> {
  const { sandbox, home, names, config } = base;
  return {
    ruleName: () => nameOfRule(base),
    verdict: async ({ restApiId }) => {
      const ConfigRuleName = await nameOfRule(base);
      const command = new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName, Limit: 100 });
      const { EvaluationResults = [] } = await config.send(command);
      const about = restApiArn(home, restApiId);
      return EvaluationResults.find(
        ({ EvaluationResultIdentifier: id }) => id?.EvaluationResultQualifier?.ResourceId === about,
      )?.ComplianceType;
    },
    call: async ({ vpcEndpointId, vpcId, accountId }, { restApiId }) => {
      const headers = { 'X-Sandbox-Vpce': vpcEndpointId, 'X-Sandbox-Vpc': vpcId, 'X-Sandbox-Account': accountId };
      return (await fetch(`${sandbox.endpoint}/_execute/${restApiId}/prod/`, { headers })).status;
    },
    callsAs: (role) => {
      const session = `::${home.accountId}:assumed-role/${role === 'automation' ? names.automationRole : role}/`;
      return sandbox.world.calls.filter(({ principal }) => principal.arn.includes(session));
    },
    context: ({ input }) => {
      const id = isJsonRecord(input) ? input['restApiId'] : undefined;
      const api = typeof id === 'string' ? findRestApi(home, id) : undefined;
      return api === undefined
        ? {}
        : { 'apigateway:Resource/EndpointType': [api.configuration.endpointConfiguration.type] };
    },
  };
}
