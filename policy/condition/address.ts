/**
 * IP addresses: an IPv4 address is a number, an IPv6 address a bigint, so the two never compare equal. In: address or CIDR text.
 * Out: an address or a range; null when the text is neither.
 */
export type Address = number | bigint;

/** Both ends belong to the range, and are of one family. */
export interface AddressRange {
  readonly first: Address;
  readonly last: Address;
}

const lastV4 = 2 ** 32 - 1;
const lastV6 = (1n << 128n) - 1n;

/** Every address there is, one range a family. */
export const everyAddress: readonly AddressRange[] = [
  { first: 0, last: lastV4 },
  { first: 0n, last: lastV6 },
];

export const inRange = (address: Address, { first, last }: AddressRange): boolean =>
  typeof address === typeof first && first <= address && address <= last;

/** The address after one; null at the end of its family. */
export function following(address: Address): Address | null {
  if (typeof address === 'number') return address === lastV4 ? null : address + 1;
  return address === lastV6 ? null : address + 1n;
}

/** Four decimal numbers up to 255 without leading zeros. */
function parseV4(text: string): number | null {
  let address = 0;
  let start = 0;
  for (let octet = 0; octet < 4; octet += 1) {
    const dot = octet === 3 ? text.length : text.indexOf('.', start);
    const value = dot === -1 ? null : parseOctet(text, start, dot);
    if (value === null) return null;
    address = address * 256 + value;
    start = dot + 1;
  }
  return address;
}

const zero = 0x30;

function parseOctet(text: string, start: number, end: number): number | null {
  if (end - start < 1 || end - start > 3) return null;
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = text.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9 || (digit === 0 && at === start && end - start > 1)) return null;
    value = value * 10 + digit;
  }
  return value > 255 ? null : value;
}

const group = /^[0-9a-fA-F]{1,4}$/;

function parseV6(text: string): bigint | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...new Array<string>(missing).fill('0'), ...tail];
  if (!groups.every((part) => group.test(part))) return null;
  return groups.reduce((sum, part) => sum * 65536n + BigInt(`0x${part}`), 0n);
}

/** `203.0.113.7` or `2001:db8::7`. */
export const parseAddress = (text: string): Address | null =>
  parseV4(text) ?? (text.includes(':') ? parseV6(text) : null);

/**
 * A CIDR block, or one address.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export function parseRange(text: string): AddressRange | null {
  const slash = text.indexOf('/');
  const address = parseAddress(slash === -1 ? text : text.slice(0, slash));
  if (address === null) return null;
  if (slash === -1) return { first: address, last: address };
  const length = /^\d{1,3}$/.test(text.slice(slash + 1)) ? Number(text.slice(slash + 1)) : 999;
  return length > (typeof address === 'number' ? 32 : 128) ? null : block(address, length);
}

function block(address: Address, length: number): AddressRange {
  if (typeof address === 'number') {
    const size = 2 ** (32 - length);
    const first = Math.floor(address / size) * size;
    return { first, last: first + size - 1 };
  }
  const size = 1n << BigInt(128 - length);
  const first = (address / size) * size;
  return { first, last: first + size - 1n };
}

export function formatAddress(address: Address): string {
  if (typeof address === 'number') return [24, 16, 8, 0].map((shift) => String((address >>> shift) & 255)).join('.');
  const shifts = [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n];
  return shifts.map((shift) => ((address >> shift) & 65535n).toString(16)).join(':');
}
