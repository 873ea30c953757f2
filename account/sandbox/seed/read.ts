/** A seed's text, YAML or JSON, to a seed. Every problem is told with its place. */
import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { core } from 'zod';
import { SeedError, type SeedPath } from './seed-error.ts';
import { seedSchema, type Seed } from './schema.ts';

export interface SeedFile {
  readonly seed: Seed;
  /** Where a member stands, such as `seed.yaml:12:5`. */
  readonly placeOf: (path: SeedPath) => string;
}

/**
 * @param fileName for messages
 * @throws SeedError with all problems, one a line
 */
export function readSeed(text: string, fileName: string): SeedFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, stringKeys: true, prettyErrors: false });
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${fileName}:${line}:${col}`;
  };
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0)
    throw new SeedError(problems.map(({ pos: [start], message }) => `${place(start)}: ${message}`).join('\n'));
  const placeOf = (path: SeedPath): string => place(offsetOf(document, path));
  const read = seedSchema.safeParse(document.toJS());
  if (read.success) return { seed: read.data, placeOf };
  throw new SeedError(read.error.issues.flatMap((issue) => told(issue, placeOf)).join('\n'));
}

function told(issue: core.$ZodIssue, placeOf: SeedFile['placeOf']): readonly string[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  const line = (where: SeedPath, message: string): string =>
    `${placeOf(where)}: ${where.join('.') || 'the seed'}: ${message}`;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => line([...path, key], 'a seed has no such member'));
  if (issue.code === 'invalid_key') return [line(path, issue.issues.map(({ message }) => message).join('; '))];
  return [line(path, issue.message)];
}

/** Of the member's name, or of the item; of what is missing, that of what should hold it. */
function offsetOf(document: Document.Parsed, path: SeedPath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const holder = document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    if (isMap(holder)) {
      const pair = holder.items.find(({ key }) => isScalar(key) && key.value === String(last));
      if (isScalar(pair?.key)) return pair.key.range?.[0] ?? 0;
    }
    const item: unknown = document.getIn(path.slice(0, length), true);
    if (typeof item === 'object' && item !== null && 'range' in item) return startOf(item.range);
  }
  return 0;
}

const startOf = (range: unknown): number => (Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0);
