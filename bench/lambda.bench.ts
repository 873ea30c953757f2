/**
 * The rule as a Lambda function: how large its bundle is, how long its module takes to load beside an empty handler, and what a run costs
 * in time, memory and calls. Measured in turns in one run; Lambda's own machines are not measured. `npm run bench`
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { buildSync, type BuildOptions } from 'esbuild';
import { bundle } from '../infra/bundle.ts';
import { measureRuns } from './lambda-runs.ts';

const folder = join('dist', 'bench', 'lambda');
const rounds = 15;

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

interface Variant {
  readonly name: string;
  /** The module to load. */
  readonly file: string;
  /** Bytes of all its files. */
  readonly bytes: number;
}

function sizeOf(path: string): number {
  return statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0)
    : statSync(path).size;
}

function single(name: string, text: string): Variant {
  const file = join(folder, `${name.replaceAll(/\W+/g, '-')}.cjs`);
  writeFileSync(file, text);
  return { name, file, bytes: sizeOf(file) };
}

/** With the SDK inside, EC2, Systems Manager and STS in chunks of their own. */
function whole(): Variant {
  const outdir = join(folder, 'whole');
  const options: BuildOptions = { platform: 'node', target: 'node22', format: 'esm', splitting: true, outdir };
  // The SDK's CommonJS parts ask for `require`.
  const banner = { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" };
  const outExtension = { '.js': '.mjs' };
  buildSync({ ...options, banner, outExtension, entryPoints: ['rule/handler.ts'], bundle: true, minify: true });
  return { name: 'SDK in the bundle, in chunks', file: join(outdir, 'handler.mjs'), bytes: sizeOf(outdir) };
}

/** Milliseconds from the start of loading to its end, in a process of its own. */
function loading(file: string): number {
  const script = `const start = performance.now(); await import(${JSON.stringify(`${process.cwd()}/${file}`)}); console.log(performance.now() - start);`;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--no-warnings', '--input-type=module', '-e', script],
    {
      encoding: 'utf8',
      env: { ...process.env, AWS_REGION: 'eu-west-1' },
    },
  );
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}

function measureLoading(variants: readonly Variant[]): void {
  const times = variants.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, { file }] of variants.entries()) times[index]?.push(loading(file));
  const medians = times.map((one) => one.sort((a, b) => a - b)[Math.floor(one.length / 2)] ?? 0);
  const empty = medians[0] ?? 1;
  print('| handler | KB | ms to load, median | times the empty handler |\n| --- | --- | --- | --- |');
  for (const [index, { name, bytes }] of variants.entries()) {
    const median = medians[index] ?? 0;
    print(`| ${name} | ${(bytes / 1000).toFixed(0)} | ${median.toFixed(1)} | ${(median / empty).toFixed(1)} |`);
  }
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
print(`\n${cpus()[0]?.model ?? 'unknown processor'}, Node.js ${process.version}; ${rounds} processes each\n`);
measureLoading([
  single('empty', 'exports.handler = async () => {};'),
  single("the runtime's SDK", bundle('rule', process.cwd())),
  whole(),
]);
await measureRuns(print);
