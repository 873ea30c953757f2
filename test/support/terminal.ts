/** A terminal in memory: files by name, and everything printed. */
import { run } from '../../cli/run.ts';
import { UsageError } from '../../cli/usage-error.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** @param files contents by name; `-` is standard input. What is not here cannot be read. */
export async function runCli(args: readonly string[], files: Readonly<Record<string, string>> = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await run(
    args,
    {
      read: (file) => {
        const text = files[file];
        return text === undefined
          ? Promise.reject(new UsageError(`${file}: cannot be read: no such file`))
          : Promise.resolve(text);
      },
      print: (text) => {
        out += text;
      },
      warn: (text) => {
        err += text;
      },
      color: false,
    },
    '0.0.0-test',
  );
  return { code, out, err };
}
