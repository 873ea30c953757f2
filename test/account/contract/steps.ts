/** Steps that several clauses take, at the pace that AWS asks for. */
import {
  CreateDeploymentCommand,
  CreateStageCommand,
  DeleteDeploymentCommand,
  DeleteStageCommand,
  GetExportCommand,
  GetRestApiCommand,
  GetStageCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
  type CreateDeploymentCommandInput,
  type PatchOperation,
  type Stage,
} from '@aws-sdk/client-api-gateway';
import { member } from './answers.ts';
import { between, type Subject } from './subject.ts';

export const open = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: '*' },
} as const;

export const closed = {
  Version: '2012-10-17',
  Statement: { Effect: 'Deny', Principal: '*', Action: 'execute-api:Invoke', Resource: '*' },
} as const;

/** The open policy with another statement. */
export const allow = (more: object): object => ({ ...open, Statement: { ...open.Statement, ...more } });

/** A condition that makes a policy as long as one likes. */
export const userAgentOf = (length: number): object => ({ StringEquals: { 'aws:UserAgent': 'a'.repeat(length) } });

export async function patchApi(
  { clients, restApiId }: Subject,
  ...patchOperations: PatchOperation[]
): Promise<string | undefined> {
  return (await clients.apigateway.send(new UpdateRestApiCommand({ restApiId, patchOperations }))).policy;
}

/** @returns the policy as the answer has it */
export const setPolicy = (subject: Subject, policy: unknown): Promise<string | undefined> =>
  patchApi(subject, {
    op: 'replace',
    path: '/policy',
    value: typeof policy === 'string' ? policy : JSON.stringify(policy),
  });

export async function policyOf({ clients, restApiId }: Subject): Promise<string | undefined> {
  return (await clients.apigateway.send(new GetRestApiCommand({ restApiId }))).policy;
}

type More = Omit<CreateDeploymentCommandInput, 'restApiId'>;

/** @returns the deployment's id */
export async function deploy({ clients, restApiId, rest }: Subject, more: More = {}): Promise<string> {
  await rest(between.deployments);
  return member((await clients.apigateway.send(new CreateDeploymentCommand({ restApiId, ...more }))).id);
}

export async function undeploy({ clients, restApiId }: Subject, deploymentId: string): Promise<void> {
  await clients.apigateway.send(new DeleteDeploymentCommand({ restApiId, deploymentId }));
}

export async function createStage(
  { clients, restApiId }: Subject,
  stageName: string,
  deploymentId: string,
): Promise<void> {
  await clients.apigateway.send(new CreateStageCommand({ restApiId, stageName, deploymentId }));
}

export async function patchStage(
  { clients, restApiId }: Subject,
  stageName: string,
  ...patchOperations: PatchOperation[]
): Promise<Stage> {
  return clients.apigateway.send(new UpdateStageCommand({ restApiId, stageName, patchOperations }));
}

export const moveStage = (subject: Subject, stageName: string, deploymentId: string): Promise<Stage> =>
  patchStage(subject, stageName, { op: 'replace', path: '/deploymentId', value: deploymentId });

export const stageOf = ({ clients, restApiId }: Subject, stageName: string): Promise<Stage> =>
  clients.apigateway.send(new GetStageCommand({ restApiId, stageName }));

export interface Staged {
  readonly stageName: string;
  readonly deploymentId: string;
  /** Deploys again. @returns the new deployment's id */
  readonly deployed: (more?: More) => Promise<string>;
}

/** Deploys what is configured to a stage, which is gone with its deployment afterwards, whatever happens. */
export async function withStage(subject: Subject, work: (staged: Staged) => Promise<void>): Promise<void> {
  await withDeployments(subject, async (deployed) => {
    const stageName = 'contract';
    const deploymentId = await deployed();
    await createStage(subject, stageName, deploymentId);
    try {
      await work({ stageName, deploymentId, deployed });
    } finally {
      await subject.clients.apigateway.send(new DeleteStageCommand({ restApiId: subject.restApiId, stageName }));
    }
  });
}

/** @param work gets a function that deploys; what it deployed is gone afterwards, whatever happens */
export async function withDeployments(
  subject: Subject,
  work: (deployed: (more?: More) => Promise<string>) => Promise<void>,
): Promise<void> {
  const ids: string[] = [];
  try {
    await work(async (more) => {
      const id = await deploy(subject, more);
      ids.push(id);
      return id;
    });
  } finally {
    for (const id of ids) await undeploy(subject, id);
  }
}

/** What a stage serves, as OpenAPI 3.0. */
export async function exported(
  { clients, restApiId }: Subject,
  stageName: string,
  parameters: Record<string, string> = { extensions: 'apigateway' },
): Promise<Readonly<Record<string, unknown>>> {
  const format = { exportType: 'oas30', accepts: 'application/json', parameters };
  const { body } = await clients.apigateway.send(new GetExportCommand({ restApiId, stageName, ...format }));
  const document: unknown = JSON.parse(new TextDecoder().decode(member(body)));
  if (typeof document !== 'object' || document === null) throw new Error('the export is no object');
  return { ...document };
}
