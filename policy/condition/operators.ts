/**
 * The table of condition operators: the one place that says what negation, set operators, `IfExists` and an absent
 * key mean. In: an operator's name as written. Out: its row, or null when AWS has no such operator.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
import { clear, type Bounds } from '../bounds.ts';

type BaseName =
  | `String${'Equals' | 'NotEquals' | 'EqualsIgnoreCase' | 'NotEqualsIgnoreCase' | 'Like' | 'NotLike'}`
  | `Numeric${OrderName}`
  | `Date${OrderName}`
  | `Arn${'Equals' | 'NotEquals' | 'Like' | 'NotLike'}`
  | 'Bool'
  | 'BinaryEquals'
  | 'IpAddress'
  | 'NotIpAddress'
  | 'Null';

type OrderName = 'Equals' | 'NotEquals' | 'LessThan' | 'LessThanEquals' | 'GreaterThan' | 'GreaterThanEquals';

export type OrderRelation = 'equals' | 'less' | 'at-most' | 'more' | 'at-least';

/** How one value of the request is compared with one operand, before negation. */
export type Comparison =
  | { readonly family: 'text'; readonly relation: 'equals' | 'equals-ignoring-case' | 'like' }
  | { readonly family: 'arn' | 'bool' | 'binary' | 'address' | 'null' }
  | { readonly family: 'number' | 'instant'; readonly relation: OrderRelation };

interface Row {
  readonly comparison: Comparison;
  readonly negated: boolean;
}

/** `one`: the key has one value. `some`: `ForAnyValue:`. `every`: `ForAllValues:`. */
export type Quantifier = 'one' | 'some' | 'every';

export interface OperatorTest extends Row {
  readonly quantifier: Quantifier;
  readonly ifExists: boolean;
}

const positive = (comparison: Comparison): Row => ({ comparison, negated: false });
const negative = (comparison: Comparison): Row => ({ comparison, negated: true });
const order = (family: 'number' | 'instant', relation: OrderRelation): Comparison => ({ family, relation });

const rows = {
  StringEquals: positive({ family: 'text', relation: 'equals' }),
  StringNotEquals: negative({ family: 'text', relation: 'equals' }),
  StringEqualsIgnoreCase: positive({ family: 'text', relation: 'equals-ignoring-case' }),
  StringNotEqualsIgnoreCase: negative({ family: 'text', relation: 'equals-ignoring-case' }),
  StringLike: positive({ family: 'text', relation: 'like' }),
  StringNotLike: negative({ family: 'text', relation: 'like' }),
  ArnEquals: positive({ family: 'arn' }),
  ArnNotEquals: negative({ family: 'arn' }),
  ArnLike: positive({ family: 'arn' }),
  ArnNotLike: negative({ family: 'arn' }),
  NumericEquals: positive(order('number', 'equals')),
  NumericNotEquals: negative(order('number', 'equals')),
  NumericLessThan: positive(order('number', 'less')),
  NumericLessThanEquals: positive(order('number', 'at-most')),
  NumericGreaterThan: positive(order('number', 'more')),
  NumericGreaterThanEquals: positive(order('number', 'at-least')),
  DateEquals: positive(order('instant', 'equals')),
  DateNotEquals: negative(order('instant', 'equals')),
  DateLessThan: positive(order('instant', 'less')),
  DateLessThanEquals: positive(order('instant', 'at-most')),
  DateGreaterThan: positive(order('instant', 'more')),
  DateGreaterThanEquals: positive(order('instant', 'at-least')),
  Bool: positive({ family: 'bool' }),
  BinaryEquals: positive({ family: 'binary' }),
  IpAddress: positive({ family: 'address' }),
  NotIpAddress: negative({ family: 'address' }),
  Null: positive({ family: 'null' }),
} as const satisfies Record<BaseName, Row>;

const quantifiers = { '': 'one', 'ForAnyValue:': 'some', 'ForAllValues:': 'every' } as const;

function allForms(): Map<string, OperatorTest> {
  const forms = new Map<string, OperatorTest>();
  for (const [name, row] of Object.entries(rows)) {
    if (name === 'Null') {
      forms.set(name, { ...row, quantifier: 'one', ifExists: false });
      continue;
    }
    for (const [prefix, quantifier] of Object.entries(quantifiers)) {
      forms.set(prefix + name, { ...row, quantifier, ifExists: false });
      forms.set(`${prefix}${name}IfExists`, { ...row, quantifier, ifExists: true });
    }
  }
  return forms;
}

const operators: ReadonlyMap<string, OperatorTest> = allForms();

/** Names are matched with regard to case: another spelling is no operator that AWS documents. */
export const readOperator = (name: string): OperatorTest | null => operators.get(name) ?? null;

/**
 * Whether a condition (other than `Null`) holds when its key is absent. `ForAnyValue:…IfExists` is unclear: the page on
 * `IfExists` makes it true, the page on set operators makes it false.
 */
export function whenAbsent(test: OperatorTest): Bounds<boolean> {
  if (test.quantifier === 'some') return test.ifExists ? { must: false, may: true } : clear(false);
  if (test.quantifier === 'every' || test.ifExists) return clear(true);
  return clear(test.negated);
}
