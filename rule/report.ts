/**
 * Verdicts in AWS Config's words. In: a verdict. Out: an evaluation. Promises: every verdict has exactly one compliance type, and an
 * annotation of 1 to 256 characters with the most useful words first.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_Evaluation.html
 */
import type { ComplianceType, Evaluation } from '../account/ports.ts';
import { assertNever } from '../policy/assert-never.ts';
import { nameStatement } from '../policy/sentence.ts';
import { restApiType } from './arn.ts';
import type { Verdict, VerdictFinding } from './verdict.ts';

/** @param arn of the API; never its bare id, under which it would have a second result */
export const evaluationOf = (
  arn: string,
  verdict: Verdict,
  orderingTimestamp: Date,
): Evaluation & { readonly annotation: string } => ({
  resourceType: restApiType,
  resourceId: arn,
  complianceType: complianceTypeOf(verdict),
  annotation: annotationOf(verdict),
  orderingTimestamp,
});

/** AWS Config takes no fourth type. What is undecided may be open, so it is reported as if it were. */
export function complianceTypeOf({ verdict }: Verdict): ComplianceType {
  return verdict === 'UNDECIDED' ? 'NON_COMPLIANT' : verdict;
}

/** In UTF-16 units, of which a text has at least as many as characters: whichever AWS Config counts, the text fits. */
export const longestAnnotation = 256;

export const annotationOf = (verdict: Verdict): string => wordsOf(verdict) || verdict.verdict;

function wordsOf(verdict: Verdict): string {
  switch (verdict.verdict) {
    case 'COMPLIANT':
      return cut(
        ['no request from outside the trusted network gets in', ...verdict.notes].join('; '),
        longestAnnotation,
      );
    case 'NON_COMPLIANT':
      return describeFindings(verdict.findings);
    case 'UNDECIDED':
      return cut(`UNDECIDED: ${verdict.reason}`, longestAnnotation);
    case 'NOT_APPLICABLE':
      return cut(verdict.reason, longestAnnotation);
    default:
      return assertNever(verdict);
  }
}

/** The first finding, in full if that fits, else without what can be left out; and how many others there are. */
function describeFindings([first, ...others]: readonly [VerdictFinding, ...VerdictFinding[]]): string {
  const more = others.length === 0 ? '' : ` (+${others.length} more)`;
  const space = longestAnnotation - more.length;
  const sentence = tidy(first.sentence);
  return (sentence.length <= space ? sentence : cut(inShort(first), space)) + more;
}

function inShort({ sentence, stages, statementIndex, sid, witness }: VerdictFinding): string {
  if (witness === null) return sentence;
  const where = stages === undefined || stages.length === 0 ? '' : `${stages.join(', ')}: `;
  const why = statementIndex === null ? 'no Deny' : `${nameStatement(statementIndex, sid)} allows, no Deny`;
  const caller = witness.principalArn === null ? '' : ` as ${witness.principalArn}`;
  const route = `${witness.method} /${witness.stage}/${witness.path}`;
  return `${where}${witness.sourceVpc} through ${witness.sourceVpce} can ${route}: ${why}${caller}`;
}

/** One line, without characters that only half is left of. */
const tidy = (text: string): string =>
  text
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll(/\p{Cs}/gu, '\uFFFD')
    .trim();

/** Ends before a character of two units that there is no room for. */
function cut(text: string, longest: number): string {
  const line = tidy(text);
  return line.length <= longest ? line : `${line.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** What PutEvaluations takes at once. https://docs.aws.amazon.com/config/latest/APIReference/API_PutEvaluations.html */
export const largestBatch = 100;
