// In: a condition key's name. Out: when the key is present, the type of its values, and the values.
// Promise: exactly the table of §2; the type of an unlisted key follows from how the policy uses it.
import { ANY, DIGITS, LOWER_DIGITS } from './alphabet.ts';
import { and, not, or } from './term.ts';
import { onlyFamily } from './usage.ts';
import { atomPart, literal, textOf } from './text.ts';
import { freeValue } from './values.ts';
import type { Request } from './request.ts';
import type { Term } from './term.ts';
import type { Text } from './text.ts';
import type { Usage, UsageByKey } from './usage.ts';
import type { FreeText, KeyType, Value } from './values.ts';
import type { World } from './world.ts';

export interface Key {
  readonly name: string;
  readonly present: Term;
  readonly type: KeyType;
  readonly multivalued: boolean;
  /** One value, or for a multivalued key as many as its tests can tell apart (some may be equal). */
  readonly slots: readonly Value[];
}

export type KeyTable = (name: string) => Key;

export function keyTable(world: World, request: Request, usage: UsageByKey): KeyTable {
  const made = new Map<string, Key>();
  return (name) => {
    const key = made.get(name) ?? makeKey({ world, request, name, usage: usage.get(name) });
    made.set(name, key);
    return key;
  };
}

interface Wanted {
  readonly world: World;
  readonly request: Request;
  readonly name: string;
  readonly usage: Usage | undefined;
}

function makeKey(wanted: Wanted): Key {
  return fixedKey(wanted) ?? principalKey(wanted) ?? freeKey(wanted);
}

const KEY = { present: 'true', multivalued: false };

/** Keys that every request has. */
function fixedKey({ world, request, name }: Wanted): Key | null {
  const { seconds, milliseconds } = request;
  switch (name) {
    case 'aws:sourcevpc':
      return { ...KEY, name, type: 'text', slots: [{ kind: 'text', text: request.vpc }] };
    case 'aws:sourcevpce':
      return { ...KEY, name, type: 'text', slots: [{ kind: 'text', text: request.endpoint }] };
    case 'aws:vpcsourceip':
      return { ...KEY, name, type: 'address', slots: [freeValue(world, name, 'address')] };
    case 'aws:securetransport':
      return { ...KEY, name, type: 'bool', slots: [{ kind: 'text', text: textOf(literal('true')) }] };
    case 'aws:currenttime':
      return { ...KEY, name, type: 'instant', slots: [{ kind: 'instant', milliseconds }] };
    case 'aws:epochtime': {
      const epoch = { milliseconds: `(* 1000 ${seconds})`, number: `(to_real ${seconds})` };
      return { ...KEY, name, type: 'epoch', slots: [{ kind: 'epoch', ...epoch }] };
    }
    default:
      return null;
  }
}

/** Keys that follow from the caller. */
function principalKey({ world, request, name }: Wanted): Key | null {
  const { caller } = request;
  const key = (present: Term, type: KeyType, text: Text): Key => {
    return { ...KEY, name, present, type, slots: [{ kind: 'text', text: guard(text, present) }] };
  };
  /** Of an unsigned request, one text or none. */
  const orAnonymous = (text: Text, anonymous: string): Key => {
    const carried = and([not(caller.isIam), world.scalar(`${name} is present, unsigned`, 'Bool')]);
    const unsigned = guard(textOf(literal(anonymous)), carried);
    return key(or([caller.isIam, carried]), 'text', [...guard(text, caller.isIam), ...unsigned]);
  };
  switch (name) {
    case 'aws:principalaccount':
      return orAnonymous(textOf(atomPart(caller.account)), 'anonymous');
    case 'aws:principalarn':
      return key(caller.isIam, 'arn', caller.arn);
    case 'aws:principaltype':
      return orAnonymous(caller.type, 'Anonymous');
    case 'aws:userid':
      return orAnonymous(textOf(atomPart(world.atom(name, { of: ANY, min: 0 }))), 'anonymous');
    case 'aws:username':
      return key(caller.is('User'), 'text', textOf(atomPart(caller.name)));
    default:
      return null;
  }
}

interface Free extends FreeText {
  readonly type: KeyType;
  readonly multivalued?: boolean;
  /** Absent for anonymous callers. */
  readonly iam?: 'maybe';
}

const TEXT: Free = { type: 'text' };
const FLAG: Free = { type: 'bool' };
const ARN: Free = { type: 'arn' };
const ACCOUNT: Free = { type: 'text', shape: { of: DIGITS, min: 1 } };
const LIST: Free = { type: 'text', multivalued: true };

const FREE_KEYS = new Map<string, Free>([
  ['aws:sourceip', { type: 'address' }],
  ['aws:useragent', TEXT],
  ['aws:referer', TEXT],
  ['aws:principalorgid', { type: 'text', iam: 'maybe', prefix: 'o-', shape: { of: LOWER_DIGITS, min: 1 } }],
  ['aws:tokenissuetime', { type: 'instant', iam: 'maybe' }],
  ['aws:multifactorauthpresent', { type: 'bool', iam: 'maybe' }],
  ['aws:multifactorauthage', { type: 'number', iam: 'maybe' }],
  ['aws:principalorgpaths', { type: 'text', iam: 'maybe', multivalued: true }],
  ['aws:viaawsservice', FLAG],
  ['aws:principalisawsservice', FLAG],
  ['aws:sourcearn', ARN],
  ['aws:sourcevpcarn', ARN],
  ['execute-api:viadomainarn', ARN],
  ['aws:sourceaccount', ACCOUNT],
  ['aws:vpceaccount', ACCOUNT],
  ['aws:resourceaccount', ACCOUNT],
  ['aws:calledvia', LIST],
  ['aws:vpceorgpaths', LIST],
  ['aws:resourceorgpaths', LIST],
  ['aws:sourceorgpaths', LIST],
  ['aws:principalservicenameslist', LIST],
  ['aws:tagkeys', LIST],
]);

function freeKey({ world, request, name, usage }: Wanted): Key {
  const free = FREE_KEYS.get(name) ?? otherKey(name, usage);
  const { caller } = request;
  const there = world.scalar(`${name} is present`, 'Bool');
  const present = and([...(free.iam === undefined ? [] : [caller.isIam]), there]);
  const multivalued = free.multivalued ?? false;
  const count = multivalued ? Math.max(1, usage?.setTests ?? 0) : 1;
  const withArns = free.type === 'unknown' && (usage?.families.has('arn') ?? false);
  const slots = Array.from({ length: count }, (_, at) => {
    const value = freeValue(world, `${name} ${at}`, free.type, { ...free, withArns });
    return value.kind === 'text' ? { ...value, text: guard(value.text, present) } : value;
  });
  return { name, present, type: free.type, multivalued, slots };
}

function guard(text: Text, present: Term): Text {
  return text.map(({ when, parts }) => ({ when: and([present, when]), parts }));
}

function otherKey(name: string, usage: Usage | undefined): Free {
  if (name.startsWith('aws:principaltag/')) return { type: 'text', iam: 'maybe' };
  const multivalued = (usage?.setTests ?? 0) > 0;
  switch (onlyFamily(usage)) {
    case 'numeric':
      return { type: 'number', multivalued };
    case 'date':
      return { type: 'instant', multivalued };
    case 'ip':
      return { type: 'address', multivalued };
    default:
      return { type: 'unknown', multivalued };
  }
}
