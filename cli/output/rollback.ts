/** What became of a roll-back. JSON: `{status: "rolled-back" | "incomplete", executionId, restApiId, problems, notes}`. */
import colors from 'picocolors';
import type { RemediationRecord } from '../../remediation/record.ts';
import type { RolledBack } from '../../remediation/rollback.ts';
import { plain } from './plain.ts';

export interface RollbackReport extends RolledBack {
  readonly record: RemediationRecord;
}

export function toJsonRollback({ record, status, problems, notes }: RollbackReport): string {
  const { executionId, restApiId } = record;
  return `${JSON.stringify({ status, executionId, restApiId, problems, notes }, null, 2)}\n`;
}

export function toTextRollback({ record, status, problems, notes }: RollbackReport, color: boolean): string {
  const { green, red } = colors.createColors(color);
  const { executionId, restApiId } = record;
  const isDone = status === 'rolled-back';
  const lines = [
    `${isDone ? green('ROLLED BACK') : red('INCOMPLETE')}  ${restApiId}`,
    isDone
      ? `everything that execution ${executionId} did is undone, and was read again`
      : `a person has to look: not everything that execution ${executionId} did could be undone`,
    ...problems.map((problem) => `problem: ${plain(problem)}`),
    ...notes.map((note) => `note: ${plain(note)}`),
  ];
  return `${lines.join('\n  ')}\n`;
}
