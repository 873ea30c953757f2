/** The command line: arguments in, exit code out. */
import { Command, CommanderError } from 'commander';
import { awsOfEnvironment, type Aws } from './aws.ts';
import { addCheck } from './commands/check.ts';
import { addDemo } from './commands/demo.ts';
import { addPlan } from './commands/plan.ts';
import { addRollback } from './commands/rollback.ts';
import { addSandbox } from './commands/sandbox.ts';
import { plainLines } from './output/plain.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Exit codes that every command has. */
export const exitCodes = {
  /** Bad usage, unreadable input, output that cannot be written, or AWS did not answer. */
  failed: 2,
  /** `EX_SOFTWARE` of sysexits.h. */
  bug: 70,
} as const;

/**
 * @param args without the program's own name
 * @returns the exit code: 0 nothing found, 1 found or undecided, else one of `exitCodes`
 */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  version: string,
  aws: Aws = awsOfEnvironment,
): Promise<number> {
  let code = 0;
  const program = programOn(terminal, version);
  const exit = (exitCode: number): void => {
    code = exitCode;
  };
  addCheck(program, terminal, exit);
  addPlan(program, terminal, aws, exit);
  addRollback(program, terminal, aws, exit);
  addDemo(program, terminal, exit);
  addSandbox(program, terminal);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return codeOf(error, terminal);
  }
}

function codeOf(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.failed;
  if (error instanceof UsageError) {
    terminal.warn(`error: ${plainLines(error.message)}\n`);
    return exitCodes.failed;
  }
  terminal.warn(describeBug(error));
  return exitCodes.bug;
}

/** What is printed of an error that nobody expected. */
export function describeBug(error: unknown): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `error: this is a bug in private-api-guard: please report it, with the command and this:\n${plainLines(trace)}\n`;
}

const programOn = (terminal: Terminal, version: string): Command =>
  new Command('private-api-guard')
    .description(
      'Proves whether a request from outside your network can reach a private API Gateway REST API, and shows that request.',
    )
    .version(version)
    .showHelpAfterError('(see private-api-guard --help)')
    .addHelpText(
      'afterAll',
      `\nExit codes of every command: ${exitCodes.failed} also when its output cannot be written, ${exitCodes.bug} a bug in private-api-guard, please report it.`,
    )
    .exitOverride()
    .configureOutput({ writeOut: terminal.print, writeErr: terminal.warn });
