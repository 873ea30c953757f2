/**
 * Changes of REST APIs, through API Gateway's control plane.
 * https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
 */
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateStageCommand,
  DeleteDeploymentCommand,
  DeleteStageCommand,
  paginateGetDeployments,
  UpdateRestApiCommand,
  UpdateStageCommand,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import {
  isDeploymentId,
  type ChangeApis,
  type Deployment,
  type DeploymentId,
  type RestApiId,
  type StageName,
} from '../ports.ts';
import { deploymentOf } from './apigateway-answers.ts';
import type { Connection } from './connection.ts';
import { allPages, ask, shaped } from './faults.ts';

export function changeApis({ repeatable, once }: Connection): ChangeApis {
  const client = new APIGatewayClient(repeatable);
  const careful = new APIGatewayClient(once);
  return {
    replacePolicy: (id, policyText) => setPolicy(client, id, policyText),
    removePolicy: (id) => setPolicy(client, id, ''),
    createDeployment: (id, description) => createDeployment(careful, id, description),
    deployments: (id) => deployments(client, id),
    deleteDeployment: async (restApiId, deploymentId) => {
      await ask('apigateway:DeleteDeployment', () =>
        client.send(new DeleteDeploymentCommand({ restApiId, deploymentId })),
      );
    },
    moveStage: (id, stage, deployment) => moveStage(client, id, stage, deployment),
    createStage: async (restApiId, stageName, deploymentId) => {
      await ask('apigateway:CreateStage', () =>
        careful.send(new CreateStageCommand({ restApiId, stageName, deploymentId })),
      );
    },
    deleteStage: async (restApiId, stageName) => {
      await ask('apigateway:DeleteStage', () => client.send(new DeleteStageCommand({ restApiId, stageName })));
    },
  };
}

const replacing = (path: string, value: string): PatchOperation[] => [{ op: 'replace', path, value }];

async function setPolicy(client: APIGatewayClient, restApiId: RestApiId, policyText: string): Promise<void> {
  const command = new UpdateRestApiCommand({ restApiId, patchOperations: replacing('/policy', policyText) });
  await ask('apigateway:UpdateRestApi', () => client.send(command));
}

async function createDeployment(
  client: APIGatewayClient,
  restApiId: RestApiId,
  description: string,
): Promise<DeploymentId> {
  const operation = 'apigateway:CreateDeployment';
  const command = new CreateDeploymentCommand({ restApiId, description });
  const { id } = await ask(operation, () => client.send(command));
  return shaped(operation, 'id', id, isDeploymentId);
}

async function deployments(client: APIGatewayClient, restApiId: RestApiId): Promise<readonly Deployment[]> {
  const operation = 'apigateway:GetDeployments';
  const pages = await allPages(operation, paginateGetDeployments({ client, pageSize: 500 }, { restApiId }));
  return pages.flatMap(({ items = [] }) => items.map((item) => deploymentOf(operation, item)));
}

async function moveStage(
  client: APIGatewayClient,
  restApiId: RestApiId,
  stageName: StageName,
  deploymentId: DeploymentId,
): Promise<void> {
  const patchOperations = replacing('/deploymentId', deploymentId);
  await ask('apigateway:UpdateStage', () =>
    client.send(new UpdateStageCommand({ restApiId, stageName, patchOperations })),
  );
}
