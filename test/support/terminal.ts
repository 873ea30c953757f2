/** A terminal in memory: files by name, and everything printed. */
import { EventEmitter, once } from 'node:events';
import type { Aws } from '../../cli/aws.ts';
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

/** Contents by name; `-` is standard input. What is not here cannot be read. */
export type Files = Readonly<Record<string, string>>;

export interface Around {
  /** That of the environment, when left out. */
  readonly aws?: Aws;
  readonly color?: boolean;
  /** Standard input is a keyboard. */
  readonly isTypedIn?: boolean;
}

/** The address at which a sandbox listens, from what it prints; empty: there is none. */
export const endpointIn = (printed: string): string => /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] ?? '';

export function runCli(args: readonly string[], files: Files = {}, around: Around = {}): Promise<Ran> {
  return startCli(args, files, around).done;
}

/** A command that goes on until it is interrupted. */
export function startCli(args: readonly string[], files: Files = {}, around: Around = {}): Running {
  const { aws, color = false, isTypedIn = false } = around;
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
    isTypedIn,
    print: (text) => {
      out += text;
      events.emit('printed');
    },
    warn: (text) => {
      err += text;
    },
    color,
    width: 100,
    interrupted: async () => {
      await once(events, 'interrupt');
    },
  };
  const first = once(events, 'printed');
  const done = run(args, terminal, '0.0.0-test', aws).then((code) => ({ code, out, err }));
  return {
    printed: Promise.race([first, done]).then(() => out),
    interrupt: () => {
      events.emit('interrupt');
    },
    done,
  };
}
