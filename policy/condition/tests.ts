/**
 * One condition of a statement to the set of requests it takes in, between its two readings. In: the condition, the row
 * of its key, how variables are read. Out: tests on that key. Together with operators.ts this is where conditions get their meaning.
 */
import { clear, complementBounds, type Bounds } from '../bounds.ts';
import type { Condition, VariableReading } from '../document.ts';
import type { KeySpec } from './keys.ts';
import { operandValues } from './operands.ts';
import { whenAbsent, type OperatorTest } from './operators.ts';
import {
  complementValues,
  everyValue,
  noValue,
  textValues,
  valueSetHas,
  type KeyTest,
  type ValueSet,
} from './valueset.ts';
import { anyOf } from '../text/textset.ts';
import { literal } from '../text/pattern.ts';

export type TestCondition = Extract<Condition, { kind: 'test' }>;

export function conditionTest(condition: TestCondition, spec: KeySpec, variables: VariableReading): Bounds<KeyTest> {
  const { operator, values } = condition;
  if (operator.comparison.family === 'null') return nullTest(values);
  const absent = whenAbsent(operator);
  const compared =
    spec.multivalued && operator.quantifier === 'one' ? unclearValues : comparedValues(condition, spec, variables);
  if (absent.must === absent.may && compared.must === compared.may) {
    return clear({ quantifier: operator.quantifier, absent: absent.must, values: compared.must });
  }
  return {
    must: { quantifier: operator.quantifier, absent: absent.must, values: compared.must },
    may: { quantifier: operator.quantifier, absent: absent.may, values: compared.may },
  };
}

const unclearValues: Bounds<ValueSet> = { must: noValue, may: everyValue };

function comparedValues(
  { operator, values }: TestCondition,
  spec: KeySpec,
  variables: VariableReading,
): Bounds<ValueSet> {
  const positive = operandValues(operator.comparison, values, spec, variables);
  const compared = operator.negated ? complementBounds(positive, complementValues) : positive;
  return isEmptySetUnclear(operator, spec) ? { must: compared.must, may: withEmptyText(compared.may) } : compared;
}

/** AWS calls an empty text an empty set of values, which `ForAllValues:` takes in. */
const isEmptySetUnclear = (operator: OperatorTest, spec: KeySpec): boolean =>
  operator.quantifier === 'every' && !spec.multivalued && (spec.type === 'text' || spec.type === 'open');

function withEmptyText(values: ValueSet): ValueSet {
  if (valueSetHas(values, '')) return values;
  if (values.kind === 'text' && !values.set.negated) return textValues(anyOf([...values.set.patterns, literal('')]));
  return everyValue;
}

/** `"true"`: the key is absent; `"false"`: it is there. */
function nullTest(values: readonly string[]): Bounds<KeyTest> {
  const has = (word: string): boolean => values.some((value) => value.toLowerCase() === word);
  const known = values.every((value) => ['true', 'false'].includes(value.toLowerCase()));
  const must: KeyTest = {
    quantifier: 'one',
    absent: has('true'),
    values: has('false') ? everyValue : noValue,
  };
  return known ? clear(must) : { must, may: { quantifier: 'one', absent: true, values: everyValue } };
}
