/** A sandbox with Systems Manager, and the shortest ways to a document, an execution and its end. */
import {
  CreateDocumentCommand,
  GetAutomationExecutionCommand,
  StartAutomationExecutionCommand,
  type AutomationExecution,
  SSMClient,
  type StartAutomationExecutionCommandInput,
  type StepExecution,
} from '@aws-sdk/client-ssm';
import type { Region } from '../../account/sandbox/core/world.ts';
import { clientOptions, homeAccount, homeRegion, startTestSandbox, type TestSandbox } from './bare-sandbox.ts';

/** A runbook without its schemaVersion. */
export interface Content {
  readonly description?: string;
  readonly assumeRole?: string;
  readonly parameters?: Readonly<Record<string, object>>;
  readonly variables?: Readonly<Record<string, object>>;
  readonly mainSteps: readonly object[];
  readonly outputs?: readonly string[];
}

export type Values = Readonly<Record<string, readonly string[]>>;

export interface AutomationBench {
  readonly sandbox: TestSandbox;
  readonly home: Region;
  readonly ssm: SSMClient;
  /** Makes it the document `Runbook`, or one of another name. */
  readonly create: (content: Content, name?: string) => Promise<void>;
  /** @returns the execution's id */
  readonly start: (parameters?: Values, more?: Partial<StartAutomationExecutionCommandInput>) => Promise<string>;
  readonly execution: (id: string) => Promise<AutomationExecution>;
  /** Creates the document, runs it, and lets time pass until it has ended. */
  readonly run: (content: Content, parameters?: Values) => Promise<AutomationExecution>;
}

export async function startAutomationBench(): Promise<AutomationBench> {
  const sandbox = await startTestSandbox();
  const ssm = ssmOf(sandbox);
  const create = async (content: Content, name = 'Runbook'): Promise<void> => {
    await ssm.send(new CreateDocumentCommand({ Name: name, Content: textOf(content), DocumentType: 'Automation' }));
  };
  const start: AutomationBench['start'] = async (parameters = {}, more = {}) => {
    const Parameters = Object.fromEntries(Object.entries(parameters).map(([name, values]) => [name, [...values]]));
    const command = new StartAutomationExecutionCommand({ DocumentName: 'Runbook', Parameters, ...more });
    return (await ssm.send(command)).AutomationExecutionId ?? '';
  };
  const execution: AutomationBench['execution'] = async (AutomationExecutionId) =>
    (await ssm.send(new GetAutomationExecutionCommand({ AutomationExecutionId }))).AutomationExecution ?? {};
  const run: AutomationBench['run'] = async (content, parameters) => {
    await create(content);
    const id = await start(parameters);
    await sandbox.clock.drive(sandbox.world.idle());
    return execution(id);
  };
  return { sandbox, ssm, home: sandbox.world.region(homeAccount, homeRegion), create, start, execution, run };
}

/** Another account's client, or that of an issued access key id. */
export const ssmOf = (sandbox: TestSandbox, accountId?: string): SSMClient =>
  new SSMClient(clientOptions(sandbox, accountId));

export const textOf = (content: Content): string => JSON.stringify({ schemaVersion: '0.3', ...content });

/** Name and status of each step, in order. */
export const statuses = ({ StepExecutions = [] }: AutomationExecution): readonly string[] =>
  StepExecutions.map(({ StepName, StepStatus }) => `${StepName} ${StepStatus}`);

/** The last run of the step. */
export function stepOf({ StepExecutions = [] }: AutomationExecution, name: string): StepExecution {
  const found = StepExecutions.findLast(({ StepName }) => StepName === name);
  if (found === undefined) throw new Error(`no step ${name}`);
  return found;
}

/** A step that does nothing. */
export const pass = (name: string, more: object = {}): object => ({
  name,
  action: 'aws:sleep',
  inputs: { Duration: 'PT0S' },
  ...more,
});

/** A step that fails: there is no such document. */
export const fail = (name: string, more: object = {}): object => ({
  name,
  action: 'aws:executeAwsApi',
  inputs: { Service: 'ssm', Api: 'GetDocument', Name: 'Nowhere' },
  ...more,
});

/** A step that waits for longer than it may. */
export const tooLong = (name: string, more: object = {}): object => ({
  name,
  action: 'aws:sleep',
  timeoutSeconds: 5,
  inputs: { Duration: 'PT1M' },
  ...more,
});

/** A step that keeps a value as an output, which an echoing function gives back. */
export const keep = (name: string, value: unknown, outputs: readonly object[] = []): object => ({
  name,
  action: 'aws:invokeLambdaFunction',
  inputs: { FunctionName: 'echo', InputPayload: { value } },
  outputs,
});
