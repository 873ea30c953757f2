// In: the trusted network. Out: when a request is inside (§3), and what the known endpoints bind.
// Promise: an endpoint with a fact lies in exactly that VPC; nothing else ties endpoints to VPCs.
import { matchText } from './match.ts';
import { exactly } from './pattern.ts';
import { and, not, or } from './term.ts';
import type { KeyTable } from './keys.ts';
import type { OracleQuestion } from './question.ts';
import type { Request } from './request.ts';
import type { Term } from './term.ts';
import type { Text } from './text.ts';
import type { World } from './world.ts';

type Trusted = OracleQuestion['trusted'];

export function isInside(world: World, request: Request, keys: KeyTable, trusted: Trusted): Term {
  const vpcs = trusted.vpcIds.map((id) => is(world, request.vpc, id));
  const endpoints = trusted.vpcEndpointIds.map((id) => is(world, request.endpoint, id));
  const lying = Object.entries(trusted.endpoints).filter(([, vpc]) => trusted.vpcIds.includes(vpc));
  const known = lying.map(([endpoint]) => is(world, request.endpoint, endpoint));
  return or([...vpcs, ...endpoints, ...known, ownAccount(world, keys, trusted.ownAccount)]);
}

/** What holds of every request. */
export function endpointFacts(world: World, request: Request, trusted: Trusted): Term {
  const facts = Object.entries(trusted.endpoints).map(([endpoint, vpc]) =>
    or([not(is(world, request.endpoint, endpoint)), is(world, request.vpc, vpc)]),
  );
  return and(facts);
}

function is(world: World, text: Text, value: string): Term {
  return matchText(world, text, exactly(value));
}

function ownAccount(world: World, keys: KeyTable, account: string | null): Term {
  if (account === null) return 'false';
  const key = keys('aws:vpceaccount');
  const matches = key.slots.map((value) => (value.kind === 'text' ? is(world, value.text, account) : 'false'));
  return and([key.present, ...matches]);
}
