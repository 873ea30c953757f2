// In: an address of the request and a value of the policy. Out: is it in the block, or is it that text.
// Promise: IPv4 and IPv6 never meet; a text operator is clear only where §5 says so.
import { parseBlock } from './literals.ts';
import { constantOperand } from './operand.ts';
import { always, clear, never, unclear } from './reading.ts';
import { and, integer, not } from './term.ts';
import { isIPv4 } from 'node:net';
import type { Comparison } from './scene.ts';
import type { Block } from './literals.ts';
import type { Reading } from './reading.ts';
import type { Term } from './term.ts';
import type { Address } from './values.ts';

export function compareAddress({ value, pieces }: Comparison): Reading {
  const block = parseBlock(constantOperand(pieces));
  return value.kind !== 'address' || block === null ? unclear : clear(inBlock(value.address, block));
}

function inBlock({ isV6, v4, v6 }: Address, block: Block): Term {
  const family = block.family === 6 ? isV6 : not(isV6);
  return and([family, `(<= ${integer(block.low)} ${block.family === 6 ? v6 : v4} ${integer(block.high)})`]);
}

/** `StringEquals` and its kin on an address. */
export function compareAddressText({ operator, value, pieces }: Comparison): Reading {
  if (value.kind !== 'address' || pieces.some((piece) => piece.kind === 'variable')) return unclear;
  const text = constantOperand(pieces);
  const wild = operator.wildcards && pieces.some((piece) => piece.kind === 'chars' && /[*?]/.test(piece.text));
  if (wild && text === '*') return always;
  if (text === '' || (wild ? /[^0-9a-fA-F:.*?]/ : /[^0-9a-fA-F:.]/).test(text)) return never;
  const block = !wild && operator.family === 'text' && isIPv4(text) ? parseBlock(text) : null;
  return block === null ? unclear : clear(inBlock(value.address, block));
}
