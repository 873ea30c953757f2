// In: a statement's `Resource` or `NotResource`. Out: does the request's resource match, as a reading.
// Promise: the forms of semantics §4.2; every other one is unclear (§5).
import { anyText } from './action.ts';
import { NOT_COLON } from './alphabet.ts';
import { matchParts } from './match.ts';
import { alternativesOf, piecesOf, someAlternative } from './operand.ts';
import { exactly, like } from './pattern.ts';
import { always, clear, negate, unclear, unclearWhen } from './reading.ts';
import { no } from './term.ts';
import type { Scene } from './scene.ts';
import type { Json } from './document.ts';
import type { Piece } from './operand.ts';
import type { Token } from './pattern.ts';
import type { Reading } from './reading.ts';
import type { Request } from './request.ts';
import type { Part } from './text.ts';

export function resourceMatches(scene: Scene, request: Request, statement: Json): Reading {
  const one = (text: string): Reading => resource(scene, request, text) ?? unclearText(scene, text);
  const isAllow = statement['Effect'] === 'Allow';
  if ('NotResource' in statement)
    return negate(anyText(statement['NotResource'], (text) => (isAllow ? inNotResource(text, one(text)) : one(text))));
  if ('Resource' in statement) return anyText(statement['Resource'], one);
  return isAllow ? always : unclear;
}

const OWN = 'execute-api:/';

/** Of an Allow. Whether the short form is written out there is not documented. */
const inNotResource = (text: string, reading: Reading): Reading =>
  text.startsWith(OWN) ? unclearWhen(reading.may) : reading;

/** It takes in the request or it does not: the same wherever the policy has the text. */
function unclearText({ world, reading }: Scene, text: string): Reading {
  return reading === 'possible' ? clear(world.scalar(`what ${text} means`, 'Bool')) : unclear;
}

/** Null: the text is of no form that has a meaning. */
function resource(scene: Scene, request: Request, text: string): Reading | null {
  if (text === '*') return always;
  if (text.startsWith(OWN)) {
    if (namesNoMethod(text.slice('execute-api:'.length))) return null;
    const rest = piecesOf(text.slice(OWN.length), scene.dialect);
    return rest === null ? unclear : matchPattern(scene, request.ownResource, [], rest);
  }
  const pieces = piecesOf(text, scene.dialect);
  if (pieces === null) return unclear;
  const { head, rest } = splitArn(pieces);
  if (!isKnownForm(head, rest) || (rest !== null && (/^(?:[^:]*:){5}\//.test(text) || endsEarly(text.split(':')))))
    return null;
  const start = head.flatMap((part, at) => [...(at === 0 ? [] : exactly(':')), ...partTokens(part)]);
  const tokens = rest === null ? start : [...start, ...exactly(':')];
  const reading = matchPattern(scene, request.resource, tokens, rest ?? []);
  return hasWildcard(head[2] ?? [{ kind: 'chars', text: '*' }]) ? { may: reading.may, must: no } : reading;
}

/** Of what follows the fifth colon, or `execute-api:`: it ends before a method, and no `*` stands for one. */
const namesNoMethod = (route: string): boolean =>
  !route.includes('*') && /^[^/]*(?:\/[^/]*(?:\/(?:\/.*)?)?)?$/s.test(route);

/** A `*` at the end of an earlier part may reach into the route. */
const endsEarly = (parts: readonly string[]): boolean =>
  !parts.slice(0, 5).some((part) => part.endsWith('*')) && namesNoMethod(parts.slice(5).join(':'));

interface SplitArn {
  /** The first five parts, or fewer. */
  readonly head: readonly (readonly Piece[])[];
  /** What follows the fifth colon. */
  readonly rest: readonly Piece[] | null;
}

function splitArn(pieces: readonly Piece[]): SplitArn {
  const parts: Piece[][] = [[]];
  for (const piece of pieces) {
    const texts = piece.kind === 'chars' ? piece.text.split(':') : [];
    const room = 6 - parts.length;
    const [first, ...more] = [...texts.slice(0, room), ...(texts.length > room ? [texts.slice(room).join(':')] : [])];
    if (piece.kind !== 'chars') parts.at(-1)?.push(piece);
    else if (first !== undefined) parts.at(-1)?.push({ kind: 'chars', text: first });
    for (const text of more) parts.push([{ kind: 'chars', text }]);
  }
  return { head: parts.slice(0, 5), rest: parts[5] ?? null };
}

/** An ARN of six or more parts, or of fewer of which the last one is `*`, with plain first five parts; not that of API Gateway's management. */
function isKnownForm(head: SplitArn['head'], rest: SplitArn['rest']): boolean {
  if (head.length < 2 || plainText(head[0] ?? []) !== 'arn') return false;
  if (plainText(head[2] ?? []) === 'apigateway') return false;
  if (rest !== null && (plainText(head[3] ?? []) === '' || plainText(head[4] ?? []) === '')) return false;
  if (rest === null && plainText(head.at(-1) ?? []) !== '*') return false;
  return head.every((part) => part.every((piece) => piece.kind !== 'variable' && !/[A-Z]/.test(piece.text)));
}

function plainText(part: readonly Piece[]): string | null {
  return part.every((piece) => piece.kind === 'chars') ? part.map((piece) => piece.text).join('') : null;
}

function hasWildcard(part: readonly Piece[]): boolean {
  return part.some((piece) => piece.kind === 'chars' && /[*?]/.test(piece.text));
}

/** A wildcard does not cross a colon, but for a `*` that is the last character of its part. */
function partTokens(part: readonly Piece[]): Token[] {
  const tokens = part.flatMap((piece) => {
    if (piece.kind === 'variable') return [];
    return piece.kind === 'chars' ? like(piece.text) : exactly(piece.text);
  });
  return tokens.map((token, at) => {
    const wild = token.kind !== 'ref' && token.of.some(([low, high]) => low !== high);
    const crosses = token.kind === 'many' && at === tokens.length - 1;
    return wild && !crosses ? { ...token, of: NOT_COLON } : token;
  });
}

function matchPattern(scene: Scene, parts: readonly Part[], start: readonly Token[], rest: readonly Piece[]): Reading {
  const alternatives = alternativesOf(scene.keys, rest, { wildcards: true, ignoreCase: false });
  return someAlternative(alternatives, (tokens) => matchParts(scene.world, parts, [...start, ...tokens]));
}
