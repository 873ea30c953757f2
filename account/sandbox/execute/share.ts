/** Which deployment of a stage a request meets, when the stage has a canary. */
import type { RestApi, Stage } from '../apigateway/model.ts';
import { regional, type Region } from '../core/world.ts';

const counts = regional(() => new Map<string, number>());

/**
 * AWS throws dice; here the canary's requests are spread evenly: of any hundred in a row it gets `percentTraffic`, in the
 * order that makes it wait longest.
 * @param canary true or false chooses, and is not counted; a stage without a canary has but one deployment
 * @returns the deployment's id
 */
export function servedDeployment(region: Region, api: RestApi, stage: Stage, canary: boolean | undefined): string {
  const { canarySettings, deploymentId, stageName } = stage;
  if (canarySettings === undefined) return deploymentId;
  const isCanary = canary ?? isTurn(region, `${api.id}/${stageName}`, canarySettings.percentTraffic);
  return isCanary ? canarySettings.deploymentId : deploymentId;
}

function isTurn(region: Region, key: string, percent: number): boolean {
  const count = counts(region).get(key) ?? 0;
  counts(region).set(key, count + 1);
  return Math.floor(((count + 1) * percent) / 100) > Math.floor((count * percent) / 100);
}
