/** Text for people: verdict, sentence, witness; at the end the count, what COMPLIANT does not say, and the fence that would close what is open. */
import colors from 'picocolors';
import type { TrustedNetwork } from '../../policy/request.ts';
import { fenceStatement } from '../../remediation/fence.ts';
import type { Verdict, VerdictFinding, Witness } from '../../rule/verdict.ts';
import { plain } from './plain.ts';
import { noteOnDeployed, type Judged } from './report.ts';

type VerdictName = Verdict['verdict'];

export function toTextReport(judged: readonly Judged[], trusted: TrustedNetwork, color: boolean): string {
  const paint = painter(color);
  const entries = judged.map((one) => entryLines(one, paint).join('\n'));
  const has = (name: VerdictName): boolean => judged.some(({ verdict }) => verdict.verdict === name);
  const parts = [
    ...(entries.length === 0 ? [] : [entries.join('\n')]),
    [countLine(judged), ...(has('COMPLIANT') ? noteLines([noteOnDeployed]) : [])].join('\n'),
    ...(has('NON_COMPLIANT') ? [fenceText(trusted)] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

type Paint = (verdict: VerdictName, text: string) => string;

function painter(color: boolean): Paint {
  const { green, red, yellow, dim } = colors.createColors(color);
  const paints = { COMPLIANT: green, NON_COMPLIANT: red, UNDECIDED: yellow, NOT_APPLICABLE: dim };
  return (verdict, text) => paints[verdict](text);
}

function entryLines({ id, source, verdict }: Judged, paint: Paint): readonly string[] {
  const name = plain(id === source ? source : `${source}  ${id}`);
  const head = `${paint(verdict.verdict, verdict.verdict)}  ${name}`;
  return [head, ...detailLines(verdict).map((line) => `  ${plain(line)}`)];
}

function detailLines(verdict: Verdict): readonly string[] {
  switch (verdict.verdict) {
    case 'COMPLIANT':
      return noteLines(verdict.notes);
    case 'NON_COMPLIANT':
      return [...verdict.findings.flatMap(findingLines), ...noteLines(verdict.notes)];
    case 'UNDECIDED':
      return [verdict.reason, ...noteLines(verdict.notes)];
    case 'NOT_APPLICABLE':
      return [verdict.reason];
  }
}

const noteLines = (notes: readonly string[]): readonly string[] => notes.map((note) => `note: ${note}`);

const findingLines = ({ sentence, witness }: VerdictFinding): readonly string[] =>
  witness === null ? [sentence] : [sentence, `witness: ${describeWitness(witness)}`];

function describeWitness(witness: Witness): string {
  const who = witness.principalArn === null ? 'unsigned' : `signed by ${witness.principalArn}`;
  return `${witness.method} ${witness.resource}, ${who}, from an instance in ${witness.sourceVpc} through ${witness.sourceVpce}`;
}

function countLine(judged: readonly Judged[]): string {
  const order: readonly VerdictName[] = ['NON_COMPLIANT', 'UNDECIDED', 'COMPLIANT', 'NOT_APPLICABLE'];
  const counts = order.flatMap((name) => {
    const count = judged.filter(({ verdict }) => verdict.verdict === name).length;
    return count === 0 ? [] : [`${count} ${name}`];
  });
  return [`${judged.length} judged`, ...(counts.length === 0 ? [] : [counts.join(', ')])].join(': ');
}

const fenceText = (trusted: TrustedNetwork): string =>
  `this statement, added to an open policy and deployed, fences it to the trusted network:\n${JSON.stringify(fenceStatement(trusted), null, 2)}`;
