// In: a statement's `Action` or `NotAction`. Out: does `execute-api:Invoke` match, as a reading.
// Promise: a pattern without regard to case; an action without a colon that is not `*` is unclear.
import { caseless, onlyMember } from './alphabet.ts';
import { listOf } from './document.ts';
import { like, matchesText } from './pattern.ts';
import { always, clear, negate, some, unclear } from './reading.ts';
import { truth } from './term.ts';
import type { Json } from './document.ts';
import type { Token } from './pattern.ts';
import type { Reading } from './reading.ts';

export function actionMatches(statement: Json): Reading {
  if ('NotAction' in statement) return negate(anyText(statement['NotAction'], action));
  return 'Action' in statement ? anyText(statement['Action'], action) : unclear;
}

/** One text or a list of them, ORed. */
export function anyText(value: unknown, one: (text: string) => Reading): Reading {
  const texts = listOf(value);
  if (texts.length === 0) return unclear;
  return some(texts.map((text) => (typeof text === 'string' ? one(text) : unclear)));
}

function action(text: string): Reading {
  if (text === '*') return always;
  if (!text.includes(':')) return unclear;
  return clear(truth(matchesText(like(text).map(withoutCase), 'execute-api:Invoke')));
}

function withoutCase(token: Token): Token {
  const code = token.kind === 'one' ? onlyMember(token.of) : null;
  return code === null ? token : { kind: 'one', of: caseless(String.fromCodePoint(code)) };
}
