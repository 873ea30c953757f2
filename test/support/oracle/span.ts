// In: the parts of a text and a pattern that holds variables. Out: could a variable lie across a seam of the parts?
// Promise: "no" is certain: a walk over all ways to read the text along the pattern, in which an atom is taken as any
// text of its shape. Where the answer is "no" the pattern can be shared out among the parts.
import { codesOf, intersect, single } from './alphabet.ts';
import type { CharSet } from './alphabet.ts';
import type { Token } from './pattern.ts';
import type { Part } from './text.ts';

/** Between two characters: what was read of the parts and of the pattern, and where a variable read the last one. */
interface Spot {
  readonly part: number;
  /** The option of a choice, and how many characters of a literal, or whether any of an atom, were read. */
  readonly option: number;
  readonly read: number;
  readonly token: number;
  readonly refPart: number;
}

interface Walk {
  readonly parts: readonly Part[];
  readonly tokens: readonly Token[];
  readonly seen: Map<string, readonly Step[]>;
}

interface Step {
  readonly to: Spot;
  readonly crosses: boolean;
}

export function mayCross(parts: readonly Part[], tokens: readonly Token[]): boolean {
  const walk: Walk = { parts, tokens, seen: new Map() };
  const start = { part: 0, option: -1, read: 0, token: 0, refPart: -1 };
  const queue: Spot[] = [start];
  for (const spot of queue) {
    if (walk.seen.has(key(spot))) continue;
    const steps = stepsFrom(walk, spot);
    walk.seen.set(key(spot), steps);
    queue.push(...steps.map((step) => step.to));
  }
  const live = liveSpots(walk, queue);
  return [...walk.seen.values()].some((steps) => steps.some((step) => step.crosses && live.has(key(step.to))));
}

function key(spot: Spot): string {
  return `${spot.part} ${spot.option} ${spot.read} ${spot.token} ${spot.refPart}`;
}

/** From which spots the end of both the parts and the pattern can be reached. */
function liveSpots({ parts, tokens, seen }: Walk, spots: readonly Spot[]): ReadonlySet<string> {
  const live = new Set(
    spots.filter((spot) => spot.part === parts.length && spot.token === tokens.length).map((spot) => key(spot)),
  );
  for (let size = -1; size !== live.size;) {
    size = live.size;
    for (const [from, steps] of seen) if (steps.some((step) => live.has(key(step.to)))) live.add(from);
  }
  return live;
}

function stepsFrom(walk: Walk, spot: Spot): readonly Step[] {
  const token = walk.tokens[spot.token];
  const skips = token !== undefined && token.kind !== 'one';
  const skipped: Step[] = skips ? [quiet({ ...spot, token: spot.token + 1, refPart: -1 })] : [];
  return [...skipped, ...enterAndLeave(walk, spot), ...readOne(walk, spot, token)];
}

function quiet(to: Spot): Step {
  return { to, crosses: false };
}

/** Goes on to the next part, or takes an option of a choice, without reading. */
function enterAndLeave({ parts }: Walk, spot: Spot): Step[] {
  const part = parts[spot.part];
  if (part === undefined) return [];
  const next = quiet({ ...spot, part: spot.part + 1, option: -1, read: 0 });
  if (part.kind === 'atom') return spot.read >= part.atom.shape.min ? [next] : [];
  if (part.kind === 'literal') return spot.read === codesOf(part.text).length ? [next] : [];
  const text = part.options[spot.option]?.text;
  if (text === undefined) return part.options.map((_, option) => quiet({ ...spot, option }));
  return spot.read === codesOf(text).length ? [next] : [];
}

function readOne({ parts }: Walk, spot: Spot, token: Token | undefined): Step[] {
  const part = parts[spot.part];
  const chars = part === undefined ? [] : nextChars(part, spot);
  if (part === undefined || token === undefined) return [];
  const accepts = token.kind === 'ref' ? token.atom.shape.of : token.of;
  if (intersect(chars, accepts).length === 0) return [];
  const read = part.kind === 'atom' ? 1 : spot.read + 1;
  if (token.kind !== 'ref')
    return [quiet({ ...spot, read, token: spot.token + (token.kind === 'one' ? 1 : 0), refPart: -1 })];
  const crosses = spot.refPart >= 0 && spot.refPart !== spot.part;
  return [{ to: { ...spot, read, refPart: spot.part }, crosses }];
}

function nextChars(part: Part, spot: Spot): CharSet {
  if (part.kind === 'atom') return part.atom.shape.of;
  const text = part.kind === 'literal' ? part.text : part.options[spot.option]?.text;
  const code = codesOf(text ?? '')[spot.read];
  return code === undefined ? [] : single(code);
}
