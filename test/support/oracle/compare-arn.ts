// In: a text of the request and a value of an `Arn…` operator. Out: do they match as ARNs.
// Promise: both are split into six parts, the last one holding the other colons; a text that is no ARN does not
// match; a value that is no ARN is unclear.
import { covers, single } from './alphabet.ts';
import { matchParts } from './match.ts';
import { alternativesOf } from './operand.ts';
import { constantText } from './pattern.ts';
import { NotEncodable } from './question.ts';
import { clear, every, some, unclear } from './reading.ts';
import { and, or } from './term.ts';
import { literal } from './text.ts';
import type { Comparison, Scene } from './scene.ts';
import type { Token } from './pattern.ts';
import type { Reading } from './reading.ts';
import type { Term } from './term.ts';
import type { Part, Text } from './text.ts';
import type { World } from './world.ts';

const COLON = single(':'.charCodeAt(0));

export function compareArn(scene: Scene, { operator, pieces }: Comparison, text: Text): Reading {
  const readings = alternativesOf(scene.keys, pieces, operator).map(({ when, tokens, assumed }) => {
    const pattern = assumed ? null : arnPattern(tokens);
    return every([clear(when), pattern === null ? unclear : clear(matchArn(scene.world, text, pattern))]);
  });
  return some(readings);
}

/** The six parts of a pattern, or null if it is no ARN. */
function arnPattern(tokens: readonly Token[]): Token[][] | null {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    const inLast = parts.length === 6;
    if (token.kind === 'ref' && !inLast && covers(token.atom.shape.of, COLON)) {
      throw new NotEncodable('a variable that may hold colons in the first parts of an ARN');
    }
    if (!inLast && constantText([token]) === ':') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.length === 6 && constantText(parts[0] ?? []) === 'arn' ? parts : null;
}

function matchArn(world: World, text: Text, pattern: readonly (readonly Token[])[]): Term {
  return or(
    text.map(({ when, parts }) => {
      const fields = arnFields(parts);
      if (fields === null) return 'false';
      return and([when, ...fields.map((field, at) => matchParts(world, field, pattern[at] ?? []))]);
    }),
  );
}

/** The six parts of a text of the request, or null if it is never an ARN. */
function arnFields(parts: readonly Part[]): Part[][] | null {
  const fields: Part[][] = [[]];
  for (const part of parts) {
    if (part.kind !== 'literal') {
      fields.at(-1)?.push(part);
      continue;
    }
    const [first = '', ...more] = fields.length === 6 ? [part.text] : splitColons(part.text, 6 - fields.length);
    fields.at(-1)?.push(literal(first));
    for (const text of more) fields.push([literal(text)]);
  }
  return fields.length === 6 ? fields : null;
}

function splitColons(text: string, limit: number): string[] {
  const pieces = text.split(':');
  return pieces.length <= limit + 1 ? pieces : [...pieces.slice(0, limit), pieces.slice(limit).join(':')];
}
