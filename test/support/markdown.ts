/** As much of Markdown as the project's pages use: sections, fenced blocks, code spans, links, and the anchors of headings as GitHub makes them. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Block {
  /** Such as `sh`; empty when the fence does not say. */
  readonly language: string;
  readonly lines: readonly string[];
}

export interface Section {
  /** Of its heading; empty before the first one. */
  readonly anchor: string;
  /** From its heading to the next one, whatever its level. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly spans: readonly string[];
  /** The targets of its links. */
  readonly links: readonly string[];
}

export interface Page {
  /** From the project's folder. */
  readonly path: string;
  readonly sections: readonly Section[];
}

/** The project's folder, with a slash at its end. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

const rooms = ['account/sandbox', 'conformance-pack', 'infra', 'policy', 'remediation', 'rule', 'cli', 'bench', 'test'];

/** All pages that people read, sorted by path. */
export function pages(): readonly Page[] {
  const within = (folder: string, recursive = false): readonly string[] =>
    readdirSync(`${root}${folder}`, { encoding: 'utf8', recursive })
      .filter((name) => name.endsWith('.md'))
      .map((name) => (folder === '' ? name : `${folder}/${name}`));
  const paths = [...within(''), ...within('docs', true), ...rooms.flatMap((room) => within(room))];
  return paths.sort().map((path) => readPage(path, readFileSync(`${root}${path}`, 'utf8')));
}

const heading = /^#{1,6} +(.*)$/;
const fence = /^\s*```(\w*)\s*$/;

export function readPage(path: string, text: string): Page {
  const drafts: Draft[] = [{ title: '', lines: [], prose: [], blocks: [] }];
  let open: { readonly language: string; readonly lines: string[] } | null = null;
  for (const line of text.split('\n')) {
    const [, title] = open === null ? (heading.exec(line) ?? []) : [];
    if (title !== undefined) drafts.push({ title, lines: [], prose: [], blocks: [] });
    const draft = drafts.at(-1);
    draft?.lines.push(line);
    const [, language] = fence.exec(line) ?? [];
    if (language === undefined) (open?.lines ?? draft?.prose)?.push(line);
    else if (open === null) open = { language, lines: [] };
    else {
      draft?.blocks.push(open);
      open = null;
    }
  }
  if (open !== null) throw new Error(`${path}: a block is never closed: ${open.lines[0] ?? ''}`);
  return { path, sections: sectionsOf(drafts) };
}

interface Draft {
  readonly title: string;
  readonly lines: string[];
  readonly prose: string[];
  readonly blocks: Block[];
}

function sectionsOf(drafts: readonly Draft[]): readonly Section[] {
  const seen = new Map<string, number>();
  return drafts.map(({ title, lines, prose, blocks }) => {
    const slug = slugOf(title);
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    const told = prose.join('\n');
    return {
      anchor: times === 0 ? slug : `${slug}-${String(times)}`,
      text: lines.join('\n'),
      blocks,
      spans: [...told.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span.replaceAll(/\s+/g, ' ')),
      links: [...told.replaceAll(/`[^`]*`/g, 'code').matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, to = '']) => to),
    };
  });
}

const slugOf = (title: string): string =>
  title
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
