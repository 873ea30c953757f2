/**
 * Automatic remediation: every NON_COMPLIANT result starts one, unless an exception stands in the way. A failed one is started again
 * at once, until `RetryAttemptSeconds` have passed since the first; when `MaximumAutomaticAttempts` are used up within that
 * time, AWS Config places an exception. An execution that succeeds is not looked at again: the rule has to say what came of it.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_RemediationConfiguration.html
 */
import { resultsOf, type Result } from '../evaluation/results.ts';
import { keyText, type ResourceKey } from '../resource-key.ts';
import { rulesOf } from '../rule/rules.ts';
import { regional, type Region } from '../../core/world.ts';
import { configurationsOf, type RemediationConfiguration } from './configuration.ts';
import { exceptionsOf } from './exceptions.ts';
import { executionsOf, type Execution } from './executions.ts';

/** The moments of attempts, by rule and resource. */
const attemptsOf = regional(() => new Map<string, readonly number[]>());

/** Lets automatic remediation hear of results. Called when the first configuration is put. */
export const watchOnce = regional((region) => {
  resultsOf(region).onResult((result) => {
    hear(region, result);
  });
  return { isWatching: true };
});

/** Begins with what is NON_COMPLIANT already. */
export function remediateAll(region: Region, { ruleName }: RemediationConfiguration): void {
  const rule = rulesOf(region).find(ruleName);
  if (rule !== undefined) for (const result of resultsOf(region).of(rule)) hear(region, result);
}

function hear(region: Region, result: Result): void {
  if (result.complianceType === 'NON_COMPLIANT') remediateFromSnapshot(region, result.ruleName, result);
}

/**
 * Starts the automatic remediation of a resource whatever its compliance is now. AWS Config works from a snapshot that may be stale,
 * so that this can happen to a resource that has been put right already. For tests, besides its use here.
 */
export function remediateFromSnapshot(
  region: Region,
  ruleName: string,
  { resourceType, resourceId }: ResourceKey,
): void {
  const key = { resourceType, resourceId };
  const configuration = configurationsOf(region).get(ruleName);
  if (configuration?.automatic === null || configuration === undefined) return;
  if (configuration.resourceType !== undefined && configuration.resourceType !== resourceType) return;
  if (exceptionsOf(region).find(ruleName, key) !== undefined || executionsOf(region).isBusy(ruleName, key)) return;
  if (
    recentAttempts(region, configuration.automatic.windowSeconds, ruleName, key).length >=
    configuration.automatic.mostAttempts
  )
    placeException(region, ruleName, key);
  else attempt(region, configuration, key, region.world.clock.now());
}

function attempt(region: Region, configuration: RemediationConfiguration, key: ResourceKey, firstAt: number): void {
  const id = `${configuration.ruleName} ${keyText(key)}`;
  attemptsOf(region).set(id, [...(attemptsOf(region).get(id) ?? []), region.world.clock.now()]);
  executionsOf(region).start(configuration, [key], (execution) => {
    if (execution.state === 'FAILED') afterFailure(region, execution, firstAt);
  });
}

function afterFailure(region: Region, { configuration, key }: Execution, firstAt: number): void {
  const { ruleName } = configuration;
  const current = configurationsOf(region).get(ruleName);
  if (current === undefined || current.automatic === null) return;
  const { mostAttempts, windowSeconds } = current.automatic;
  if (recentAttempts(region, windowSeconds, ruleName, key).length >= mostAttempts)
    placeException(region, ruleName, key);
  else if (region.world.clock.now() - firstAt < windowSeconds * 1000) attempt(region, current, key, firstAt);
}

function recentAttempts(region: Region, windowSeconds: number, ruleName: string, key: ResourceKey): readonly number[] {
  const since = region.world.clock.now() - windowSeconds * 1000;
  return (attemptsOf(region).get(`${ruleName} ${keyText(key)}`) ?? []).filter((at) => at > since);
}

function placeException(region: Region, ruleName: string, key: ResourceKey): void {
  const message = 'AWS Config placed this exception: the attempts of automatic remediation are used up.';
  exceptionsOf(region).put({ ...key, ruleName, message, expiresAt: undefined });
}
