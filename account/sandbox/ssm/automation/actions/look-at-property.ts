/**
 * `aws:assertAwsResourceProperty` and `aws:waitForAwsResourceProperty`.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-waitForAwsResourceProperty.html
 */
import type { Json } from '../../../core/values.ts';
import { propertyOf } from '../../runbook/api.ts';
import { textOf } from '../../runbook/data-type.ts';
import { select } from '../../runbook/json-path.ts';
import { StepFailure } from '../failure.ts';
import { noOutputs, type ActionRun, type ActionRunner } from '../run.ts';
import { callApi } from './call-api.ts';

/** Seconds between two looks; AWS does not document its own. */
const interval = 10;

export const assertAwsResourceProperty: ActionRunner = async (run) => {
  await look(run);
  return noOutputs;
};

/** Errors of the call do not end the wait: the resource may be about to come into being. */
export const waitForAwsResourceProperty: ActionRunner = async (run) => {
  const { clock } = run.execution.start.region.world;
  while (!(await isDesired(run))) {
    await clock.sleep(interval * 1000, run.signal);
    if (run.signal.aborted) break;
  }
  return noOutputs;
};

async function isDesired(run: ActionRun): Promise<boolean> {
  try {
    await look(run);
    return true;
  } catch (error) {
    if (error instanceof StepFailure) return false;
    throw error;
  }
}

/** @throws StepFailure when the call fails, or the property has another value */
async function look(run: ActionRun): Promise<void> {
  const { selector, desiredValues } = propertyOf({ ...run.record.step, inputs: run.record.inputs });
  const found = select(selector, await callApi(run));
  if (found !== undefined && desiredValues.includes(scalarText(found))) return;
  throw new StepFailure(
    'PostVerification',
    'Verification',
    `The property is ${found === undefined ? 'absent' : textOf(found)}, and none of the desired values [${desiredValues.join(', ')}]`,
  );
}

/** A list or an object equals no desired value: AWS documents none. */
const scalarText = (value: Json): string => (typeof value === 'object' ? '' : String(value));
