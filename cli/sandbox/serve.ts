/** Accounts that are made, served until somebody ends it, and gone. */
import { applySeed } from '../../account/sandbox/seed/apply.ts';
import example from '../../account/sandbox/seed/example.json' with { type: 'json' };
import { readSeed, type SeedFile } from '../../account/sandbox/seed/read.ts';
import { SeedError } from '../../account/sandbox/seed/seed-error.ts';
import { startSandbox, type Sandbox } from '../../account/sandbox/sandbox.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { judge } from './judge.ts';
import { welcome } from './welcome.ts';

export interface SandboxOptions {
  /** A file; left out: the example. */
  readonly seed?: string;
  readonly port: string;
}

/** @throws UsageError before anything is printed */
export async function serve({ seed, port }: SandboxOptions, terminal: Terminal): Promise<void> {
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
