/** Outputs that a step declares, taken from what its action got. */
import { isOutputRecord, type Json, type JsonRecord, type Output, type OutputRecord } from '../../core/values.ts';
import { converted } from '../runbook/data-type.ts';
import { parsePath, select } from '../runbook/json-path.ts';
import type { Step } from '../runbook/step.ts';
import { StepFailure } from './failure.ts';
import type { Outputs } from './run.ts';

/**
 * What a selector does not find leaves its output without a value, as in AWS's own runbooks.
 * @throws StepFailure when a value has not the type of its output, and no conversion is documented
 */
export function declaredOutputs(step: Step, answer: Json): Outputs {
  return new Map(
    step.outputs.flatMap(({ Name, Selector, Type }) => {
      const found = select(parsePath(Selector) ?? [], answer) ?? null;
      if (found === null) return [];
      const value = converted(Type, found);
      if (value === undefined)
        throw new StepFailure('Invocation', 'Action', `The output ${Name} (${Selector}) is no ${Type}`);
      return [[Name, value] as const];
    }),
  );
}

/**
 * An answer as boto3 gives it: absent members are left out, timestamps are texts.
 * @throws StepFailure when it holds a blob: Automation does not support answers that are streams
 */
export function jsonOf(answer: OutputRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(answer).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[name, plain(value)] as const],
    ),
  );
}

function plain(value: Exclude<Output, undefined>): Json {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array)
    throw new StepFailure('Invocation', 'Action', 'The answer holds a blob, which Automation does not support');
  if (isOutputRecord(value)) return jsonOf(value);
  if (typeof value !== 'object' || value === null) return value;
  return value.map((item) => (item === undefined ? null : plain(item)));
}
