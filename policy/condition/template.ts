/**
 * Policy variables in a text: `${key}`, `${key, 'default'}`, and `${*}`, `${?}`, `${$}` for those characters.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
import { isKeyName } from './keys.ts';
import { glob, globTokens, literal, many, tokenPattern, word, type Pattern, type Token } from '../text/pattern.ts';

export type Piece =
  /** As written: wildcards are wildcards. */
  | { readonly kind: 'plain'; readonly text: string }
  /** Put in for a variable: nothing in it is a wildcard. */
  | { readonly kind: 'verbatim'; readonly text: string }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback: string | null };

export type Template = readonly Piece[];

export const hasVariable = (text: string): boolean => text.includes('${');

const variableForm = /^\s*([^\s,{}$*?]+)\s*(?:,\s*'([^']*)'\s*)?$/;

/** Null: a `${` that is not closed or holds no name. */
export function readTemplate(text: string): Template | null {
  const pieces: Piece[] = [];
  let at = 0;
  for (let open = text.indexOf('${'); open !== -1; open = text.indexOf('${', at)) {
    const close = text.indexOf('}', open);
    const piece = close === -1 ? null : readVariable(text.slice(open + 2, close));
    if (piece === null) return null;
    pieces.push({ kind: 'plain', text: text.slice(at, open) }, piece);
    at = close + 1;
  }
  pieces.push({ kind: 'plain', text: text.slice(at) });
  return pieces.filter((piece) => piece.kind !== 'plain' || piece.text !== '');
}

function readVariable(inside: string): Piece | null {
  if (inside === '*' || inside === '?' || inside === '$') return { kind: 'verbatim', text: inside };
  const [, key, fallback] = variableForm.exec(inside) ?? [];
  if (key === undefined || !isKeyName(key)) return null;
  return { kind: 'variable', key: key.toLowerCase(), fallback: fallback ?? null };
}

export const variablesIn = (template: Template): readonly string[] =>
  template.flatMap((piece) => (piece.kind === 'variable' ? [piece.key] : []));

/** True for `${key}` alone, of this key: a value that equals itself. */
export function isSelfReference(template: Template, keyId: string): boolean {
  const [only, ...more] = template;
  return only?.kind === 'variable' && only.key === keyId && more.length === 0;
}

/** Variables replaced by the value of their key, or by their default; one that has neither stays. Lists are no values for a variable. */
export function fillTemplate(
  template: Template,
  valueOf: (key: string) => string | readonly string[] | undefined,
): Template {
  return template.map((piece): Piece => {
    if (piece.kind !== 'variable') return piece;
    const value = valueOf(piece.key);
    const text = typeof value === 'string' ? value : piece.fallback;
    return text === null ? piece : { kind: 'verbatim', text };
  });
}

/** For a template without variables: its text, nothing in it a wildcard. */
export const templateText = (template: Template): string =>
  template.map((piece) => (piece.kind === 'variable' ? '' : piece.text)).join('');

/**
 * The widest that a template can stand for.
 * @param tokensOfKey the texts that a key can have
 * @param plainTokens how plain text is read
 */
export function widestPattern(
  template: Template,
  tokensOfKey: (key: string) => readonly Token[],
  plainTokens: (text: string) => readonly Token[],
): Pattern {
  return tokenPattern(
    template.flatMap((piece) => {
      if (piece.kind === 'variable') return piece.fallback === null ? tokensOfKey(piece.key) : [many('any')];
      return piece.kind === 'plain' ? plainTokens(piece.text) : word(piece.text);
    }),
  );
}

/** For a template without variables: as `StringLike` reads it. */
export function templateGlob(template: Template): Pattern {
  if (template.every((piece) => piece.kind === 'plain')) return glob(templateText(template));
  const tokens = template.flatMap((piece) => {
    if (piece.kind === 'plain') return globTokens(piece.text, 'any');
    return piece.kind === 'verbatim' ? word(piece.text) : [];
  });
  return tokens.some((token) => token.star || token.symbol === 'any')
    ? tokenPattern(tokens)
    : literal(templateText(template));
}
