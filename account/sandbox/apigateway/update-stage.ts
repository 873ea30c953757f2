/**
 * UpdateStage: another deployment, variables, canaries and their promotion, settings.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html The refusals are recorded but where said.
 */
import { z } from 'zod';
import { notModelled } from '../core/errors.ts';
import { operation } from '../core/operation.ts';
import { stageAnswer } from './answers.ts';
import { canaryFrom, checkedPercent } from './canary.ts';
import { badRequest } from './errors.ts';
import { restApiOf, stageOf } from './lookup.ts';
import { omit, withEntry } from './maps.ts';
import { removeSettings, replaceSetting, validPaths } from './method-settings.ts';
import type { CanarySettings, RestApi, Stage } from './model.ts';
import { patchOperations, unescape, valueOf, type PatchOperation } from './patch.ts';
import { stageChanged } from './recorded.ts';
import { checkDeployment, variablesInput } from './stages.ts';
import { saveRestApi } from './state.ts';

const unmodelled = /^\/(cacheCluster\w+|clientCertificateId|accessLogSettings|documentationVersion)(\/|$)/;

function applied(stage: Stage, patch: PatchOperation, api: RestApi): Stage {
  if (unmodelled.test(patch.path)) throw notModelled(`UpdateStage with ${patch.op} ${patch.path}`);
  switch (patch.op) {
    case 'replace':
      return replaced(stage, patch, api);
    case 'remove':
      return removed(stage, patch);
    case 'copy':
      return promoted(stage, patch);
    case 'add':
    case 'move':
    case 'test':
      throw badRequest(`Invalid ${patch.op} operation with path: ${patch.path}`);
  }
}

function replaced(stage: Stage, patch: PatchOperation, api: RestApi): Stage {
  const value = valueOf(patch);
  const [, head = '', name = ''] = /^\/(\w+)(?:\/(.+))?$/.exec(patch.path) ?? [];
  switch (head) {
    case 'deploymentId':
      return name === '' ? moved(stage, value, api) : unknownPath(patch);
    case 'description':
      return name === '' ? { ...stage, description: value } : unknownPath(patch);
    case 'tracingEnabled':
      return name === '' ? { ...stage, tracingEnabled: value.toLowerCase() === 'true' } : unknownPath(patch);
    case 'variables':
      return name === '' ? unknownPath(patch) : { ...stage, variables: withVariable(stage.variables, name, value) };
    case 'canarySettings':
      return { ...stage, canarySettings: replacedCanary(stage, name, patch, api) };
    default:
      return replaceSetting(stage, patch.path, value) ?? unknownPath(patch);
  }
}

/**
 * To another deployment. Not known: what AWS answers while a canary is on. Its pages say that such a stage takes no deployment
 * but a canary's until the canary is off; so it is refused here, in words that are assumed.
 */
function moved(stage: Stage, deploymentId: string, api: RestApi): Stage {
  if (stage.canarySettings !== undefined)
    throw badRequest(`Non canary deployment not supported on stage ${stage.stageName} because Canary is enabled.`);
  checkDeployment(api, deploymentId);
  return { ...stage, deploymentId };
}

function withVariable(
  variables: Readonly<Record<string, string>>,
  name: string,
  value: string,
): Readonly<Record<string, string>> {
  const key = unescape(name);
  if (!variablesInput.safeParse({ [key]: value }).success)
    throw badRequest(`Invalid stage variable specified: ${key}=${value}`);
  return { ...variables, [key]: value };
}

/** A stage without a canary gets one, which serves what the stage serves. */
function replacedCanary(stage: Stage, name: string, patch: PatchOperation, api: RestApi): CanarySettings {
  const canary = stage.canarySettings ?? canaryFrom({}, stage);
  const value = valueOf(patch);
  const [, variable] = /^stageVariableOverrides\/([^/]+)$/.exec(name) ?? [];
  if (variable !== undefined)
    return { ...canary, stageVariableOverrides: withVariable(canary.stageVariableOverrides ?? {}, variable, value) };
  switch (name) {
    case 'percentTraffic':
      return { ...canary, percentTraffic: checkedPercent(Number(value)) };
    case 'deploymentId':
      checkDeployment(api, value);
      return { ...canary, deploymentId: value };
    case 'useStageCache':
      return { ...canary, useStageCache: value.toLowerCase() === 'true' };
    default:
      return unknownPath(patch);
  }
}

function unknownPath({ path }: PatchOperation): never {
  throw badRequest(`Invalid method setting path: ${path}. Must be one of: [${validPaths}]`);
}

function removed(stage: Stage, { path }: PatchOperation): Stage {
  const { canarySettings, ...rest } = stage;
  if (path === '/canarySettings' && canarySettings !== undefined) return rest;
  const [, variable] = /^\/variables\/([^/]+)$/.exec(path) ?? [];
  if (variable !== undefined) return { ...stage, variables: omit(stage.variables, unescape(variable)) };
  const [, override] = /^\/canarySettings\/stageVariableOverrides\/([^/]+)$/.exec(path) ?? [];
  if (override === undefined || canarySettings === undefined) return removeSettings(stage, path);
  const stageVariableOverrides = omit(canarySettings.stageVariableOverrides ?? {}, unescape(override));
  return { ...stage, canarySettings: { ...canarySettings, stageVariableOverrides } };
}

/** What the canary serves becomes what the stage serves; the canary stays until it is removed. */
function promoted(stage: Stage, { path, from = '' }: PatchOperation): Stage {
  const { canarySettings } = stage;
  const isDeployment = path === '/deploymentId' && from === '/canarySettings/deploymentId';
  if (!isDeployment && !(path === '/variables' && from === '/canarySettings/stageVariableOverrides'))
    throw badRequest(
      `Invalid copy operation with path: ${path} and from ${from}. Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]`,
    );
  if (canarySettings === undefined) throw badRequest('Promotion not available. Canary does not exist.');
  return isDeployment
    ? { ...stage, deploymentId: canarySettings.deploymentId }
    : { ...stage, variables: { ...stage.variables, ...canarySettings.stageVariableOverrides } };
}

const input = z.strictObject({ restApiId: z.string(), stageName: z.string(), patchOperations });

export const updateStageOperations = {
  UpdateStage: operation(input, ({ restApiId, stageName, patchOperations: patches }, { region, world }) => {
    const api = restApiOf(region, restApiId);
    const before = stageOf(api, stageName);
    const after = patches.reduce((stage, patch) => applied(stage, patch, api), before);
    const stage = { ...after, lastUpdatedDate: new Date(world.clock.now()) };
    saveRestApi(region, { ...api, stages: withEntry(api.stages, stageName, stage) });
    stageChanged(region, restApiId, stageName, 'updated');
    return stageAnswer(stage);
  }),
};
