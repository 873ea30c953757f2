/** C10: exports, lists and pages, and what is not there. */
import { expect } from '@jest/globals';
import {
  DeleteMethodCommand,
  GetDeploymentCommand,
  GetDeploymentsCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetStageCommand,
  GetStagesCommand,
  PutMethodCommand,
  type Resource,
} from '@aws-sdk/client-api-gateway';
import { decoded, member, refusal } from './answers.ts';
import { clause, type Clause } from './clause.ts';
import { exported, open, policyOf, setPolicy, withStage } from './steps.ts';
import { restApisPage, type Subject } from './subject.ts';

export const readingClauses: readonly Clause[] = [
  clause(
    'C10.13',
    'an export with extensions=apigateway holds the policy as an object, its ARNs expanded',
    async (subject) => {
      await setPolicy(subject, { ...open, Statement: { ...open.Statement, Resource: 'execute-api:/*' } });
      await withStage(subject, async ({ stageName }) => {
        const served = await exported(subject, stageName);
        expect(served).toMatchObject({ openapi: expect.stringMatching(/^3\.0/), paths: { '/orders': {} } });
        expect(served['x-amazon-apigateway-policy']).toEqual(decoded(await policyOf(subject)));
      });
    },
  ),
  clause('C10.13', 'an export without extensions holds nothing of API Gateway', async (subject) => {
    await setPolicy(subject, open);
    await withStage(subject, async ({ stageName }) => {
      expect(JSON.stringify(await exported(subject, stageName, {}))).not.toContain('x-amazon-apigateway');
    });
  }),
  clause(
    'C10.15',
    'GetResources tells how methods are authorized only with embed=methods',
    async ({ clients, restApiId }) => {
      const [plain, embedded] = [
        await clients.apigateway.send(new GetResourcesCommand({ restApiId })),
        await clients.apigateway.send(new GetResourcesCommand({ restApiId, embed: ['methods'] })),
      ];
      expect(methodsAt(plain.items, '/orders')).toEqual({ GET: undefined });
      expect(methodsAt(embedded.items, '/orders')).toEqual({ GET: 'NONE' });
      expect(methodsAt(embedded.items, '/orders/{id}')).toEqual({ POST: 'AWS_IAM' });
    },
  ),
  clause('C10.16', 'resources come in pages of the limit, to their end', async (subject) => {
    const paths = await pagesOfOne(subject);
    expect([...paths].sort()).toEqual(['/', '/orders', '/orders/{id}']);
  }),
  clause('C10.16', 'APIs come in pages of the limit', async ({ clients }) => {
    const { items = [] } = await clients.apigateway.send(restApisPage(1));
    expect(items).toHaveLength(1);
  }),
  clause('C10.16', 'deployments are items, stages are item', async (subject) => {
    const { clients, restApiId } = subject;
    await setPolicy(subject, open);
    await withStage(subject, async ({ stageName, deploymentId }) => {
      const deployments = await clients.apigateway.send(new GetDeploymentsCommand({ restApiId }));
      expect(deployments.items).toMatchObject([{ id: deploymentId }]);
      const stages = await clients.apigateway.send(new GetStagesCommand({ restApiId }));
      expect(stages.item).toMatchObject([{ stageName, deploymentId }]);
      expect(stages).not.toHaveProperty('items');
    });
  }),
  clause('C10.18', 'an API that is not there', async ({ clients, accountId }) => {
    expect(await refusal(clients.apigateway.send(new GetRestApiCommand({ restApiId: 'zzzzzzzzz9' })))).toEqual({
      name: 'NotFoundException',
      message: `Invalid API identifier specified ${accountId}:zzzzzzzzz9`,
      status: 404,
    });
  }),
  clause('C10.19', 'a stage that is not there', async ({ clients, restApiId }) => {
    const absent = clients.apigateway.send(new GetStageCommand({ restApiId, stageName: 'nowhere' }));
    expect(await refusal(absent)).toEqual({
      name: 'NotFoundException',
      message: 'Invalid stage identifier specified',
      status: 404,
    });
  }),
  clause('C10.20', 'a deployment that is not there', async ({ clients, restApiId }) => {
    const absent = clients.apigateway.send(new GetDeploymentCommand({ restApiId, deploymentId: 'zzzzz9' }));
    expect(await refusal(absent)).toMatchObject({ name: 'NotFoundException', status: 404 });
  }),
  clause('C10.2', 'a method that came after a deployment is not in it', async (subject) => {
    const { clients, restApiId } = subject;
    await setPolicy(subject, open);
    const { items = [] } = await clients.apigateway.send(new GetResourcesCommand({ restApiId }));
    const resourceId = member(items.find(({ path }) => path === '/orders')?.id);
    const place = { restApiId, resourceId, httpMethod: 'DELETE' };
    await withStage(subject, async ({ stageName }) => {
      const before = await exported(subject, stageName);
      await clients.apigateway.send(new PutMethodCommand({ ...place, authorizationType: 'NONE' }));
      try {
        expect((await exported(subject, stageName))['paths']).toEqual(before['paths']);
      } finally {
        await clients.apigateway.send(new DeleteMethodCommand(place));
      }
    });
  }),
];

/** Method → how it is authorized, as far as the answer tells. */
function methodsAt(items: readonly Resource[] = [], path: string): Record<string, string | undefined> {
  const methods = items.find((item) => item.path === path)?.resourceMethods ?? {};
  return Object.fromEntries(Object.entries(methods).map(([name, { authorizationType }]) => [name, authorizationType]));
}

async function pagesOfOne({ clients, restApiId, rest }: Subject): Promise<readonly string[]> {
  const paths: string[] = [];
  let position: string | undefined;
  do {
    await rest(500);
    const where = position === undefined ? {} : { position };
    const page = await clients.apigateway.send(new GetResourcesCommand({ restApiId, limit: 1, ...where }));
    expect(page.items).toHaveLength(1);
    paths.push(...(page.items ?? []).flatMap(({ path }) => path ?? []));
    position = page.position;
  } while (position !== undefined);
  return paths;
}
