/** Columns without lines, for people: as wide as what they hold, but for the last, which wraps at words. */
import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';

const noLines = Object.fromEntries(
  ['top', 'bottom', 'left', 'right']
    .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`])
    .concat('mid', 'mid-mid')
    .map((name) => [name, '']),
);

const gap = '  ';

/** Characters that the last column gets, however narrow the line. */
const least = 30;

/**
 * @param rows cells may hold colours; as many cells in each row
 * @param width characters of a line; a word of the last column that is longer than the column is cut
 * @returns lines without blanks at their ends
 */
export function columns(rows: readonly (readonly string[])[], width: number): readonly string[] {
  const before = widthsBefore(rows);
  const last = Math.max(least, width - before.reduce((sum, one) => sum + one + gap.length, 0));
  const table = new Table({
    chars: { ...noLines, middle: gap },
    style: { 'padding-left': 0, 'padding-right': 0, compact: true, border: [], head: [] },
    colWidths: [...before, last],
    wordWrap: true,
  });
  table.push(...rows.map((row) => [...row.slice(0, -1), cut(row.at(-1) ?? '', last)]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

/** A paragraph: lines of it stand in as far as its first. */
export function paragraph(text: string, width: number): readonly string[] {
  const [indent = ''] = /^ */.exec(text) ?? [];
  return columns([[text.slice(indent.length)]], width - indent.length).map((line) => indent + line);
}

/** Of all columns but the last. */
const widthsBefore = ([first = [], ...others]: readonly (readonly string[])[]): readonly number[] =>
  first
    .slice(0, -1)
    .map((_, index) => Math.max(...[first, ...others].map((row) => stripVTControlCharacters(row[index] ?? '').length)));

/** Cuts what no line can hold. Two pieces of one word never come to stand on one line: together they are too long for it. Coloured cells are
 * short words. */
const cut = (text: string, limit: number): string => text.replaceAll(/\S+/g, (word) => pieces(word, limit).join(' '));

/** After the last slash or colon that fits, as ARNs and paths are read; anywhere when there is none. */
function pieces(word: string, limit: number): readonly string[] {
  if (word.length <= limit) return [word];
  const head = word.slice(0, limit);
  const end = Math.max(head.lastIndexOf('/'), head.lastIndexOf(':')) + 1 || limit;
  return [word.slice(0, end), ...pieces(word.slice(end), limit)];
}
