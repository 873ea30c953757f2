/** What a command is given to read: a file, or standard input. */
import type { Terminal } from '../terminal.ts';

export interface NamedText {
  /** As messages call it. */
  readonly name: string;
  readonly text: string;
}

/**
 * Whoever is to type it is told that it is waited for, and how to end.
 * @param file a path, or `-` for standard input
 * @param what in the plural or with an article, such as `policies`
 * @throws UsageError when it cannot be read
 */
export async function readNamed(file: string, what: string, terminal: Terminal): Promise<NamedText> {
  const isStandardInput = file === '-';
  if (isStandardInput && terminal.isTypedIn) terminal.warn(`reading ${what} from standard input; end with Ctrl-D\n`);
  return { name: isStandardInput ? 'standard input' : file, text: await terminal.read(file) };
}
