/**
 * The commands of the pages. In: a page. Out: every command that it tells the reader to type, or that it names, with the output that it
 * shows and the section in which it stands. A line of a shell is taken apart where one command ends; where its output goes is left out.
 */
import type { Block, Page, Section } from './markdown.ts';

export interface Documented {
  readonly page: Page;
  readonly section: Section;
  /** One line, blanks made one, `npx` left out before the project's own program. */
  readonly command: string;
  /** As a shell reads it. */
  readonly words: readonly string[];
  /** What the page shows of the output; empty: nothing. */
  readonly output: readonly string[];
  /** Named in a sentence, perhaps without all of its arguments. */
  readonly isMention: boolean;
}

const named = /^(?:npm|npx|aws|private-api-guard) /;

export function commandsOf(page: Page): readonly Documented[] {
  return page.sections.flatMap((section) => {
    const typed = section.blocks.flatMap((block) => typedIn(block));
    const mentioned = section.spans.filter((span) => named.test(span)).flatMap(split);
    return [
      ...typed.map((one) => ({ page, section, ...one, isMention: false })),
      ...mentioned.map((one) => ({ page, section, ...one, output: [], isMention: true })),
    ];
  });
}

type Typed = Pick<Documented, 'command' | 'words' | 'output'>;

function typedIn({ language, lines }: Block): readonly Typed[] {
  switch (language) {
    case 'sh':
    case 'bash':
      return unfolded(lines)
        .flatMap(split)
        .map((one) => ({ ...one, output: [] }));
    case 'console':
      return typedAtPrompts(unfolded(lines));
    default:
      return [];
  }
}

function typedAtPrompts(lines: readonly string[]): readonly Typed[] {
  const found: { readonly line: string; readonly output: string[] }[] = [];
  for (const line of lines) {
    if (line.startsWith('$ ')) found.push({ line: line.slice(2), output: [] });
    else found.at(-1)?.output.push(line);
  }
  return found.flatMap(({ line, output }) => {
    const commands = split(line);
    return commands.map((one, index) => ({ ...one, output: index === commands.length - 1 ? output : [] }));
  });
}

/** Lines that a backslash carries on are one. */
const unfolded = (lines: readonly string[]): readonly string[] =>
  lines
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');

const word = /(?:'[^']*'|"[^"]*"|[^\s'"])+/g;

/** The commands of one line of a shell. */
export function split(line: string): readonly Pick<Documented, 'command' | 'words'>[] {
  const commands: string[][] = [[]];
  let isTarget = false;
  for (const [raw] of line.matchAll(word)) {
    if (raw.startsWith('#')) break;
    if (['&&', '||', '|', ';'].includes(raw)) commands.push([]);
    else if (!isTarget && raw !== '>') commands.at(-1)?.push(raw);
    isTarget = raw === '>';
  }
  return commands
    .map((raw) => (raw[0] === 'npx' && raw[1] === 'private-api-guard' ? raw.slice(1) : raw))
    .filter(({ length }) => length > 0)
    .map((raw) => ({ command: raw.join(' '), words: raw.map(unquoted) }));
}

const unquoted = (raw: string): string => raw.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2');

/** Whether what was printed is what a page shows. A line of the page that is `…` alone stands for any lines. */
export function isShown(printed: string, shown: readonly string[]): boolean {
  const exact = (line: string): string => `${line.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)}\n`;
  const pattern = shown.map((line) => (line.trim() === '…' ? '(?:.*\n)*' : exact(line))).join('');
  return new RegExp(`^${pattern}$`).test(printed.endsWith('\n') ? printed : `${printed}\n`);
}
