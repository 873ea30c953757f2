/** The demo for people: each act as soon as it is over, and in the end whether all went as told. */
import colors from 'picocolors';
import { holds, type Act, type Check, type Told } from '../demo/act.ts';
import { columns } from './columns.ts';
import { diffLines } from './diff.ts';

export interface DemoText {
  readonly opening: string;
  /** @param number of the act, from 1 */
  readonly act: (act: Act, number: number) => string;
  /** @param stopped why the story could not go on; null: it came to its end */
  readonly ending: (acts: readonly Act[], stopped: string | null) => string;
}

type Colors = ReturnType<typeof colors.createColors>;

export function demoText(color: boolean): DemoText {
  const paint = colors.createColors(color);
  return {
    opening: `${opening}\n\n`,
    act: ({ title, told, checks }, number) =>
      [
        paint.bold(`${number}. ${title}`),
        ...told.flatMap((one) => linesOf(one, paint)).map((line) => (line === '' ? '' : `   ${line}`)),
        ...checks.filter((one) => !holds(one)).map((one) => paint.red(`   NOT AS TOLD: ${sentenceOf(one)}`)),
        '\n',
      ].join('\n'),
    ending: (acts, stopped) => `${endingOf(acts, stopped, paint)}\n`,
  };
}

const opening = [
  'AWS accounts in this process; nothing leaves this machine. The rule, the runbook and its function are the real ones, and',
  'speak to the accounts over HTTP. Time is theirs: a wait of five seconds is over at once.',
].join('\n');

function linesOf(told: Told, paint: Colors): readonly string[] {
  switch (told.kind) {
    case 'text':
      return [told.text];
    case 'table':
      return columns([told.head.map(paint.dim), ...told.rows.map((row) => row.map((cell) => painted(cell, paint)))]);
    case 'diff':
      return diffLines(told.text, paint);
  }
}

const good = /^(?:COMPLIANT|Success|SUCCEEDED)$/;
const bad = /^(?:NON_COMPLIANT|Failed|FAILED|TimedOut)$/;

function painted(cell: string, paint: Colors): string {
  if (good.test(cell)) return paint.green(cell);
  return bad.test(cell) ? paint.red(cell) : cell;
}

const sentenceOf = ({ what, expected, seen }: Check): string => `${what}: expected ${expected}, saw ${seen}`;

function endingOf(acts: readonly Act[], stopped: string | null, paint: Colors): string {
  const checks = acts.flatMap((act) => act.checks);
  const broken = checks.filter((one) => !holds(one));
  if (broken.length === 0 && stopped === null) return paint.green(`All ${checks.length} checks of this story held.`);
  return [
    ...(stopped === null ? [] : [paint.red(`The story could not go on after act ${acts.length}: ${stopped}`)]),
    paint.red(`${broken.length} of ${checks.length} checks did not hold.`),
    ...broken.map((one) => `  ${sentenceOf(one)}`),
  ].join('\n');
}
