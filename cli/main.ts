#!/usr/bin/env node
/** The program `private-api-guard`. */
import packageJson from '../package.json' with { type: 'json' };
import { describeBug, exitCodes, run } from './run.ts';
import { processTerminal } from './terminal.ts';

const output = { isWritten: true };

/** What was printed is not there: whatever the command found, its exit code must not speak for it. */
function failToWrite(stream: string, { code, message }: NodeJS.ErrnoException): void {
  // A reader that has seen enough (`| head`) closes the pipe: that is no error.
  if (code === 'EPIPE' || !output.isWritten) return;
  output.isWritten = false;
  process.exitCode = exitCodes.failed;
  processTerminal.warn(`error: ${stream} cannot be written: ${message}\n`);
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  failToWrite('standard output', error);
});
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  failToWrite('standard error', error);
});
process.on('uncaughtException', (error) => {
  processTerminal.warn(describeBug(error));
  process.exit(exitCodes.bug);
});

const exitCode = await run(process.argv.slice(2), processTerminal, packageJson.version);
if (output.isWritten) process.exitCode = exitCode;
