/** A sandbox with AWS Config switched on, and the shortest ways to make what it records, judges and mends. */
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import {
  ConfigServiceClient,
  PutConfigRuleCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  PutEvaluationsCommand,
  StartConfigurationRecorderCommand,
  type ConfigRule,
  type Evaluation,
} from '@aws-sdk/client-config-service';
import { SSMClient } from '@aws-sdk/client-ssm';
import { z } from 'zod';
import { operateIn } from '../../account/sandbox/core/operate.ts';
import type { Region } from '../../account/sandbox/core/world.ts';
import { findFunction, putFunction, type Handler } from '../../account/sandbox/lambda/functions.ts';
import { clientOptions, homeAccount, homeRegion, startTestSandbox, type TestSandbox } from './bare-sandbox.ts';

export const restApiType = 'AWS::ApiGateway::RestApi';
export const stageType = 'AWS::ApiGateway::Stage';
export const recorderRole = `arn:aws:iam::${homeAccount}:role/config-recorder`;

/** Clients of the services that AWS Config's tests speak to; the others take long to load. */
export interface ConfigClients {
  readonly apigateway: APIGatewayClient;
  readonly config: ConfigServiceClient;
  readonly ssm: SSMClient;
}

export function configClients(sandbox: TestSandbox, accountId?: string): ConfigClients {
  const options = clientOptions(sandbox, accountId);
  return {
    apigateway: new APIGatewayClient(options),
    config: new ConfigServiceClient(options),
    ssm: new SSMClient(options),
  };
}

export interface ConfigBench extends ConfigClients {
  readonly sandbox: TestSandbox;
  readonly home: Region;
  /** Lets everything in the background come to its end, as far as the clock has to move for it. */
  readonly settle: () => Promise<void>;
  /** Makes a PRIVATE API. @returns its ARN, the id that AWS Config knows it by */
  readonly createApi: (name: string, tags?: Readonly<Record<string, string>>) => Promise<string>;
  /** Defines a function. @returns its ARN */
  readonly define: (name: string, handler: Handler) => string;
}

/** With a recorder that records, unless told otherwise. */
export async function startConfigBench(recorder: 'on' | 'none' = 'on'): Promise<ConfigBench> {
  const sandbox = await startTestSandbox();
  const clients = configClients(sandbox);
  const home = sandbox.world.region(homeAccount, homeRegion);
  if (recorder === 'on') await switchOn(clients.config);
  return {
    ...clients,
    sandbox,
    home,
    settle: () => sandbox.clock.drive(sandbox.world.idle()),
    createApi: (name, tags = {}) => createApi(home, name, tags),
    define: (name, handler) => putFunction(home, { name, handler, timeout: 30 }),
  };
}

export async function switchOn(config: ConfigServiceClient, roleARN = recorderRole): Promise<void> {
  await config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: { roleARN } }));
  await config.send(new PutDeliveryChannelCommand({ DeliveryChannel: { s3BucketName: 'config-history' } }));
  await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }));
}

async function createApi(home: Region, name: string, tags: Readonly<Record<string, string>>): Promise<string> {
  const input = { name, tags, endpointConfiguration: { types: ['PRIVATE'] } };
  const { id } = await operateIn(home)('apigateway', 'CreateRestApi', input);
  return `arn:aws:apigateway:${home.name}::/restapis/${z.string().parse(id)}`;
}

/** The last part of an API's ARN. */
export const apiIdOf = (arn: string): string => arn.split('/')[2] ?? '';

const envelope = z.strictObject({
  version: z.literal('1.0'),
  invokingEvent: z.string(),
  ruleParameters: z.string(),
  resultToken: z.string(),
  eventLeftScope: z.boolean(),
  executionRoleArn: z.string(),
  configRuleArn: z.string(),
  configRuleName: z.string(),
  configRuleId: z.string(),
  accountId: z.string(),
});

const message = z.looseObject({
  messageType: z.string(),
  notificationCreationTime: z.string(),
  configurationItem: z
    .looseObject({
      resourceType: z.string(),
      resourceId: z.string(),
      configurationItemStatus: z.string(),
      configurationItemCaptureTime: z.string(),
    })
    .optional(),
  configurationItemSummary: z.looseObject({ resourceId: z.string(), changeType: z.string() }).optional(),
});

export type RuleEvent = z.output<typeof envelope> & { readonly message: z.output<typeof message> };

export function readEvent(event: unknown): RuleEvent {
  const outer = envelope.parse(event);
  return { ...outer, message: message.parse(JSON.parse(outer.invokingEvent)) };
}

/** Defines a function that keeps by which token each rule is answered, and reports nothing: a test says the results itself. */
export function tokensBy(bench: ConfigBench, functionName: string): ReadonlyMap<string, string> {
  const tokens = new Map<string, string>();
  bench.define(functionName, (event) => {
    const { configRuleName, resultToken } = readEvent(event);
    tokens.set(configRuleName, resultToken);
    return Promise.resolve(null);
  });
  return tokens;
}

/** A function that keeps what it is told, and reports what `judge` makes of it. */
export function reporter(
  config: ConfigServiceClient,
  judge: (event: RuleEvent) => readonly Evaluation[],
): { readonly handler: Handler; readonly events: readonly RuleEvent[] } {
  const events: RuleEvent[] = [];
  const handler: Handler = async (event) => {
    const told = readEvent(event);
    events.push(told);
    const evaluations = [...judge(told)];
    await config.send(new PutEvaluationsCommand({ Evaluations: evaluations, ResultToken: told.resultToken }));
  };
  return { handler, events };
}

/** The evaluation of an API. */
export function evaluationOf(
  resourceId: string,
  ComplianceType: Evaluation['ComplianceType'],
  at: string | Date,
): Evaluation {
  return {
    ComplianceResourceType: restApiType,
    ComplianceResourceId: resourceId,
    ComplianceType,
    OrderingTimestamp: new Date(at),
  };
}

const changes = ['ConfigurationItemChangeNotification', 'OversizedConfigurationItemChangeNotification'] as const;

type Triggers = 'changes' | 'schedule' | 'both';

/** A rule with that function, for APIs and every hour, as far as it has those triggers. */
export function ruleWith(
  home: Region,
  functionName: string,
  triggers: Triggers,
  more: Partial<ConfigRule> = {},
): ConfigRule {
  const { definition } = findFunction(home, functionName);
  const hourly = { MessageType: 'ScheduledNotification', MaximumExecutionFrequency: 'One_Hour' } as const;
  return {
    ConfigRuleName: definition.name,
    Source: {
      Owner: 'CUSTOM_LAMBDA',
      SourceIdentifier: `arn:aws:lambda:${home.name}:${home.accountId}:function:${functionName}`,
      SourceDetails: [
        ...(triggers === 'schedule' ? [] : changes.map((MessageType) => ({ MessageType }))),
        ...(triggers === 'changes' ? [] : [hourly]),
      ].map((detail) => ({ EventSource: 'aws.config', ...detail })),
    },
    ...(triggers === 'schedule' ? {} : { Scope: { ComplianceResourceTypes: [restApiType] } }),
    ...more,
  };
}

export async function putRule(config: ConfigServiceClient, rule: ConfigRule): Promise<void> {
  await config.send(new PutConfigRuleCommand({ ConfigRule: rule }));
}
