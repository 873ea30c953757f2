// In: a statement's `Principal` or `NotPrincipal`. Out: does the caller match, as a reading.
// Promise: the forms of semantics §4.2; every other entry is unclear for those callers that §5 names.
import { isObject, listOf } from './document.ts';
import { always, clear, never, some, unclear, unclearWhen } from './reading.ts';
import { and, not, or } from './term.ts';
import { matchParts } from './match.ts';
import { exactly, like } from './pattern.ts';
import type { Json } from './document.ts';
import type { Token } from './pattern.ts';
import type { Reading } from './reading.ts';
import type { Caller, Request } from './request.ts';
import type { Term } from './term.ts';
import type { World } from './world.ts';

export function principalMatches(world: World, request: Request, statement: Json): Reading {
  if ('NotPrincipal' in statement) return notPrincipal(world, request, statement['NotPrincipal']);
  return 'Principal' in statement ? principal(world, request, statement['Principal']) : unclear;
}

/** One entry: whom it matches, and how it names them. */
interface Entry {
  readonly matches: Reading;
  readonly names: 'everyone' | 'account' | 'arn' | 'session' | null;
}

function entriesOf(world: World, request: Request, principalValue: unknown): readonly Entry[] {
  if (principalValue === '*') return [{ matches: always, names: 'everyone' }];
  if (!isObject(principalValue) || Object.keys(principalValue).length === 0) return [{ matches: unclear, names: null }];
  return Object.entries(principalValue).flatMap(([type, value]): Entry[] => {
    const texts = listOf(value);
    if (texts.length === 0) return [{ matches: unclear, names: null }];
    return texts.map((text) => entryOf(world, request, type, text));
  });
}

function entryOf(world: World, request: Request, type: string, text: unknown): Entry {
  const { caller } = request;
  if (typeof text !== 'string') return { matches: unclear, names: null };
  switch (type) {
    case 'AWS':
      return awsEntry(world, request, text);
    case 'Service':
      return { matches: never, names: null };
    case 'Federated':
      return { matches: unclearWhen(caller.is('AssumedRole')), names: null };
    case 'CanonicalUser':
      return { matches: unclearWhen(caller.isIam), names: null };
    default:
      return { matches: unclear, names: null };
  }
}

const ACCOUNT = /^(?:(\d+)|arn:aws[a-z-]*:iam::(\d+):root)$/;
const NAMED = /^arn:aws[a-z-]*:(?:iam::\d+:(?:user|role)\/[!-~]*[!-.0-~]|sts::\d+:federated-user\/[!-.0-~]+)$/;
const SESSION = /^arn:(aws[a-z-]*):sts::(\d+):assumed-role\/([!-.0-~]+)\/([\w=,.@-]+)$/;

function awsEntry(world: World, request: Request, text: string): Entry {
  const { caller } = request;
  if (text === '*') return { matches: always, names: 'everyone' };
  const account = ACCOUNT.exec(text);
  if (account !== null)
    return { matches: clear(inAccount(world, caller, account[1] ?? account[2] ?? '')), names: 'account' };
  const session = SESSION.exec(text);
  if (!/[*?]/.test(text) && session !== null) {
    const [, partition = '', id = '', role = '', name = ''] = session;
    const ofPartition = hasArn(world, request, like(`arn:${partition}:*`));
    return { matches: clear(and([ofPartition, isSession(world, caller, id, role, name)])), names: 'session' };
  }
  if (!/[*?]/.test(text) && NAMED.test(text))
    return { matches: clear(hasArn(world, request, exactly(text))), names: 'arn' };
  return { matches: unclearWhen(caller.isIam), names: null };
}

function inAccount(world: World, caller: Caller, account: string): Term {
  return and([caller.isIam, world.equals(caller.account, account)]);
}

/** Whatever the role's path. */
function isSession(world: World, caller: Caller, account: string, role: string, session: string): Term {
  const names = [world.equals(caller.name, role), world.equals(caller.session, session)];
  return and([caller.is('AssumedRole'), world.equals(caller.account, account), ...names]);
}

function hasArn(world: World, { caller }: Request, arn: readonly Token[]): Term {
  return or(caller.arn.map(({ when, parts }) => and([when, matchParts(world, parts, arn)])));
}

function principal(world: World, request: Request, value: unknown): Reading {
  return some(entriesOf(world, request, value).map((entry) => entry.matches));
}

/** Certainly matches whom no entry would match; certainly does not match whom the entries name with its account. */
function notPrincipal(world: World, request: Request, value: unknown): Reading {
  const { caller } = request;
  const entries = entriesOf(world, request, value);
  const listed = (names: Entry['names']): Term =>
    or(entries.filter((entry) => entry.names === names).map((entry) => entry.matches.must));
  const named = or([
    caller.is('Account'),
    and([or([caller.is('User'), caller.is('FederatedUser')]), listed('arn')]),
    and([caller.is('AssumedRole'), listed('arn'), listed('session')]),
  ]);
  const excluded = or([listed('everyone'), and([listed('account'), named])]);
  return { may: not(excluded), must: not(some(entries.map((entry) => entry.matches)).may) };
}
