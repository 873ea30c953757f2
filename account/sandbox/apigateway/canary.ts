/** The canary of a stage: a second deployment that gets a share of the requests. */
import { z } from 'zod';
import { badRequest } from './errors.ts';
import type { CanarySettings } from './model.ts';

const members = {
  percentTraffic: z.number().optional(),
  stageVariableOverrides: z.record(z.string(), z.string()).optional(),
  useStageCache: z.boolean().optional(),
};

/** As CreateDeployment takes it. */
export const deploymentCanaryInput = z.strictObject(members);
/** As CreateStage takes it. */
export const stageCanaryInput = z.strictObject({ ...members, deploymentId: z.string().optional() });

/** @param stage serves the deployment that a canary without one of its own has */
export function canaryFrom(
  { percentTraffic = 0, useStageCache = false, ...given }: z.output<typeof stageCanaryInput>,
  stage: { readonly deploymentId: string },
): CanarySettings {
  return {
    percentTraffic: checkedPercent(percentTraffic),
    deploymentId: given.deploymentId ?? stage.deploymentId,
    stageVariableOverrides: given.stageVariableOverrides,
    useStageCache,
  };
}

/** @throws ServiceError BadRequestException; its words are assumed */
export function checkedPercent(percent: number): number {
  if (!(percent >= 0 && percent <= 100)) throw badRequest('Canary percentTraffic must be between 0.0 and 100.0');
  return percent;
}
