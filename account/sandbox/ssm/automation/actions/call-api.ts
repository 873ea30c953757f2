/**
 * `aws:executeAwsApi`: one operation of a service of the sandbox, called as the automation's role.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html
 */
import type { JsonRecord } from '../../../core/values.ts';
import { apiOf } from '../../runbook/api.ts';
import { callFailure } from '../failure.ts';
import { declaredOutputs, jsonOf } from '../outputs.ts';
import type { ActionRun, ActionRunner } from '../run.ts';

/** @throws StepFailure when the call was not done */
export async function callApi({ execution, record }: ActionRun): Promise<JsonRecord> {
  const { service, operation, parameters } = apiOf({ ...record.step, inputs: record.inputs });
  const { actor: principal } = execution;
  const { region } = execution.start;
  try {
    return jsonOf(await region.world.call({ service, operation, input: parameters, principal, region }));
  } catch (error) {
    throw callFailure(error, operation) ?? error;
  }
}

/** With the part of boto3's `ResponseMetadata` that does not depend on the wire: a selector of `$` takes it in. */
export const executeAwsApi: ActionRunner = async (run) => {
  const answer = await callApi(run);
  const { ids } = run.execution.start.region.world;
  const ResponseMetadata = { RequestId: ids.uuid(), RetryAttempts: 0 };
  return declaredOutputs(run.record.step, { ...answer, ResponseMetadata });
};
