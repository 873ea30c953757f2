// In: numbers, dates and addresses as a policy writes them. Out: their exact values, or null if they are none.
// Promise: the forms of semantics §4.2 and no other.
import { isIPv4, isIPv6 } from 'node:net';

export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Addresses from `low` to `high`. */
export interface Block {
  readonly family: 4 | 6;
  readonly low: bigint;
  readonly high: bigint;
}

export function parseNumber(text: string): Rational | null {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return null;
  const [, sign, whole = '', fraction = ''] = match;
  const digits = BigInt(whole + fraction);
  return { numerator: sign === '-' ? -digits : digits, denominator: 10n ** BigInt(fraction.length) };
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(?:Z|([+-])(\d{2}):(\d{2})))?$/;

/** In milliseconds since 1970. */
export function parseInstant(text: string): Rational | null {
  if (/^\d{5,}$/.test(text)) return { numerator: BigInt(text) * 1000n, denominator: 1n };
  const match = DATE.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction = '', sign, ahead, minutesAhead] = match;
  const days = startOfDay(Number(year), Number(month), Number(day));
  const time = secondsOf(hour, minute, second);
  const offset = secondsOf(ahead, minutesAhead, '0');
  if (days === null || time === null || offset === null) return null;
  const seconds = BigInt(days + time + (sign === '-' ? offset : -offset));
  const scale = 10n ** BigInt(fraction.length);
  return { numerator: (seconds * scale + BigInt(`0${fraction}`)) * 1000n, denominator: scale };
}

/** In seconds since 1970; null for a day that does not exist. */
function startOfDay(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / 1000 : null;
}

function secondsOf(hour = '0', minute = '0', second = '0'): number | null {
  const valid = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  return valid ? Number(hour) * 3600 + Number(minute) * 60 + Number(second) : null;
}

/** CIDR, or one address. */
export function parseBlock(text: string): Block | null {
  const [address = '', prefix, ...rest] = text.split('/');
  const family = isIPv4(address) ? 4 : isIPv6(address) && !address.includes('%') ? 6 : null;
  if (family === null || rest.length > 0) return null;
  const bits = family === 4 ? 32 : 128;
  if (prefix !== undefined && (!/^(?:0|[1-9]\d{0,2})$/.test(prefix) || Number(prefix) > bits)) return null;
  const free = BigInt(bits - Number(prefix ?? bits));
  const value = family === 4 ? ipv4(address) : ipv6(address);
  const low = (value >> free) << free;
  return { family, low, high: low + (1n << free) - 1n };
}

function ipv4(text: string): bigint {
  return text.split('.').reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
}

function ipv6(text: string): bigint {
  const dotted = /(\d+\.\d+\.\d+\.\d+)$/.exec(text)?.[1];
  if (dotted !== undefined) {
    const low = ipv4(dotted);
    const groups = `${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`;
    return ipv6(text.slice(0, -dotted.length) + groups);
  }
  const [head = '', tail] = text.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}
