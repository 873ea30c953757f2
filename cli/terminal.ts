/** What a command may do to the world: read files, print. Handed in, so that commands can be tried without a process. */
import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { isatty } from 'node:tty';
import colors from 'picocolors';
import { UsageError } from './usage-error.ts';

export interface Terminal {
  /**
   * @param file a path, or `-` for standard input
   * @throws UsageError when it cannot be read
   */
  readonly read: (file: string) => Promise<string>;
  /** Whether standard input is a keyboard: nothing comes from it until somebody types. */
  readonly isTypedIn: boolean;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
  readonly color: boolean;
  /** Characters of a line. */
  readonly width: number;
  /** Until somebody asks the program to end: Ctrl-C, or the signal TERM. */
  readonly interrupted: () => Promise<void>;
}

/** Where no person looks on, and where a terminal does not say how wide it is. */
const usualWidth = 100;

const widthOf = ({ isTTY, columns }: { readonly isTTY?: boolean; readonly columns?: number }): number =>
  isTTY === true && columns !== undefined && columns > 0 ? columns : usualWidth;

export const processTerminal: Terminal = {
  read: async (file) => {
    try {
      return file === '-' ? await textOf(process.stdin) : await readFile(file, 'utf8');
    } catch (error) {
      throw new UsageError(`${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  },
  isTypedIn: isatty(0),
  print: (text) => process.stdout.write(text),
  warn: (text) => process.stderr.write(text),
  color: colors.isColorSupported && process.stdout.isTTY,
  width: widthOf(process.stdout),
  interrupted: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const)
        process.once(signal, () => {
          resolve();
        });
    }),
};
