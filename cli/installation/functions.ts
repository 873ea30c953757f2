/** The functions of an installation in the sandbox: the real handlers, which speak to it over HTTP as they speak to AWS. */
import type { Region } from '../../account/sandbox/core/world.ts';
import { putFunction } from '../../account/sandbox/lambda/functions.ts';
import type { StepLog } from '../../remediation/answer.ts';
import { createHandler as remediationHandler } from '../../remediation/handler.ts';
import { defaultOptions } from '../../remediation/runbook.ts';
import { createHandler as ruleHandler } from '../../rule/handler.ts';
import type { Log } from '../../rule/log.ts';
import type { AccountAs } from './roles.ts';

/** Work of a function that ended badly, as the function itself logged it. */
export interface LoggedFailure {
  readonly functionName: string;
  /** What it was at, such as `step Redeploy`. */
  readonly during: string;
  readonly message: string;
}

/** What of the functions' logs is kept. */
export interface FunctionLog {
  /** Each evaluation of the rule, witnesses and all. */
  readonly evaluated: Log['evaluated'];
  /** Each piece of work of either function that failed. */
  readonly failed: (failure: LoggedFailure) => void;
}

export interface Surroundings {
  readonly home: Region;
  readonly accountAs: AccountAs;
  readonly log: FunctionLog;
}

const ruleFunction = 'PrivateApiGuard-Rule';
const remediationFunction = defaultOptions.functionName;

/** @returns the ARN of the rule's function */
export function putFunctions({ home, accountAs, log }: Surroundings): string {
  const { clock } = home.world;
  const rule = ruleHandler({
    connect: () => accountAs(ruleFunction),
    log: { evaluated: log.evaluated, finished: finished(log) },
    clock,
    assumeRoleName: null,
  });
  const ruleFunctionArn = putFunction(home, { name: ruleFunction, handler: rule, timeout: 900 });
  const remediation = remediationHandler({
    connect: () => accountAs(remediationFunction),
    clock,
    log: stepDone(log),
    ruleFunctionArn,
    exemptTag: null,
  });
  putFunction(home, { name: remediationFunction, handler: remediation, timeout: 300 });
  return ruleFunctionArn;
}

const finished =
  ({ failed }: FunctionLog): Log['finished'] =>
  ({ trigger, error }) => {
    const during = trigger === null ? 'an event that was not understood' : `an event of the kind \`${trigger}\``;
    if (error !== null) failed({ functionName: ruleFunction, during, message: error });
  };

const stepDone =
  ({ failed }: FunctionLog): StepLog =>
  ({ level, step, message }) => {
    if (level === 'ERROR') failed({ functionName: remediationFunction, during: `step ${step}`, message });
  };
