// In: nothing. Out: what every part of a statement is read against.
// Promise: types only.
import type { Dialect } from './document.ts';
import type { Key, KeyTable } from './keys.ts';
import type { Piece } from './operand.ts';
import type { OracleQuestion } from './question.ts';
import type { Operator } from './operators.ts';
import type { Value } from './values.ts';
import type { World } from './world.ts';

export interface Scene {
  readonly world: World;
  readonly keys: KeyTable;
  readonly dialect: Dialect;
  readonly reading: OracleQuestion['reading'];
}

export interface Comparison {
  readonly operator: Operator;
  readonly key: Key;
  readonly value: Value;
  readonly pieces: readonly Piece[];
}
