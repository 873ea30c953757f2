/** One judged entry, as every output format gets it. */
import type { EndpointType } from '../../rule/decide.ts';
import type { Verdict } from '../../rule/verdict.ts';

export interface Judged {
  readonly id: string;
  readonly source: string;
  readonly endpointType: EndpointType;
  readonly verdict: Verdict;
}

/** What holds of every COMPLIANT that is said of a text. */
export const noteOnDeployed =
  'a file does not tell what is deployed: only the rule and `plan --rest-api` see what the stages serve';

/** Found: what a pipeline should stop at. */
export const isFound = ({ verdict }: Judged): boolean =>
  verdict.verdict === 'NON_COMPLIANT' || verdict.verdict === 'UNDECIDED';
