/**
 * Principal and NotPrincipal as sets of callers, between their two readings.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
import { clear, type Bounds } from '../bounds.ts';
import type { Element, Named, PrincipalEntry } from '../document.ts';
import type { Caller, PrincipalType } from '../request.ts';
import { literal, many, matches, tokenPattern, word, type Pattern } from '../text/pattern.ts';

/** IAM principals by the pattern of their `aws:PrincipalArn`. */
export interface CallerPattern {
  readonly arn: Pattern;
  readonly accountId: string;
  readonly type: PrincipalType | 'any';
  /** Null: every session. */
  readonly sessionName: string | null;
}

/** `nobody` and `everyone` under negation swap; `signed` is every IAM principal. */
export interface PrincipalSet {
  readonly reach: 'listed' | 'signed' | 'everyone';
  readonly callers: readonly CallerPattern[];
  readonly negated: boolean;
}

const everyone: PrincipalSet = { reach: 'everyone', callers: [], negated: false };
const clearlyEveryone = clear(everyone);
const nobody: PrincipalSet = { reach: 'listed', callers: [], negated: false };

export const complementPrincipals = (set: PrincipalSet): PrincipalSet => ({ ...set, negated: !set.negated });

/** True when the set is sure to take in every caller. */
export const isEveryone = (set: PrincipalSet): boolean =>
  set.negated ? set.reach === 'listed' && set.callers.length === 0 : set.reach === 'everyone';

export const isNobody = (set: PrincipalSet): boolean => isEveryone(complementPrincipals(set));

export function principalsHave(set: PrincipalSet, caller: Caller): boolean {
  return isListed(set, caller) !== set.negated;
}

function isListed(set: PrincipalSet, caller: Caller): boolean {
  if (set.reach === 'everyone') return true;
  if (caller.type === 'Anonymous') return false;
  if (set.reach === 'signed') return true;
  const sessionName = caller.type === 'AssumedRole' ? caller.sessionName : null;
  return set.callers.some(
    (one) =>
      (one.type === 'any' || one.type === caller.type) &&
      (one.sessionName === null || one.sessionName === sessionName) &&
      matches(one.arn, caller.arn),
  );
}

export function principalBounds(element: Element<PrincipalEntry>): Bounds<PrincipalSet> {
  if (element.kind === 'unmodelled') return { must: nobody, may: everyone };
  const [only] = element.entries;
  if (!element.negated && only?.named.kind === 'everyone') return clearlyEveryone;
  const named = element.entries.map((entry) => entry.named);
  const positive = listedBounds(named);
  if (!element.negated) return positive;
  return { must: complementPrincipals(positive.may), may: complementPrincipals(fullyListed(named)) };
}

function listedBounds(named: readonly Named[]): Bounds<PrincipalSet> {
  if (named.some((one) => one.kind === 'everyone')) return clearlyEveryone;
  const must: PrincipalSet = { ...nobody, callers: named.flatMap(certainCallers) };
  if (named.some((one) => one.kind === 'unmodelled' && one.reach === 'everyone')) return { must, may: everyone };
  if (named.some((one) => one.kind === 'unmodelled')) return { must, may: { ...nobody, reach: 'signed' } };
  if (named.some((one) => one.kind === 'federated'))
    return { must, may: { ...must, callers: [...must.callers, everyRole] } };
  return clear(must);
}

const everyRole: CallerPattern = {
  arn: tokenPattern([many('any')]),
  accountId: '',
  type: 'AssumedRole',
  sessionName: null,
};

function certainCallers(named: Named): readonly CallerPattern[] {
  switch (named.kind) {
    case 'account':
      return [{ arn: accountArn(named.accountId), accountId: named.accountId, type: 'any', sessionName: null }];
    case 'user':
    case 'role':
    case 'federated-user':
      return [{ arn: literal(named.arn), accountId: named.accountId, type: 'any', sessionName: null }];
    case 'session': {
      const { accountId, sessionName } = named;
      return roleArns(named).map((arn) => ({ arn, accountId, type: 'AssumedRole', sessionName }));
    }
    default:
      return [];
  }
}

/** `arn:PARTITION:SERVICE::ACCOUNT:…` */
const accountArn = (accountId: string): Pattern =>
  tokenPattern([
    ...word('arn:'),
    many('not-colon'),
    ...word(':'),
    many('not-colon'),
    ...word(`::${accountId}:`),
    many('any'),
  ]);

/** The role of a session, whatever its path. */
function roleArns(named: Extract<Named, { kind: 'session' }>): readonly Pattern[] {
  const start = `arn:${named.partition}:iam::${named.accountId}:role/`;
  return [literal(start + named.roleName), tokenPattern([...word(start), many('any'), ...word(`/${named.roleName}`)])];
}

/** The callers that a NotPrincipal surely leaves out: named themselves, and their account named too. */
function fullyListed(named: readonly Named[]): PrincipalSet {
  if (named.some((one) => one.kind === 'everyone')) return everyone;
  const accounts = named.filter((one) => one.kind === 'account');
  const callers = accounts.flatMap((account) => [
    rootOf(account.accountId),
    ...named.flatMap((one) => listedWith(one, named)).filter((caller) => caller.accountId === account.accountId),
  ]);
  return { ...nobody, callers };
}

function rootOf(accountId: string): CallerPattern {
  const arn = tokenPattern([...word('arn:'), many('not-colon'), ...word(`:iam::${accountId}:root`)]);
  return { arn, accountId, type: 'Account', sessionName: null };
}

/** A user or federated user by itself; a role's session only when session and role are both named. */
function listedWith(one: Named, named: readonly Named[]): readonly CallerPattern[] {
  if (one.kind === 'user' || one.kind === 'federated-user') return certainCallers(one);
  if (one.kind !== 'role') return [];
  return named.flatMap((session) => {
    if (session.kind !== 'session' || !roleArns(session).some((arn) => matches(arn, one.arn))) return [];
    return [
      {
        arn: literal(one.arn),
        accountId: one.accountId,
        type: 'AssumedRole' as const,
        sessionName: session.sessionName,
      },
    ];
  });
}
