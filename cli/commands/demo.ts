/** `private-api-guard demo`: the whole story in accounts of its own. It says what happened, and whether that is what was to happen. */
import type { Command } from 'commander';
import type { PolicyJudge } from '../../account/sandbox/core/judge.ts';
import { holds, type Act } from '../demo/act.ts';
import { demoText } from '../output/demo-text.ts';
import type { Terminal } from '../terminal.ts';

interface DemoOptions {
  readonly json?: true;
}

export function addDemo(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  program
    .command('demo')
    .description(
      'show the whole story in AWS accounts of its own: found, shown, fixed in one click, verified, rolled back',
    )
    .option('--json', 'print JSON: `{isAsTold, stopped, acts: [{title, told, checks: [{what, expected, seen}]}]}`')
    .addHelpText('after', '\nExit code: 0 everything happened as told, 1 something did not.')
    .action(async ({ json }: DemoOptions) => {
      exit(await runDemo(terminal, json === true));
    });
}

/**
 * The accounts are loaded when they are wanted: other commands are not to wait for them.
 * @param judge what the accounts' data plane asks about policies; the plain evaluator when left out
 */
export async function runDemo(terminal: Terminal, json: boolean, judge?: PolicyJudge): Promise<number> {
  // The SDK warns of versions of Node.js that its own future versions will not run on: no part of the story.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const { tell } = await import('../demo/story.ts');
  const text = demoText(terminal.color);
  if (!json) terminal.print(text.opening);
  const acts: Act[] = [];
  const stopped = await reasonToStop(async () => {
    for await (const act of tell(judge)) {
      acts.push(act);
      if (!json) terminal.print(text.act(act, acts.length));
    }
  });
  const isAsTold = stopped === null && acts.every(({ checks }) => checks.every(holds));
  terminal.print(json ? `${JSON.stringify({ isAsTold, stopped, acts }, null, 2)}\n` : text.ending(acts, stopped));
  return isAsTold ? 0 : 1;
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
