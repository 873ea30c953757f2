/** The functions of an installation in the sandbox: the real handlers, which speak to it over HTTP as they speak to AWS. */
import type { VirtualClock } from '../../account/sandbox/core/clock.ts';
import type { Region } from '../../account/sandbox/core/world.ts';
import { putFunction } from '../../account/sandbox/lambda/functions.ts';
import { createHandler as remediationHandler } from '../../remediation/handler.ts';
import { defaultOptions } from '../../remediation/runbook.ts';
import { createHandler as ruleHandler } from '../../rule/handler.ts';
import type { EvaluationRecord } from '../../rule/log.ts';
import type { Reach } from './roles.ts';

export interface Surroundings {
  readonly home: Region;
  readonly clock: VirtualClock;
  readonly reach: Reach;
  /** What the rule writes to its log of each evaluation, witnesses and all. */
  readonly evaluated: (record: EvaluationRecord) => void;
}

export const ruleFunction = 'PrivateApiGuard-Rule';

/** @returns the ARN of the rule's function */
export function putFunctions({ home, clock, reach, evaluated }: Surroundings): string {
  const rule = ruleHandler({
    connect: () => reach(ruleFunction),
    log: { evaluated, finished: () => undefined },
    clock,
    assumeRoleName: null,
  });
  const ruleFunctionArn = putFunction(home, { name: ruleFunction, handler: rule, timeout: 900 });
  const remediation = remediationHandler({
    connect: () => reach(defaultOptions.functionName),
    clock,
    log: () => undefined,
    ruleFunctionArn,
    exemptTag: null,
  });
  putFunction(home, { name: defaultOptions.functionName, handler: remediation, timeout: 300 });
  return ruleFunctionArn;
}
