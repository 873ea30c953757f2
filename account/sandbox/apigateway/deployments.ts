/**
 * Deployments: snapshots of all that is configured, policy included, which stages serve.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html
 */
import { z } from 'zod';
import { notModelled } from '../core/errors.ts';
import { operation, type Context } from '../core/operation.ts';
import { apiSummary, deploymentAnswer } from './answers.ts';
import { canaryFrom, deploymentCanaryInput } from './canary.ts';
import { badRequest } from './errors.ts';
import { deploymentOf, restApiOf } from './lookup.ts';
import { without, withEntry } from './maps.ts';
import type { Configuration, Deployment, RestApi, Stage } from './model.ts';
import { page, pageInput, sequenceKey } from './page.ts';
import { stageChanged } from './recorded.ts';
import { checkStageName, newStage, variablesInput } from './stages.ts';
import { nextSequence, saveRestApi } from './state.ts';

const createInput = z.strictObject({
  restApiId: z.string(),
  stageName: z.string().optional(),
  stageDescription: z.string().optional(),
  description: z.string().optional(),
  variables: variablesInput.optional(),
  canarySettings: deploymentCanaryInput.optional(),
  cacheClusterEnabled: z.literal(false).optional(),
  tracingEnabled: z.boolean().optional(),
});
type CreateInput = z.output<typeof createInput>;

/** @throws ServiceError BadRequestException when such a configuration cannot be deployed */
function checkDeployable({ endpointConfiguration, policy, resources }: Configuration): void {
  if (endpointConfiguration.type === 'PRIVATE' && policy === undefined)
    throw badRequest("Private REST API doesn't have a resource policy attached to it");
  const methods = [...resources.values()].flatMap((resource) => [...resource.methods.values()]);
  if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
  if (methods.some(({ methodIntegration }) => methodIntegration === undefined))
    throw badRequest('No integration defined for method');
}

/** @throws ServiceError BadRequestException when the deployment and the stage do not go together; the words are recorded */
function checkStage({ stages }: RestApi, { stageName, canarySettings }: CreateInput): void {
  const stage = stages.get(stageName ?? '');
  const refused = (why: string): Error => badRequest(`Invalid deployment content specified.${why}`);
  if (canarySettings === undefined) {
    if (stage?.canarySettings !== undefined)
      throw refused(
        `Non canary deployment not supported on stage ${stage.stageName} because Canary is enabled. Provide CanarySettings in deploymentInput.`,
      );
    return;
  }
  if (stageName === undefined || stageName === '')
    throw refused(
      `Non null and non empty stageName must be provided for canary deployment. Provided value is ${stageName ?? 'null'}`,
    );
  if (stage === undefined)
    throw refused(`Stage ${stageName} must already be created before making a canary release deployment`);
}

/** What the named stage becomes, or null when none is named. */
function stageAfter(api: RestApi, input: CreateInput, deploymentId: string, context: Context): Stage | null {
  const { stageName, stageDescription, variables, canarySettings, tracingEnabled } = input;
  if (stageName === undefined || stageName === '') return null;
  const stage = api.stages.get(stageName);
  if (stage === undefined) {
    checkStageName(stageName);
    return newStage(
      { stageName, deploymentId, description: stageDescription, variables, tracingEnabled },
      api,
      context,
    );
  }
  checkExisting(input);
  const lastUpdatedDate = new Date(context.world.clock.now());
  return canarySettings === undefined
    ? { ...stage, deploymentId, lastUpdatedDate }
    : { ...stage, canarySettings: canaryFrom({ ...canarySettings, deploymentId }, stage), lastUpdatedDate };
}

/** What a deployment's other settings do to a stage that is there is not known: they are refused, never guessed. */
function checkExisting({ stageDescription, variables, tracingEnabled }: CreateInput): void {
  const given = Object.entries({ stageDescription, variables, tracingEnabled }).find(
    ([, value]) => value !== undefined,
  );
  if (given !== undefined) throw notModelled(`CreateDeployment with ${given[0]} for a stage that exists`);
}

function stagesOn({ stages }: RestApi, deploymentId: string): readonly Stage[] {
  return [...stages.values()].filter(
    (stage) => stage.deploymentId === deploymentId || stage.canarySettings?.deploymentId === deploymentId,
  );
}

const key = { restApiId: z.string(), deploymentId: z.string() };

export const deploymentOperations = {
  CreateDeployment: operation(createInput, (input, context) => {
    const { region, world } = context;
    const api = restApiOf(region, input.restApiId);
    checkStage(api, input);
    checkDeployable(api.configuration);
    const deployment: Deployment = {
      id: world.ids.short(6),
      sequence: nextSequence(region),
      description: input.description,
      createdDate: new Date(world.clock.now()),
      snapshot: api.configuration,
    };
    const stage = stageAfter(api, input, deployment.id, context);
    const deployments = withEntry(api.deployments, deployment.id, deployment);
    const stages = stage === null ? api.stages : withEntry(api.stages, stage.stageName, stage);
    saveRestApi(region, { ...api, deployments, stages });
    if (stage !== null)
      stageChanged(region, api.id, stage.stageName, api.stages.has(stage.stageName) ? 'updated' : 'created');
    return deploymentAnswer(deployment);
  }),

  GetDeployment: operation(
    z.strictObject({ ...key, embed: z.array(z.literal('apisummary')).default([]) }),
    ({ restApiId, deploymentId, embed }, { region }) => {
      const deployment = deploymentOf(restApiOf(region, restApiId), deploymentId);
      const summary = embed.length > 0 ? apiSummary(deployment.snapshot) : undefined;
      return { ...deploymentAnswer(deployment), apiSummary: summary };
    },
  ),

  GetDeployments: operation(
    z.strictObject({ restApiId: z.string(), ...pageInput }),
    ({ restApiId, ...asked }, { region }) => {
      const { items, position } = page([...restApiOf(region, restApiId).deployments.values()], sequenceKey, asked);
      return { items: items.map(deploymentAnswer), position };
    },
  ),

  DeleteDeployment: operation(z.strictObject(key), ({ restApiId, deploymentId }, { region }) => {
    const api = restApiOf(region, restApiId);
    deploymentOf(api, deploymentId);
    if (stagesOn(api, deploymentId).length > 0)
      throw badRequest('Active stages pointing to this deployment must be moved or deleted');
    saveRestApi(region, { ...api, deployments: without(api.deployments, deploymentId) });
    return {};
  }),
};
