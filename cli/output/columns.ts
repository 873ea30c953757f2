/** Columns without lines, for people. */
import Table from 'cli-table3';

const noLines = Object.fromEntries(
  ['top', 'bottom', 'left', 'right']
    .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`])
    .concat('mid', 'mid-mid')
    .map((name) => [name, '']),
);

/**
 * @param rows cells may hold colours
 * @param last characters at which the last column wraps, at words
 * @returns lines without blanks at their ends
 */
export function columns(rows: readonly (readonly string[])[], last = 80): readonly string[] {
  const before = Math.max(0, ...rows.map((row) => row.length - 1));
  const table = new Table({
    chars: { ...noLines, middle: '  ' },
    style: { 'padding-left': 0, 'padding-right': 0, compact: true, border: [], head: [] },
    colWidths: [...Array.from({ length: before }, () => null), last],
    wordWrap: true,
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}
