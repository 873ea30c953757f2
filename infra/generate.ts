/** `npm run generate` writes the generated files; with `--check` it only says which are stale, with exit code 1. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { generatedFiles } from './generated.ts';

const isCheck = process.argv.includes('--check');
const stale = Object.entries(generatedFiles()).filter(
  ([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text,
);
for (const [path, text] of stale) {
  if (!isCheck) writeFileSync(path, text);
  process.stdout.write(`${path}: ${isCheck ? 'stale, run `npm run generate`' : 'written'}\n`);
}
if (isCheck && stale.length > 0) process.exitCode = 1;
