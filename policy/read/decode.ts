/**
 * The text that a policy arrives in, down to its JSON. In: a policy text as API Gateway, a file or another JSON string holds it.
 * Out: the JSON text, or that there is none. API Gateway returns the inside of a JSON string literal (`{\"Version\":…`,
 * `\/`) from GetRestApi; deployed tools have been seen to escape once more.
 */
import type { Problem } from './problem.ts';

export type Decoded =
  | { readonly kind: 'absent' }
  | { readonly kind: 'json'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly problem: Problem };

const mostLevels = 3;
const escapedStart = /^[{[]\s*\\/;

export function decodePolicyText(text: string): Decoded {
  let inner = text.trim();
  for (let level = 0; level <= mostLevels; level += 1) {
    if (inner === '') return { kind: 'absent' };
    const literal = stringLiteral(inner);
    if (literal === null) return { kind: 'json', text: inner };
    const decoded = unquote(literal);
    if (decoded === null) return unreadable('the text is escaped as JSON strings are, but an escape in it is broken');
    inner = decoded.trim();
  }
  return unreadable(`the text is escaped more than ${mostLevels} times`);
}

/** The string literal that the text is (or is the inside of); null when it is plain JSON. */
function stringLiteral(text: string): string | null {
  if (text.startsWith('"')) return text;
  return escapedStart.test(text) ? `"${text}"` : null;
}

function unquote(literal: string): string | null {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

const unreadable = (message: string): Decoded => ({ kind: 'unreadable', problem: { path: '$', message } });
