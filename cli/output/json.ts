/** JSON for programs: an array of `{id, source, endpointType, verdict, findings, reason?, notes}`. Every COMPLIANT notes what it does not say. */
import type { Verdict, VerdictFinding } from '../../rule/verdict.ts';
import { noteOnDeployed, type Judged } from './report.ts';

export const toJsonReport = (judged: readonly Judged[]): string =>
  `${JSON.stringify(judged.map(entryJson), null, 2)}\n`;

interface EntryJson {
  readonly id: string;
  readonly source: string;
  readonly endpointType: string;
  readonly verdict: string;
  readonly findings: readonly VerdictFinding[];
  readonly reason?: string;
  readonly notes: readonly string[];
}

function entryJson({ id, source, endpointType, verdict }: Judged): EntryJson {
  return { id, source, endpointType, verdict: verdict.verdict, ...detailsOf(verdict) };
}

function detailsOf(verdict: Verdict): Pick<EntryJson, 'findings' | 'reason' | 'notes'> {
  switch (verdict.verdict) {
    case 'COMPLIANT':
      return { findings: [], notes: [...verdict.notes, noteOnDeployed] };
    case 'NON_COMPLIANT':
      return { findings: verdict.findings, notes: verdict.notes };
    case 'UNDECIDED':
      return { findings: [], reason: verdict.reason, notes: verdict.notes };
    case 'NOT_APPLICABLE':
      return { findings: [], reason: verdict.reason, notes: [] };
  }
}
