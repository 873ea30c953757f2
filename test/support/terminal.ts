/** A terminal in memory: files by name, and everything printed. */
import { EventEmitter, once } from 'node:events';
import { run } from '../../cli/run.ts';
import type { Terminal } from '../../cli/terminal.ts';
import { UsageError } from '../../cli/usage-error.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  /** What was printed so far, once something was; or all, when the command ended first. */
  readonly printed: Promise<string>;
  /** Ctrl-C. */
  readonly interrupt: () => void;
  readonly done: Promise<Ran>;
}

/** @param files contents by name; `-` is standard input. What is not here cannot be read. */
export function runCli(args: readonly string[], files: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return startCli(args, files).done;
}

/** A command that goes on until it is interrupted. */
export function startCli(args: readonly string[], files: Readonly<Record<string, string>> = {}): Running {
  const events = new EventEmitter();
  let out = '';
  let err = '';
  const terminal: Terminal = {
    read: (file) => {
      const text = files[file];
      return text === undefined
        ? Promise.reject(new UsageError(`${file}: cannot be read: no such file`))
        : Promise.resolve(text);
    },
    print: (text) => {
      out += text;
      events.emit('printed');
    },
    warn: (text) => {
      err += text;
    },
    color: false,
    interrupted: async () => {
      await once(events, 'interrupt');
    },
  };
  const first = once(events, 'printed');
  const done = run(args, terminal, '0.0.0-test').then((code) => ({ code, out, err }));
  return {
    printed: Promise.race([first, done]).then(() => out),
    interrupt: () => {
      events.emit('interrupt');
    },
    done,
  };
}
