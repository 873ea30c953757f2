/** For each type of key whose values are texts: which texts can occur, and which to guess first (docs/semantics.md §2). */
import type { KeyType } from './keys.ts';
import type { TextDomain } from '../text/find.ts';
import { atLeastOne, many, one, tokenPattern, word, type Token } from '../text/pattern.ts';
import { anyOf, everyText } from '../text/textset.ts';

export interface KeyDomain extends TextDomain {
  readonly tokens: readonly Token[];
  /** In the order to try them. */
  readonly guesses: readonly string[];
}

const shaped = (shape: RegExp, tokens: readonly Token[], guesses: readonly string[]): KeyDomain => {
  const texts = anyOf([tokenPattern(tokens)]);
  return {
    has: (text) => shape.test(text),
    texts: () => texts,
    cover: null,
    mayMeet: () => true,
    tokens,
    guesses,
  };
};

/** Ids of a stranger's network. Eight of each, so that a policy may name a few of them and one is still left. */
const strangers = (prefix: string): readonly string[] =>
  Array.from('fedcba98', (digit) => `${prefix}0${digit.repeat(16)}`);

const prefixed = (prefix: string, guesses: readonly string[]): KeyDomain =>
  shaped(new RegExp(`^${prefix}[0-9a-z]+$`), [...word(prefix), ...atLeastOne('lower-or-digit')], guesses);

const colon = one(0x3a);
const arnTokens: readonly Token[] = [
  ...word('arn:'),
  ...[1, 2, 3, 4].flatMap(() => [many('not-colon'), colon]),
  many('any'),
];

export const anyTextDomain: KeyDomain = {
  has: () => true,
  texts: () => everyText,
  cover: null,
  mayMeet: () => true,
  tokens: [many('any')],
  guesses: ['x', 'y', ''],
};

/** An account that no policy here is about. */
export const strangerAccount = '999999999999';

const domains: Partial<Record<KeyType, KeyDomain>> = {
  'vpc-id': prefixed('vpc-', strangers('vpc-')),
  'vpc-endpoint-id': prefixed('vpce-', strangers('vpce-')),
  'organization-id': prefixed('o-', ['o-999999999z']),
  'account-id': shaped(/^[0-9]+$/, atLeastOne('digit'), [strangerAccount, '888888888888']),
  arn: shaped(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:[^]*$/, arnTokens, [
    `arn:aws:ec2:us-east-1:${strangerAccount}:vpc/vpc-0ffffffffffffffff`,
  ]),
};

/** Null for the types that are not texts, or that are decided together with the caller. */
export function textDomain(type: KeyType): KeyDomain | null {
  if (type === 'text' || type === 'open') return anyTextDomain;
  return domains[type] ?? null;
}

/** All values of the types that have only a few. */
export function finiteValues(type: KeyType): readonly string[] | null {
  if (type === 'always-true') return ['true'];
  return type === 'boolean' ? ['true', 'false'] : null;
}
