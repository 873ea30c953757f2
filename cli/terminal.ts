/** What a command may do to the world: read files, print. Handed in, so that commands can be tried without a process. */
import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import colors from 'picocolors';
import { UsageError } from './usage-error.ts';

export interface Terminal {
  /**
   * @param file a path, or `-` for standard input
   * @throws UsageError when it cannot be read
   */
  readonly read: (file: string) => Promise<string>;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
  readonly color: boolean;
  /** Until somebody asks the program to end: Ctrl-C, or the signal TERM. */
  readonly interrupted: () => Promise<void>;
}

export const processTerminal: Terminal = {
  read: async (file) => {
    try {
      return file === '-' ? await textOf(process.stdin) : await readFile(file, 'utf8');
    } catch (error) {
      throw new UsageError(`${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  },
  print: (text) => process.stdout.write(text),
  warn: (text) => process.stderr.write(text),
  color: colors.isColorSupported && process.stdout.isTTY,
  interrupted: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const)
        process.once(signal, () => {
          resolve();
        });
    }),
};
