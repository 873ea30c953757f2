#!/usr/bin/env node
/** The program `private-api-guard`. */
import packageJson from '../package.json' with { type: 'json' };
import { run } from './run.ts';
import { processTerminal } from './terminal.ts';

// A reader that has seen enough (`| head`) closes the pipe: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await run(process.argv.slice(2), processTerminal, packageJson.version);
