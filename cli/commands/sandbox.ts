/** `private-api-guard sandbox`: AWS accounts in this process, until somebody ends it. */
import type { Command } from 'commander';
import { applySeed } from '../../account/sandbox/seed/apply.ts';
import example from '../../account/sandbox/seed/example.json' with { type: 'json' };
import { readSeed, type SeedFile } from '../../account/sandbox/seed/read.ts';
import { SeedError } from '../../account/sandbox/seed/seed-error.ts';
import { startSandbox, type Sandbox } from '../../account/sandbox/sandbox.ts';
import { judge } from '../sandbox/judge.ts';
import { welcome } from '../sandbox/welcome.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

interface SandboxOptions {
  readonly seed?: string;
  readonly port: string;
}

const usualPort = '4567';

export function addSandbox(program: Command, terminal: Terminal): void {
  program
    .command('sandbox')
    .description('run AWS accounts in this process, which SDKs, the AWS CLI and curl talk to; Ctrl-C ends it')
    .option('--seed <file>', 'what is in the accounts, YAML or JSON; - is standard input; an example when left out')
    .option('--port <number>', 'the port on 127.0.0.1; 0: any that is free', usualPort)
    .addHelpText('after', '\nExit code: 0 after Ctrl-C, 2 bad usage, an unreadable seed, or a port that is in use.')
    .action(async (options: SandboxOptions) => {
      await runSandbox(options, terminal);
    });
}

/** @throws UsageError before anything is printed */
async function runSandbox({ seed, port }: SandboxOptions, terminal: Terminal): Promise<void> {
  const file = await refusing(() => fileOf(seed, terminal));
  const sandbox = await start(portOf(port));
  try {
    const apis = await refusing(() => applySeed(sandbox.world, file));
    const interrupted = terminal.interrupted();
    terminal.print(welcome(sandbox.endpoint, file.seed, apis));
    await interrupted;
  } finally {
    await sandbox.close();
  }
}

async function fileOf(seed: string | undefined, terminal: Terminal): Promise<SeedFile> {
  if (seed === undefined) return readSeed(JSON.stringify(example, null, 2), 'example.json');
  return readSeed(await terminal.read(seed), seed === '-' ? 'standard input' : seed);
}

async function refusing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof SeedError ? new UsageError(error.message) : error;
  }
}

function portOf(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new UsageError(`--port: \`${text}\` is no port: expected a number from 0 to 65535`);
}

async function start(port: number): Promise<Sandbox> {
  try {
    return await startSandbox({ judge, port });
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    const reason = code === 'EADDRINUSE' ? 'something else listens there' : code;
    throw new UsageError(`--port: ${port} cannot be had (${reason}): choose another one, or 0 for any that is free`);
  }
}

/** Of an error of the operating system, such as `EADDRINUSE`. */
function codeOf(error: unknown): string | null {
  const isOfSystem = typeof error === 'object' && error !== null && 'syscall' in error && 'code' in error;
  return isOfSystem ? String(error.code) : null;
}
