/** ARNs as patterns, part by part. */
import { hasWildcard } from '../text/glob.ts';
import {
  glob,
  globTokens,
  literal,
  many,
  one,
  tokenPattern,
  tokensOf,
  type Pattern,
  type Token,
} from '../text/pattern.ts';
import { templateGlob, type Template } from './template.ts';

const colon = one(0x3a);

/**
 * As `ArnEquals` and `ArnLike` read it: `arn` and five more parts, each matched by itself; null when the text is not of that form.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function arnPattern(text: string): Pattern | null {
  const parts = text.split(':');
  if (parts.length < 6 || parts[0] !== 'arn') return null;
  if (!hasWildcard(text)) return literal(text);
  const tokens = parts.slice(0, 5).flatMap((part) => [...globTokens(part, 'not-colon'), colon]);
  return tokenPattern([...tokens, ...globTokens(parts.slice(5).join(':'), 'any')]);
}

/**
 * As the `Resource` element reads it: a `*` that ends its part may go beyond the colon, any other wildcard stays in its part.
 * @param template without variables left in it; the first piece reaches past the fifth colon, if there is one
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function resourcePattern(template: Template): Pattern {
  const [first, ...more] = template;
  const text = first?.kind === 'plain' ? first.text : '';
  if (!wildInsidePart.test(text)) return more.length === 0 ? glob(text) : templateGlob(template);
  const parts = text.split(':');
  const head = parts.slice(0, 5);
  const tokens = head.flatMap((part) => [...headTokens(part), colon]);
  if (parts.length < 6) return tokenPattern(tokens.slice(0, -1));
  const rest: Template = [{ kind: 'plain', text: parts.slice(5).join(':') }, ...more];
  return tokenPattern([...tokens, ...tokensOf(templateGlob(rest))]);
}

/** In the first five parts, a `?`, or a `*` that does not end its part. */
const wildInsidePart = /^(?:[^:]*:){0,4}[^:]*?(?:\?|\*(?=[^:]))/;

const headTokens = (part: string): readonly Token[] =>
  part.endsWith('*') ? [...globTokens(part.slice(0, -1), 'not-colon'), many('any')] : globTokens(part, 'not-colon');
