/** The program as `npm ci` leaves it: bundled, in a folder of its own. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Built {
  readonly folder: string;
  /** What `node` runs. */
  readonly program: string;
  readonly remove: () => void;
}

/** The script `build` of package.json, to another place: no test writes into the project's folder. */
export function build(): Built {
  const folder = mkdtempSync(join(tmpdir(), 'private-api-guard-'));
  const program = join(folder, 'private-api-guard.js');
  const command = `npx ${packageJson.scripts.build.replace('--outdir=dist', `--outdir=${folder}`)}`;
  const built = spawnSync(command, { cwd: root, shell: true, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    program,
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
