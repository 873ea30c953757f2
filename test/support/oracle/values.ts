// In: a type. Out: a free value of that type.
// Promise: every value of the type, and no other, is an assignment of the variables made here.
import { ANY, NOT_COLON } from './alphabet.ts';
import { shapeRegex } from './pattern.ts';
import { not } from './term.ts';
import { atomPart, literal, textOf } from './text.ts';
import type { Shape } from './pattern.ts';
import type { Term } from './term.ts';
import type { Part, Text } from './text.ts';
import type { World } from './world.ts';

export type KeyType = 'text' | 'bool' | 'arn' | 'unknown' | 'instant' | 'epoch' | 'number' | 'address';

export interface Address {
  readonly isV6: Term;
  readonly v4: Term;
  readonly v6: Term;
}

export type Value =
  | { readonly kind: 'text'; readonly text: Text }
  | { readonly kind: 'instant'; readonly milliseconds: Term }
  /** Real; of an instant in whole seconds both are given. */
  | { readonly kind: 'epoch'; readonly milliseconds: Term; readonly number: Term }
  | { readonly kind: 'number'; readonly number: Term }
  | { readonly kind: 'address'; readonly address: Address };

/** What is known of a free text. */
export interface FreeText {
  readonly shape?: Shape;
  readonly prefix?: string;
  /** The policy compares it with ARNs. */
  readonly withArns?: boolean;
}

export function freeValue(world: World, note: string, type: KeyType, free: FreeText = {}): Value {
  switch (type) {
    case 'instant':
      return { kind: 'instant', milliseconds: world.scalar(note, 'Int', [0n, 253402300799999n]) };
    case 'number':
      return { kind: 'number', number: world.scalar(note, 'Real') };
    case 'address':
      return { kind: 'address', address: freeAddress(world, note) };
    case 'bool':
      return { kind: 'text', text: flagText(world.scalar(note, 'Bool')) };
    case 'arn':
      return { kind: 'text', text: textOf(...arnParts(world, note)) };
    default: {
      const atom = (): Part => atomPart(world.atom(note, free.shape ?? { of: ANY, min: 0 }));
      return {
        kind: 'text',
        text: free.withArns ? arnOrNot(world, note) : textOf(literal(free.prefix ?? ''), atom()),
      };
    }
  }
}

function flagText(flag: Term): Text {
  return [
    { when: flag, parts: [literal('true')] },
    { when: not(flag), parts: [literal('false')] },
  ];
}

/** Six parts between colons, of which the last one may hold more colons. */
function arnParts(world: World, note: string): Part[] {
  const inner = [1, 2, 3, 4].flatMap((at) => [
    atomPart(world.atom(`${note} ARN part ${at}`, { of: NOT_COLON, min: 0 })),
    literal(':'),
  ]);
  return [literal('arn:'), ...inner, atomPart(world.atom(`${note} ARN rest`, { of: ANY, min: 0 }))];
}

/** A text that the policy compares with ARNs: an ARN, or a text that is none. */
function arnOrNot(world: World, note: string): Text {
  const isArn = world.scalar(`${note} is an ARN`, 'Bool');
  const part = shapeRegex({ of: NOT_COLON, min: 0 });
  const colon = '(str.to_re ":")';
  const pieces = [part, colon, part, colon, part, colon, part, colon, shapeRegex({ of: ANY, min: 0 })];
  const other = world.atom(note, { of: ANY, min: 0 }, `(re.++ (str.to_re "arn:") ${pieces.join(' ')})`);
  return [
    { when: isArn, parts: arnParts(world, note) },
    { when: not(isArn), parts: [atomPart(other)] },
  ];
}

function freeAddress(world: World, note: string): Address {
  return {
    isV6: world.scalar(`${note} is IPv6`, 'Bool'),
    v4: world.scalar(`${note} as IPv4`, 'Int', [0n, (1n << 32n) - 1n]),
    v6: world.scalar(`${note} as IPv6`, 'Int', [0n, (1n << 128n) - 1n]),
  };
}
