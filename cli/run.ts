/** The command line: arguments in, exit code out. */
import { Command, CommanderError } from 'commander';
import { addCheck } from './commands/check.ts';
import { addSandbox } from './commands/sandbox.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const badUsage = 2;

/**
 * @param args without the program's own name
 * @returns the exit code: 0 nothing found, 1 found or undecided, 2 bad usage or unreadable input
 */
export async function run(args: readonly string[], terminal: Terminal, version: string): Promise<number> {
  let code = 0;
  const program = new Command('private-api-guard')
    .description(
      'Proves whether a request from outside your network can reach a private API Gateway REST API, and shows that request.',
    )
    .version(version)
    .showHelpAfterError('(see private-api-guard --help)')
    .exitOverride()
    .configureOutput({ writeOut: terminal.print, writeErr: terminal.warn });
  addCheck(program, terminal, (exitCode) => {
    code = exitCode;
  });
  addSandbox(program, terminal);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : badUsage;
    if (!(error instanceof UsageError)) throw error;
    terminal.warn(`error: ${error.message}\n`);
    return badUsage;
  }
}
