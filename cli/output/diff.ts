/** A unified diff for people, in colours. */
import type colors from 'picocolors';
import { plain } from './plain.ts';

type Colors = ReturnType<typeof colors.createColors>;

/** @returns its lines */
export const diffLines = (diff: string, { green, red, cyan, bold }: Colors): readonly string[] =>
  diff
    .trimEnd()
    .split('\n')
    .map(plain)
    .map((line) => {
      if (/^(?:---|\+\+\+) /.test(line)) return bold(line);
      if (line.startsWith('@@')) return cyan(line);
      if (line.startsWith('+')) return green(line);
      return line.startsWith('-') ? red(line) : line;
    });
