/** The real runbook in the sandbox: Systems Manager walks it, the real handler works behind it, over HTTP. */
import { GetDeploymentsCommand, GetRestApiCommand, GetStagesCommand } from '@aws-sdk/client-api-gateway';
import {
  CreateDocumentCommand,
  GetAutomationExecutionCommand,
  StartAutomationExecutionCommand,
  type AutomationExecution,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { connect } from '../../account/live/connect.ts';
import { putFunction } from '../../account/sandbox/lambda/functions.ts';
import { createHandler, type Handler } from '../../remediation/handler.ts';
import { buildRunbook, defaultOptions, runbookName } from '../../remediation/runbook.ts';
import { apisOf, type Api, type Apis } from './apis.ts';
import { networkOf } from './network.ts';
import { clientsOf, homeRegion, startTestSandbox, type TestSandbox } from './sandbox.ts';

export interface RunbookBench {
  readonly sandbox: TestSandbox;
  readonly apis: Apis;
  readonly ssm: SSMClient;
  /** The account's own endpoint, which every execution trusts. */
  readonly endpoint: string;
  readonly start: (api: Api, parameters?: Readonly<Record<string, readonly string[]>>) => Promise<string>;
  readonly execution: (id: string) => Promise<AutomationExecution>;
  /** Starts the runbook and lets time pass until it has ended. */
  readonly run: RunbookBench['start'] extends (...given: infer Given) => unknown
    ? (...given: Given) => Promise<AutomationExecution>
    : never;
  /** An API that is open, deployed once to `prod` and once to `test`. */
  readonly openApi: () => Promise<Api>;
  /** The state of the API. Time passes before, so that no rate limit is in the way, then or afterwards. */
  readonly stateOf: (api: Api) => Promise<unknown>;
}

/** @param around what a test puts around the function */
export async function startRunbookBench(
  around: (handler: Handler) => Handler = (handler) => handler,
): Promise<RunbookBench> {
  const sandbox = await startTestSandbox();
  const apis = apisOf(sandbox);
  networkOf(sandbox, apis.accountId, 1);
  const handler = around(handlerIn(sandbox, { maxAttempts: 3 }));
  putFunction(apis.region, { name: defaultOptions.functionName, handler, timeout: 300 });
  const { ssm } = clientsOf(sandbox, apis.accountId);
  const Content = JSON.stringify(buildRunbook());
  await ssm.send(new CreateDocumentCommand({ Name: runbookName, Content, DocumentType: 'Automation' }));
  const endpoint = `vpce-${apis.accountId.slice(-5)}000000000000`;
  const start: RunbookBench['start'] = async ({ restApiId }, parameters = {}) => {
    const given = {
      AutomationAssumeRole: [`arn:aws:iam::${apis.accountId}:role/PrivateApiGuard`],
      RestApiId: [`arn:aws:apigateway:${homeRegion}::/restapis/${restApiId}`],
      TrustedVpcEndpointIds: [endpoint],
      ...parameters,
    };
    const Parameters = Object.fromEntries(Object.entries(given).map(([name, values]) => [name, [...values]]));
    const started = await ssm.send(new StartAutomationExecutionCommand({ DocumentName: runbookName, Parameters }));
    return started.AutomationExecutionId ?? '';
  };
  const execution: RunbookBench['execution'] = async (AutomationExecutionId) =>
    (await ssm.send(new GetAutomationExecutionCommand({ AutomationExecutionId }))).AutomationExecution ?? {};
  const run: RunbookBench['run'] = async (api, parameters) => {
    const id = await start(api, parameters);
    await sandbox.clock.drive(sandbox.world.idle());
    return execution(id);
  };
  const openApi: RunbookBench['openApi'] = async () => {
    const api = await apis.privateApi();
    await apis.deploy(api, 'prod');
    await apis.deploy(api, 'test');
    return api;
  };
  return {
    sandbox,
    apis,
    ssm,
    endpoint,
    start,
    execution,
    run,
    openApi,
    stateOf: async (api) => {
      await sandbox.clock.advance(10_000);
      return stateOf(apis.client, api);
    },
  };
}

/** The saved policy, each stage's deployment, and which deployments there are. */
export async function stateOf(client: Apis['client'], { restApiId }: Api): Promise<unknown> {
  const { policy } = await client.send(new GetRestApiCommand({ restApiId }));
  const { item = [] } = await client.send(new GetStagesCommand({ restApiId }));
  const { items = [] } = await client.send(new GetDeploymentsCommand({ restApiId }));
  return {
    policy,
    stages: item.map(({ stageName, deploymentId }) => `${stageName} ${deploymentId}`),
    deployments: items.map(({ id }) => id).sort(),
  };
}

export interface HandlerOptions {
  /** As of the connection; its own default when left out. */
  readonly maxAttempts?: number;
  /** The rule to evaluate anew in the end; none when left out. */
  readonly ruleFunctionArn?: string | null;
}

/** The real handler, which calls the sandbox over HTTP and waits on its clock. */
export const handlerIn = (
  { endpoint, clock }: TestSandbox,
  { ruleFunctionArn = null, ...more }: HandlerOptions = {},
): Handler =>
  createHandler({
    connect: ({ region, accountId }) => {
      const credentials = { accessKeyId: accountId, secretAccessKey: 'sandbox' };
      return connect({ region, accountId, endpoint, credentials, clock, ...more });
    },
    clock,
    log: () => undefined,
    ruleFunctionArn,
    exemptTag: null,
  });

/** Names of the steps that ran, in the order in which they began. */
export const pathOf = ({ StepExecutions = [] }: AutomationExecution): readonly string[] =>
  StepExecutions.filter(({ ExecutionStartTime }) => ExecutionStartTime !== undefined)
    .map(({ StepName = '' }) => StepName)
    .filter((name) => !/^(?:Is|Are)[A-Z]/.test(name));

export const outputOf = ({ Outputs = {} }: AutomationExecution, name: string): string =>
  (Outputs[name] ?? []).join('\n');
