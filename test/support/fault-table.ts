/** The table of operations.md: which end each step comes to by which fault, in Markdown. In: how executions ended. */
import { blows, columns, steps, type Ended, type Struck } from './fault-sweep.ts';

const words: Readonly<Record<Struck, string>> = {
  throttled: 'throttled',
  unavailable: 'no answer',
  denied: 'denied',
  crash: 'crash',
};

export function faultTable(ended: readonly Ended[], killed: ReadonlyMap<string, string>): string {
  const head = [
    'step',
    'fault before an effect, once',
    'fault after an effect, once',
    'fault for good',
    'killed before',
  ];
  const rows = steps.map((step) => [
    `\`${step}\``,
    ...columns.map((column) => cellOf(ended.filter((one) => one.step === step && one.column === column))),
    killed.get(step) ?? '',
  ]);
  const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [...table, '', countOf(ended, killed)].join('\n');
}

function countOf(ended: readonly Ended[], killed: ReadonlyMap<string, string>): string {
  const ends = [...new Set(ended.map(({ end }) => end))].sort();
  const counts = ends.map((end) => `${ended.filter((one) => one.end === end).length} ${end}`);
  return `${ended.length} executions were struck: ${counts.join('; ')}. ${killed.size} were killed.`;
}

/** Kinds of fault that end alike are told together, and not named where all do. */
function cellOf(ended: readonly Ended[]): string {
  const byEnds = new Map<string, Struck[]>();
  for (const blow of blows) {
    const ends = [...new Set(ended.filter((one) => one.blow === blow).map(({ end }) => end))].sort().join(' or ');
    if (ends !== '') byEnds.set(ends, [...(byEnds.get(ends) ?? []), blow]);
  }
  if (byEnds.size === 0) return '–';
  if (byEnds.size === 1) return [...byEnds.keys()].join('');
  return [...byEnds].map(([ends, kinds]) => `${kinds.map((kind) => words[kind]).join(', ')}: ${ends}`).join('; ');
}
