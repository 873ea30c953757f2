/** C10: deployments, and stages that serve them. */
import { expect } from '@jest/globals';
import { CreateStageCommand, GetDeploymentCommand, GetStagesCommand } from '@aws-sdk/client-api-gateway';
import { refusal } from './answers.ts';
import { clause, type Clause } from './clause.ts';
import {
  closed,
  exported,
  moveStage,
  open,
  patchStage,
  setPolicy,
  stageOf,
  undeploy,
  withDeployments,
  withStage,
} from './steps.ts';

const policyKey = 'x-amazon-apigateway-policy';

export const deploymentClauses: readonly Clause[] = [
  clause('C10.1', 'a policy that is saved and not deployed is not served', async (subject) => {
    await setPolicy(subject, open);
    await withStage(subject, async ({ stageName }) => {
      const before = await exported(subject, stageName);
      await setPolicy(subject, closed);
      expect((await exported(subject, stageName))[policyKey]).toEqual(before[policyKey]);
    });
  }),
  clause('C10.3', 'a deployment without a stage is the snapshot alone', async (subject) => {
    const { clients, restApiId } = subject;
    await setPolicy(subject, open);
    await withDeployments(subject, async (deployed) => {
      await deployed({ description: 'of the contract suite' });
      const { item = [] } = await clients.apigateway.send(new GetStagesCommand({ restApiId }));
      expect(item).toEqual([]);
    });
  }),
  clause('C10.4', 'a deployment to an existing stage moves it, and leaves its variables', async (subject) => {
    await setPolicy(subject, open);
    await withStage(subject, async ({ stageName, deployed }) => {
      await patchStage(subject, stageName, { op: 'replace', path: '/variables/colour', value: 'green' });
      const deploymentId = await deployed({ stageName });
      expect(await stageOf(subject, stageName)).toMatchObject({ deploymentId, variables: { colour: 'green' } });
    });
  }),
  clause('C10.5', 'a stage moves to another deployment and back, and serves each one', async (subject) => {
    await setPolicy(subject, open);
    await withStage(subject, async ({ stageName, deploymentId, deployed }) => {
      const old = await exported(subject, stageName);
      await setPolicy(subject, closed);
      const newer = await deployed();
      expect(await moveStage(subject, stageName, newer)).toMatchObject({ deploymentId: newer });
      expect(await exported(subject, stageName)).toHaveProperty([policyKey, 'Statement', 'Effect'], 'Deny');
      await moveStage(subject, stageName, deploymentId);
      expect((await exported(subject, stageName))[policyKey]).toEqual(old[policyKey]);
    });
  }),
  clause('C10.6', 'an unknown patch path is refused with a list of the valid ones', async (subject) => {
    await setPolicy(subject, open);
    await withStage(subject, async ({ stageName }) => {
      const patch = patchStage(subject, stageName, { op: 'replace', path: '/colour', value: 'green' });
      const { name, message } = await refusal(patch);
      expect(name).toBe('BadRequestException');
      expect(message).toContain('/deploymentId');
    });
  }),
  clause('C10.7', 'a deployment that a stage serves cannot be deleted', async (subject) => {
    await setPolicy(subject, open);
    await withStage(subject, async ({ deploymentId }) => {
      const { name, message } = await refusal(undeploy(subject, deploymentId));
      expect(name).toBe('BadRequestException');
      expect(message).toContain('Active stages pointing to this deployment must be moved or deleted');
    });
  }),
  clause(
    'C10.14',
    'GetDeployment tells methods and their authorization only with embed=apisummary',
    async (subject) => {
      const { clients, restApiId } = subject;
      await setPolicy(subject, open);
      await withDeployments(subject, async (deployed) => {
        const deploymentId = await deployed();
        const plain = await clients.apigateway.send(new GetDeploymentCommand({ restApiId, deploymentId }));
        expect(plain.apiSummary).toBeUndefined();
        const command = new GetDeploymentCommand({ restApiId, deploymentId, embed: ['apisummary'] });
        expect((await clients.apigateway.send(command)).apiSummary).toEqual({
          '/orders': { GET: { authorizationType: 'NONE', apiKeyRequired: false } },
          '/orders/{id}': { POST: { authorizationType: 'AWS_IAM', apiKeyRequired: false } },
        });
      });
    },
  ),
  clause('C10.21', 'a second stage of the same name is a conflict', async (subject) => {
    const { clients, restApiId } = subject;
    await setPolicy(subject, open);
    await withStage(subject, async ({ stageName, deploymentId }) => {
      const again = clients.apigateway.send(new CreateStageCommand({ restApiId, stageName, deploymentId }));
      expect(await refusal(again)).toEqual({
        name: 'ConflictException',
        message: 'Stage already exists',
        status: 409,
      });
    });
  }),
];
