/** The demo for people: each act as soon as it is over, and in the end whether all went as told. */
import colors from 'picocolors';
import { holds, isAsTold, type Act, type Check, type Failure, type Story, type Told } from '../demo/act.ts';
import { columns, paragraph } from './columns.ts';
import { diffLines } from './diff.ts';

export interface DemoText {
  readonly opening: string;
  /** @param number of the act, from 1 */
  readonly act: (act: Act, number: number) => string;
  readonly ending: (story: Story) => string;
}

type Colors = ReturnType<typeof colors.createColors>;

/** @param width characters at which lines wrap; those of a diff do not */
export function demoText(color: boolean, width: number): DemoText {
  const paint = colors.createColors(color);
  const lines = (text: string): readonly string[] => text.split('\n').flatMap((line) => paragraph(line, width));
  const inAct = (line: string): string => (line === '' ? '' : `${indent}${line}`);
  return {
    opening: `${lines(opening).join('\n')}\n\n`,
    act: ({ title, told, checks }, number) =>
      [
        ...titleLines(`${number}. `, title, width).map(paint.bold),
        ...told.flatMap((one) => linesOf(one, paint, width - indent.length)).map(inAct),
        ...checks
          .filter((one) => !holds(one))
          .flatMap((one) => lines(`${indent}NOT AS TOLD: ${sentenceOf(one)}`).map(paint.red)),
        '\n',
      ].join('\n'),
    ending: (story) => {
      const [first = '', ...others] = endingOf(story);
      const painted = isAsTold(story) ? paint.green : paint.red;
      return `${[...lines(first).map(painted), ...others.flatMap(lines)].join('\n')}\n`;
    },
  };
}

const indent = '   ';

const titleLines = (number: string, title: string, width: number): readonly string[] =>
  paragraph(title, width - number.length).map(
    (line, index) => (index === 0 ? number : ' '.repeat(number.length)) + line,
  );

const opening =
  'AWS accounts in this process; nothing leaves this machine. The rule, the runbook and its function are the real ones, and speak to the accounts over HTTP. Time is theirs: a wait of five seconds is over at once.';

function linesOf(told: Told, paint: Colors, width: number): readonly string[] {
  switch (told.kind) {
    case 'text':
      return paragraph(told.text, width);
    case 'table': {
      const rows = told.rows.map((row) => row.map((cell) => painted(cell, paint)));
      return columns([told.head.map(paint.dim), ...rows], width);
    }
    case 'diff':
      return diffLines(told.text, paint);
  }
}

const good = /^(?:COMPLIANT|Success|SUCCEEDED|verified)$/;
const bad = /^(?:NON_COMPLIANT|Failed|FAILED|TimedOut|refused|pending-changes|failed|not-verified|incomplete)$/;

function painted(cell: string, paint: Colors): string {
  if (good.test(cell)) return paint.green(cell);
  return bad.test(cell) ? paint.red(cell) : cell;
}

const sentenceOf = ({ what, expected, seen }: Check): string => `${what}: expected ${expected}, saw ${seen}`;

/** The first line is the verdict. */
function endingOf(story: Story): readonly string[] {
  const { acts, stopped, failures } = story;
  const checks = acts.flatMap((act) => act.checks);
  const broken = checks.filter((one) => !holds(one));
  if (isAsTold(story)) return [`All ${checks.length} checks of this story held.`];
  return [
    ...(stopped === null ? [] : [`The story could not go on ${whereItStopped(acts.length)}: ${stopped}`]),
    ...(checks.length === 0 ? [] : [`${broken.length} of ${checks.length} checks did not hold.`]),
    ...broken.map((one) => `  ${sentenceOf(one)}`),
    ...(failures.length === 0
      ? ['The functions logged no failure.']
      : ['What the functions logged as failed:', ...failureLines(failures)]),
  ];
}

const whereItStopped = (acts: number): string => (acts === 0 ? 'before act 1' : `after act ${acts}`);

/** Each once, with how often it was logged. */
function failureLines(failures: readonly Failure[]): readonly string[] {
  const times = new Map<string, number>();
  for (const { act, functionName, during, message } of failures) {
    const line = `  act ${act}: ${functionName}, ${during}: ${message}`;
    times.set(line, (times.get(line) ?? 0) + 1);
  }
  return [...times].map(([line, count]) => (count === 1 ? line : `${line} (${count} times)`));
}
