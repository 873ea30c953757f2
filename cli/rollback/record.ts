/** The record of a remediation, from a file or from the outputs of its execution. */
import type { Account, Place } from '../../account/ports.ts';
import { readRecord, readRecordOf, type ReadRecord, type RemediationRecord } from '../../remediation/record.ts';
import { runbookName } from '../../remediation/runbook.ts';
import { asking } from '../aws.ts';
import { UsageError } from '../usage-error.ts';

export interface FoundRecord {
  readonly record: RemediationRecord;
  readonly notes: readonly string[];
}

/** @throws UsageError when the text is no record */
export const recordOfText = (text: string, source: string): RemediationRecord => mustBeRecord(readRecord(text), source);

/** @throws UsageError when the record was made in another account or Region */
export const demandPlace = (record: RemediationRecord, here: Place): RemediationRecord =>
  mustBeRecord(readRecordOf(record, here), 'the record cannot be carried out here');

function mustBeRecord(read: ReadRecord, source: string): RemediationRecord {
  if (read.kind === 'record') return read.record;
  throw new UsageError(`${source}: ${read.problems.join('; ')}`);
}

/**
 * Automation names executions by UUIDs.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AutomationExecution.html
 * @throws UsageError when the text is none, so that nobody is asked about it
 */
export function readExecutionId(text: string): string {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text;
  throw new UsageError(
    `--execution: \`${text}\` is no id of an Automation execution: expected a UUID, such as 0f1e2d3c-4b5a-4968-8776-655443322110`,
  );
}

/** The output of the runbook that holds the record. */
const recordOutput = 'Plan.Record';

/**
 * @param executionId of an execution that has ended
 * @throws UsageError when there is none, when it still runs, when it planned no change, or when it is of another account or Region
 */
export async function recordOfExecution(
  executionId: string,
  { automation, place }: Pick<Account, 'automation' | 'place'>,
): Promise<FoundRecord> {
  const { documentName, status, outputs } = await asking(place.region, () => automation.execution(executionId));
  if (documentName !== runbookName && !documentName.startsWith(`${runbookName}-`))
    throw new UsageError(`execution ${executionId} is of \`${documentName}\`, not of the runbook ${runbookName}`);
  if (status === 'running')
    throw new UsageError(
      `execution ${executionId} is still running: wait until it has ended, or cancel it, and then it undoes by itself what it has done`,
    );
  if (['RollBack.Status', 'RollBackAgain.Status'].some((name) => outputs[name]?.[0] === 'rolled-back'))
    throw new UsageError(`execution ${executionId} has undone itself already: nothing of it is left to be undone`);
  const [text] = outputs[recordOutput] ?? [];
  // For an output that no step has given, AWS has a sentence.
  if (text?.startsWith('{') !== true)
    throw new UsageError(`execution ${executionId} has no record in its output ${recordOutput}: it planned no change`);
  return {
    record: demandPlace(recordOfText(text, `execution ${executionId}`), place),
    notes: status === 'success' ? ['the execution had succeeded: the API is as it was before, without its fence'] : [],
  };
}
