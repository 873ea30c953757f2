/** The ARNs of IAM principals: which can occur for each kind, and how demands on account or user name become demands on the ARN. */
import type { PrincipalType } from '../request.ts';
import type { TextDomain } from '../text/find.ts';
import { atLeastOne, many, one, tokenPattern, tokensOf, word, type Pattern, type Token } from '../text/pattern.ts';
import type { CharClass } from '../text/charclass.ts';
import { anyOf } from '../text/textset.ts';

export type SignedType = Exclude<PrincipalType, 'Anonymous'>;

export interface ArnShape extends TextDomain {
  readonly guesses: (accounts: readonly string[]) => readonly string[];
}

interface Form {
  readonly service: 'iam' | 'sts';
  readonly resource: string;
  readonly name: readonly Token[];
  readonly nameShape: string;
  readonly example: string;
}

const pathAndName: readonly Token[] = [many('visible'), one('visible-not-slash')];
const pathAndNameShape = '[!-~]*[!-.0-~]';
const named = { name: pathAndName, nameShape: pathAndNameShape, example: 'someone' };

const forms: Record<SignedType, Form> = {
  Account: { service: 'iam', resource: 'root', name: [], nameShape: '', example: '' },
  User: { service: 'iam', resource: 'user/', ...named },
  AssumedRole: { service: 'iam', resource: 'role/', ...named },
  FederatedUser: {
    service: 'sts',
    resource: 'federated-user/',
    name: atLeastOne('visible-not-slash'),
    nameShape: '[!-.0-~]+',
    example: 'someone',
  },
};

function makeShape({ service, resource, name, nameShape, example }: Form, known: string | null): ArnShape {
  const partition = known === null ? [...word('aws'), many('lower-or-hyphen')] : word(known);
  const start = [...word('arn:'), ...partition, ...word(`:${service}::`), ...atLeastOne('digit')];
  const texts = anyOf([tokenPattern([...start, ...word(`:${resource}`), ...name])]);
  const regular = new RegExp(`^arn:aws[a-z-]*:${service}::[0-9]+:${resource}${nameShape}$`);
  const beginning = known === null ? 'arn:aws' : `arn:${known}:`;
  return {
    has: (text) => text.startsWith(beginning) && regular.test(text),
    texts: () => texts,
    cover: null,
    mayMeet: () => true,
    guesses: (accounts) =>
      accounts.map((account) => `arn:${known ?? 'aws'}:${service}::${account}:${resource}${example}`),
  };
}

const shapes = new Map<string, ArnShape>();

/** @param partition that of the API; null: not known */
export function arnShape(type: SignedType, partition: string | null): ArnShape {
  const key = `${type} ${partition ?? ''}`;
  const shape = shapes.get(key) ?? makeShape(forms[type], partition);
  shapes.set(key, shape);
  return shape;
}

const colonCode = 0x3a;
const slashCode = 0x2f;

/** A pattern on the account becomes one on the ARN; none when it could match only across a colon, which no account has. */
export function accountPattern(pattern: Pattern): readonly Pattern[] {
  const account = within(pattern, colonCode, 'not-colon');
  if (account === null) return [];
  return [
    tokenPattern([
      ...word('arn:'),
      many('not-colon'),
      one(colonCode),
      many('not-colon'),
      ...word('::'),
      ...account,
      one(colonCode),
      many('any'),
    ]),
  ];
}

/** The user's name is what follows the last `/`. */
export function userNamePatterns(pattern: Pattern): readonly Pattern[] {
  const name = within(pattern, slashCode, 'not-slash');
  if (name === null) return [];
  const start = [...word('arn:'), many('not-colon'), ...word(':iam::'), many('digit'), ...word(':user/')];
  return [tokenPattern([...start, ...name]), tokenPattern([...start, many('any'), one(slashCode), ...name])];
}

/** The tokens of a pattern that may not reach over a separator; null when the pattern itself has the separator in it. */
function within(pattern: Pattern, separator: number, wild: CharClass): readonly Token[] | null {
  const tokens = tokensOf(pattern);
  if (tokens.some((token) => token.symbol === separator)) return null;
  return tokens.map((token) => (token.symbol === 'any' ? { ...token, symbol: wild } : token));
}
