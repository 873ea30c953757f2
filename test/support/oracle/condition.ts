// In: a statement's condition tests. Out: do they all hold, as a reading.
// Promise: absence, negation, `IfExists` and the set operators are decided here and nowhere else. Whatever is unclear
// about a comparison is unclear only where the key is present: absence is decided by the operator alone.
import { compare } from './compare.ts';
import { conditionTests, textOfScalar } from './document.ts';
import { matchText } from './match.ts';
import { always, choose, clear, every, negate, never, some, unclear, unclearWhen } from './reading.ts';
import { no, not, truth } from './term.ts';
import type { Scene } from './scene.ts';
import type { ConditionTest, Json } from './document.ts';
import type { Key } from './keys.ts';
import type { Operator } from './operators.ts';
import type { Reading } from './reading.ts';
import type { Value } from './values.ts';

export function conditionsHold(scene: Scene, statement: Json): Reading {
  return every(conditionTests(statement).map((test) => (test === null ? unclear : testHolds(scene, test))));
}

function testHolds(scene: Scene, { operator, key: name, values }: ConditionTest): Reading {
  if (operator === null) return unclear;
  const key = scene.keys(name);
  if (operator.family === 'null') return nullHolds(key, values);
  return choose(key.present, whenPresent(scene, operator, key, values), whenAbsent(operator));
}

function nullHolds(key: Key, values: readonly unknown[]): Reading {
  if (values.length === 0) return unclear;
  return some(
    values.map((value) => {
      const text = textOfScalar(value)?.toLowerCase();
      if (text !== 'true' && text !== 'false') return unclear;
      return clear(text === 'true' ? not(key.present) : key.present);
    }),
  );
}

function whenAbsent({ set, ifExists, negated }: Operator): Reading {
  if (set === 'all') return always;
  if (set === 'any') return ifExists ? unclear : never;
  return clear(truth(ifExists || negated));
}

function whenPresent(scene: Scene, operator: Operator, key: Key, values: readonly unknown[]): Reading {
  if (key.present === no) return never;
  if (operator.set === null && key.multivalued) return unclear;
  const slots = key.slots.map((value) => valueHolds(scene, operator, key, value, values));
  if (operator.set !== 'all') return some(slots);
  return every(slots.map((slot, at) => unlessEmpty(scene, key.slots[at], slot)));
}

/** Several values are ORed; under a negated operator all of them must fail. */
function valueHolds(scene: Scene, operator: Operator, key: Key, value: Value, raws: readonly unknown[]): Reading {
  if (raws.length === 0) return unclear;
  const matched = some(raws.map((raw) => compare(scene, operator, key, value, raw)));
  return operator.negated ? negate(matched) : matched;
}

/** `ForAllValues:` takes in the empty text, or tests it like any other: unclear, unless both say the same. */
function unlessEmpty(scene: Scene, value: Value | undefined, reading: Reading): Reading {
  if (value?.kind !== 'text') return reading;
  return some([unclearWhen(matchText(scene.world, value.text, [])), reading]);
}
