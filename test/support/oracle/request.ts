// In: the question. Out: the variables of one request (§2): resource, caller, endpoint, instant.
// Promise: every assignment is a request of §2 and every request is an assignment; condition keys are in keys.ts.
import { DIGITS, LOWER_DIGITS, NAME_CHARS, PRINTABLE, SESSION_CHARS, STAGE_CHARS } from './alphabet.ts';
import { identityOf } from './identity.ts';
import { and, not } from './term.ts';
import { atomPart, literal, merge, textOf } from './text.ts';
import type { Atom } from './pattern.ts';
import type { OracleQuestion } from './question.ts';
import type { Term } from './term.ts';
import type { Alternative, Choice, Part, Text } from './text.ts';
import type { World } from './world.ts';

export const CALLER_KINDS = ['Account', 'User', 'AssumedRole', 'FederatedUser'] as const;
export type CallerKind = (typeof CALLER_KINDS)[number];

export interface Caller {
  readonly isIam: Term;
  readonly is: (kind: CallerKind) => Term;
  readonly account: Atom;
  /** The last component of a user's, role's or federated user's ARN, and what stands before it if there is a path. */
  readonly name: Atom;
  readonly path: Atom;
  readonly hasPath: Term;
  readonly session: Atom;
  readonly arn: Text;
  readonly type: Text;
}

export interface Request {
  readonly resource: readonly Part[];
  /** STAGE/METHOD/PATH. */
  readonly ownResource: readonly Part[];
  readonly partition: readonly Part[];
  readonly caller: Caller;
  readonly vpc: Text;
  readonly endpoint: Text;
  readonly seconds: Term;
  readonly milliseconds: Term;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const LAST_SECOND = 253402300799n;

export function requestOf(world: World, question: OracleQuestion): Request {
  const { partition, region, account, api } = identityOf(world, question);
  const ownResource = ownResourceOf(world);
  const start = [literal('arn:'), ...partition, literal(':execute-api:'), ...region, literal(':'), ...account];
  const seconds = world.scalar('time: whole seconds', 'Int', [0n, LAST_SECOND]);
  return {
    resource: merge([...start, literal(':'), ...api, literal('/'), ...ownResource]),
    ownResource,
    partition,
    caller: callerOf(world, partition),
    vpc: idOf(world, 'vpc-'),
    endpoint: idOf(world, 'vpce-'),
    seconds,
    milliseconds: `(+ (* 1000 ${seconds}) ${world.scalar('time: milliseconds', 'Int', [0n, 999n])})`,
  };
}

function idOf(world: World, prefix: string): Text {
  return textOf(literal(prefix), atomPart(world.atom(`id after ${prefix}`, { of: LOWER_DIGITS, min: 1 })));
}

function ownResourceOf(world: World): Part[] {
  const stage = atomPart(world.atom('stage', { of: STAGE_CHARS, min: 1 }));
  const path = atomPart(world.atom('path', { of: PRINTABLE, min: 0 }));
  return [stage, literal('/'), methodOf(world), literal('/'), path];
}

function methodOf(world: World): Choice {
  const which = world.scalar(`method: one of ${METHODS.join(' ')}`, 'Int', [0n, BigInt(METHODS.length - 1)]);
  return { kind: 'choice', options: METHODS.map((text, at) => ({ text, when: `(= ${which} ${at})` })) };
}

function callerOf(world: World, partition: readonly Part[]): Caller {
  const kind = world.scalar(`caller: anonymous ${CALLER_KINDS.join(' ')}`, 'Int', [0n, BigInt(CALLER_KINDS.length)]);
  const caller = {
    isIam: not(`(= ${kind} 0)`),
    is: (name: CallerKind): Term => `(= ${kind} ${CALLER_KINDS.indexOf(name) + 1})`,
    account: world.atom('caller account', { of: DIGITS, min: 1 }),
    name: world.atom('caller name', { of: NAME_CHARS, min: 1 }),
    path: world.atom('caller path', { of: PRINTABLE, min: 0 }),
    hasPath: world.scalar('caller has a path', 'Bool'),
    session: world.atom('caller session', { of: SESSION_CHARS, min: 1 }),
  };
  const type = CALLER_KINDS.map((name) => ({ when: caller.is(name), parts: [literal(name)] }));
  return { ...caller, type, arn: callerArns(caller, partition) };
}

function callerArns(caller: Omit<Caller, 'arn' | 'type'>, partition: readonly Part[]): Alternative[] {
  const { is, hasPath } = caller;
  const [name, path] = [atomPart(caller.name), atomPart(caller.path)];
  const arn = (service: string, ...rest: Part[]): Part[] =>
    merge([literal('arn:'), ...partition, literal(`:${service}::`), atomPart(caller.account), literal(':'), ...rest]);
  const named = (kind: CallerKind, type: string): Alternative[] => [
    { when: and([is(kind), not(hasPath)]), parts: arn('iam', literal(type), name) },
    { when: and([is(kind), hasPath]), parts: arn('iam', literal(type), path, literal('/'), name) },
  ];
  return [
    { when: is('Account'), parts: arn('iam', literal('root')) },
    ...named('User', 'user/'),
    ...named('AssumedRole', 'role/'),
    { when: is('FederatedUser'), parts: arn('sts', literal('federated-user/'), name) },
  ];
}
