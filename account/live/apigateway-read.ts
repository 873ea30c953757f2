/**
 * REST APIs as API Gateway's control plane shows them.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html
 */
import {
  APIGatewayClient,
  GetDeploymentCommand,
  GetExportCommand,
  GetRestApiCommand,
  GetStagesCommand,
  paginateGetResources,
  paginateGetRestApis,
} from '@aws-sdk/client-api-gateway';
import type { DeploymentId, Method, ReadApis, RestApi, RestApiId, Stage, StageName } from '../ports.ts';
import { deployedMethodsOf, methodsOf, restApiOf, stageOf } from './apigateway-answers.ts';
import type { Connection } from './connection.ts';
import { allPages, ask, given, paged } from './faults.ts';

/** The largest page that API Gateway gives. */
const pageSize = 500;

export function readApis({ repeatable }: Connection): ReadApis {
  const client = new APIGatewayClient(repeatable);
  return {
    restApi: (id) => restApi(client, id),
    restApis: () => restApis(client),
    stages: (id) => stages(client, id),
    methods: (id) => methods(client, id),
    servedBy: (id, stage) => servedBy(client, id, stage),
    deployedMethods: (id, deployment) => deployedMethods(client, id, deployment),
  };
}

async function restApi(client: APIGatewayClient, restApiId: RestApiId): Promise<RestApi> {
  const operation = 'apigateway:GetRestApi';
  const answer = await ask(operation, () => client.send(new GetRestApiCommand({ restApiId })));
  return restApiOf(operation, answer);
}

async function* restApis(client: APIGatewayClient): AsyncGenerator<readonly RestApi[]> {
  const operation = 'apigateway:GetRestApis';
  for await (const { items = [] } of paged(operation, paginateGetRestApis({ client, pageSize }, {})))
    yield items.map((item) => restApiOf(operation, item));
}

/** The one list of API Gateway that comes whole, and whose member is called `item`. */
async function stages(client: APIGatewayClient, restApiId: RestApiId): Promise<readonly Stage[]> {
  const operation = 'apigateway:GetStages';
  const { item = [] } = await ask(operation, () => client.send(new GetStagesCommand({ restApiId })));
  return item.map((stage) => stageOf(operation, stage));
}

async function methods(client: APIGatewayClient, restApiId: RestApiId): Promise<readonly Method[]> {
  const operation = 'apigateway:GetResources';
  const pages = paginateGetResources({ client, pageSize }, { restApiId, embed: ['methods'] });
  return (await allPages(operation, pages)).flatMap(({ items = [] }) =>
    items.flatMap((resource) => methodsOf(operation, resource)),
  );
}

async function servedBy(client: APIGatewayClient, restApiId: RestApiId, stageName: StageName): Promise<string> {
  const operation = 'apigateway:GetExport';
  const command = new GetExportCommand({
    restApiId,
    stageName,
    exportType: 'oas30',
    accepts: 'application/json',
    parameters: { extensions: 'apigateway' },
  });
  return ask(operation, async () => {
    const { body } = await client.send(command);
    return new TextDecoder('utf-8', { fatal: true }).decode(given(operation, 'body', body));
  });
}

async function deployedMethods(
  client: APIGatewayClient,
  restApiId: RestApiId,
  deploymentId: DeploymentId,
): Promise<readonly Method[]> {
  const operation = 'apigateway:GetDeployment';
  const command = new GetDeploymentCommand({ restApiId, deploymentId, embed: ['apisummary'] });
  return deployedMethodsOf(operation, await ask(operation, () => client.send(command)));
}
