/** Accounts that are made, served until somebody ends it, and gone. */
import { applySeed } from '../../account/sandbox/seed/apply.ts';
import example from '../../account/sandbox/seed/example.json' with { type: 'json' };
import { readSeed, type SeedFile } from '../../account/sandbox/seed/read.ts';
import type { SeededApi } from '../../account/sandbox/seed/rest-api.ts';
import { SeedError } from '../../account/sandbox/seed/seed-error.ts';
import { startSandbox, type Sandbox } from '../../account/sandbox/sandbox.ts';
import { muteVersionWarning } from '../aws.ts';
import type { TrustedOptions } from '../input/network.ts';
import { readNamed } from '../input/read.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { homeIn, trustedBy, type Home } from './home.ts';
import type { Installed } from './install.ts';
import { judge } from './judge.ts';
import { welcome } from './welcome.ts';

export interface SandboxOptions extends TrustedOptions {
  /** A file; left out: the example. */
  readonly seed?: string;
  readonly port: string;
  /** Whether private-api-guard is installed in the accounts. */
  readonly installed?: true;
}

/** @throws UsageError before anything is printed */
export async function serve(options: SandboxOptions, terminal: Terminal): Promise<void> {
  const trusted = trustedBy(options);
  const file = await refusing(() => fileOf(options.seed, terminal));
  const home = trusted === null ? null : homeIn(file, trusted);
  const sandbox = await start(portOf(options.port));
  try {
    const apis = await refusing(() => applySeed(sandbox.world, file));
    const installed = home === null ? null : await installIn(sandbox, home, apis, terminal);
    const interrupted = terminal.interrupted();
    terminal.print(welcome({ endpoint: sandbox.endpoint, seed: file.seed, apis, installed }));
    await interrupted;
  } finally {
    await sandbox.close();
  }
}

async function fileOf(seed: string | undefined, terminal: Terminal): Promise<SeedFile> {
  if (seed === undefined) return readSeed(JSON.stringify(example, null, 2), 'example.json');
  const { name, text } = await readNamed(seed, 'a seed', terminal);
  return readSeed(text, name);
}

/** The functions come with the AWS SDK, which takes its time to load. */
async function installIn(
  sandbox: Sandbox,
  home: Home,
  apis: readonly SeededApi[],
  { warn }: Terminal,
): Promise<Installed> {
  muteVersionWarning();
  const { installIn: install } = await import('./install.ts');
  return install(sandbox, home, apis, warn);
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
