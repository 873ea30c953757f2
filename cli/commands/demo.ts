/** `private-api-guard demo`: the whole story in accounts of its own. It says what happened, and whether that is what was to happen. */
import { Option, type Command } from 'commander';
import { muteVersionWarning } from '../aws.ts';
import { isAsTold, type Act, type Failure, type Story } from '../demo/act.ts';
import type { DemoOptions } from '../demo/world.ts';
import { demoText } from '../output/demo-text.ts';
import type { Terminal } from '../terminal.ts';
import { formatOption, type Format } from './options.ts';

interface Options {
  readonly format: Format;
  readonly json?: true;
}

const help = `
JSON: {isAsTold, stopped, acts: [{title, told, checks: [{what, expected, seen}]}],
       failures: [{act, functionName, during, message}]}
  stopped: why the story could not go on, or null
  failures: what the functions logged as failed, part of the story or not

Exit code: 0 everything happened as told, 1 something did not.`;

/** @param run the demo itself, when left out */
export function addDemo(
  program: Command,
  terminal: Terminal,
  exit: (code: number) => void,
  run: typeof runDemo = runDemo,
): void {
  program
    .command('demo')
    .description(
      'show the whole story in AWS accounts of its own: found, shown, fixed in one click, verified, rolled back',
    )
    .addOption(formatOption())
    .addOption(new Option('--json', 'the same as --format json').conflicts('format'))
    .addHelpText('after', help)
    .action(async ({ format, json }: Options) => {
      exit(await run(terminal, json === true ? 'json' : format));
    });
}

/** @returns the exit code */
export async function runDemo(
  terminal: Terminal,
  format: Format,
  options: Omit<DemoOptions, 'failed'> = {},
): Promise<number> {
  const text = demoText(terminal.color, terminal.width);
  const show = format === 'text' ? terminal.print : (): void => undefined;
  show(text.opening);
  const story = await listen(options, (act, number) => {
    show(text.act(act, number));
  });
  const report = { isAsTold: isAsTold(story), ...story };
  terminal.print(format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : text.ending(story));
  return report.isAsTold ? 0 : 1;
}

/** The accounts are loaded when they are wanted: other commands are not to wait for them. */
async function listen(options: DemoOptions, heard: (act: Act, number: number) => void): Promise<Story> {
  muteVersionWarning();
  const { tell } = await import('../demo/story.ts');
  const acts: Act[] = [];
  const failures: Failure[] = [];
  const stopped = await reasonToStop(async () => {
    const failed: DemoOptions['failed'] = (failure) => failures.push({ act: acts.length + 1, ...failure });
    for await (const act of tell({ ...options, failed })) heard(act, acts.push(act));
  });
  return { acts, stopped, failures };
}

/** Null: there was none. */
async function reasonToStop(work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
