/** Stages: names under which deployments are served. https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html */
import { z } from 'zod';
import { operation, type Context } from '../core/operation.ts';
import { stageAnswer } from './answers.ts';
import { canaryFrom, stageCanaryInput } from './canary.ts';
import { badRequest, conflict, limitExceeded } from './errors.ts';
import { restApiOf, stageOf } from './lookup.ts';
import { without, withEntry } from './maps.ts';
import type { RestApi, Stage } from './model.ts';
import { stageChanged } from './recorded.ts';
import { quotas, saveRestApi } from './state.ts';
import { checkTags, tagsInput } from './tags.ts';

export const variablesInput = z.record(z.string().regex(/^\w+$/), z.string().regex(/^[A-Za-z0-9\-._~:/?#&=,]*$/));

/** @throws ServiceError BadRequestException; its words are assumed */
export function checkStageName(stageName: string): void {
  if (!/^[\w-]{1,128}$/.test(stageName)) throw badRequest('Stage name only allows a-zA-Z0-9_-');
}

/** Recorded for canaries, assumed for the stage's own. @throws ServiceError BadRequestException */
export function checkDeployment({ deployments }: RestApi, deploymentId: string): void {
  if (!deployments.has(deploymentId)) throw badRequest('Deployment id does not exist');
}

interface Wanted {
  readonly stageName: string;
  readonly deploymentId: string;
  readonly description?: string | undefined;
  readonly variables?: Readonly<Record<string, string>> | undefined;
  readonly tracingEnabled?: boolean | undefined;
}

/** @throws ServiceError LimitExceededException when the API has as many stages as it may; its words are assumed */
export function newStage(wanted: Wanted, api: RestApi, { region, world }: Context): Stage {
  const { stagesPerApi } = quotas(region);
  if (api.stages.size >= stagesPerApi)
    throw limitExceeded(`Maximum number of stages for this API has been reached: ${stagesPerApi}`);
  const now = new Date(world.clock.now());
  const { variables = {}, tracingEnabled = false } = wanted;
  return {
    ...wanted,
    variables,
    tracingEnabled,
    tags: {},
    createdDate: now,
    lastUpdatedDate: now,
    methodSettings: {},
  };
}

const createInput = z.strictObject({
  restApiId: z.string(),
  stageName: z.string(),
  deploymentId: z.string(),
  description: z.string().optional(),
  cacheClusterEnabled: z.literal(false).optional(),
  variables: variablesInput.optional(),
  canarySettings: stageCanaryInput.optional(),
  tracingEnabled: z.boolean().optional(),
  tags: tagsInput.default({}),
});

const key = { restApiId: z.string(), stageName: z.string() };

export const stageOperations = {
  CreateStage: operation(createInput, (input, context) => {
    const { restApiId, stageName, deploymentId, description, variables, tracingEnabled, canarySettings, tags } = input;
    const wanted = { stageName, deploymentId, description, variables, tracingEnabled };
    const { region } = context;
    const api = restApiOf(region, restApiId);
    checkStageName(wanted.stageName);
    if (api.stages.has(wanted.stageName)) throw conflict('Stage already exists');
    checkDeployment(api, wanted.deploymentId);
    const canary = canarySettings === undefined ? undefined : canaryFrom(canarySettings, wanted);
    if (canary !== undefined) checkDeployment(api, canary.deploymentId);
    const stage: Stage = { ...newStage(wanted, api, context), canarySettings: canary, tags: checkTags(tags) };
    saveRestApi(region, { ...api, stages: withEntry(api.stages, stage.stageName, stage) });
    stageChanged(region, restApiId, stage.stageName, 'created');
    return stageAnswer(stage);
  }),

  GetStage: operation(z.strictObject(key), ({ restApiId, stageName }, { region }) =>
    stageAnswer(stageOf(restApiOf(region, restApiId), stageName)),
  ),

  /** The answer's member is `item`, as in API Gateway's model; there are no pages. */
  GetStages: operation(
    z.strictObject({ restApiId: z.string(), deploymentId: z.string().optional() }),
    ({ restApiId, deploymentId }, { region }) => {
      const stages = [...restApiOf(region, restApiId).stages.values()];
      const wanted = stages.filter((stage) => deploymentId === undefined || stage.deploymentId === deploymentId);
      return { item: wanted.map(stageAnswer) };
    },
  ),

  DeleteStage: operation(z.strictObject(key), ({ restApiId, stageName }, { region }) => {
    const api = restApiOf(region, restApiId);
    stageOf(api, stageName);
    saveRestApi(region, { ...api, stages: without(api.stages, stageName) });
    stageChanged(region, restApiId, stageName, 'deleted');
    return {};
  }),
};
