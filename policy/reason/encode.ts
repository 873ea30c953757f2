/**
 * One statement to the demands it makes of a request, under one reading of its unclear parts. Comes out null when under
 * that reading the statement matches nothing at all.
 */
import type { Bounds, Reading } from '../bounds.ts';
import type { Catalogue } from '../condition/catalogue.ts';
import { conditionTest } from '../condition/tests.ts';
import { everyValue, type KeyTest } from '../condition/valueset.ts';
import { requiredVariables, variableTexts } from '../condition/variables.ts';
import {
  coversItsResource,
  type ActionEntry,
  type Condition,
  type Element,
  type Statement,
  type VariableReading,
} from '../document.ts';
import type { ApiIdentity } from '../request.ts';
import { everyText, noText } from '../text/textset.ts';
import type { Literal } from './literal.ts';
import { isEveryone, isNobody, principalBounds } from './principals.ts';
import { resourceBounds } from './resource.ts';

export interface EncodingContext {
  readonly keys: Catalogue;
  readonly variables: VariableReading;
  readonly api: ApiIdentity;
  /** What was made of conditions already, kept between readings. */
  readonly tests: Map<Condition, Bounds<KeyTest>>;
}

export function encodeStatement(
  statement: Statement,
  context: EncodingContext,
  reading: Reading,
): readonly Literal[] | null {
  if (!actionBounds(statement.action)[reading]) return null;
  const literals = reading === 'must' ? presenceOfVariables(statement, context) : [];
  if (literals === null) return null;
  const principals = principalBounds(statement.principal)[reading];
  if (isNobody(principals)) return null;
  if (!isEveryone(principals)) literals.push({ kind: 'principal', principals });
  const set = coversItsResource(statement)
    ? everyText
    : resourceBounds(statement, context.api, context.variables)[reading];
  if (set === noText) return null;
  if (set !== everyText) literals.push({ kind: 'resource', set });
  for (const condition of statement.conditions) {
    const literal = encodeCondition(condition, context, reading);
    if (literal === 'never') return null;
    if (literal !== 'always') literals.push(literal);
  }
  return literals;
}

/** The keys that the statement's variables stand for must be there; null: it cannot be relied on at all. */
function presenceOfVariables(statement: Statement, { keys, variables }: EncodingContext): Literal[] | null {
  if (variables === 'literal') return [];
  if (variables === 'unclear') return variableTexts(statement).length === 0 ? [] : null;
  const specs = requiredVariables(statement).map(keys);
  return specs.some((spec) => spec.multivalued) ? null : specs.map((spec) => ({ kind: 'key', spec, test: isPresent }));
}

const isPresent: KeyTest = { quantifier: 'one', absent: false, values: everyValue };

function encodeCondition(
  condition: Condition,
  context: EncodingContext,
  reading: Reading,
): Literal | 'always' | 'never' {
  if (condition.kind === 'unmodelled') return reading === 'may' ? 'always' : 'never';
  const spec = context.keys(condition.key);
  const known = context.tests.get(condition) ?? conditionTest(condition, spec, context.variables);
  context.tests.set(condition, known);
  const test = known[reading];
  return constantOf(test) ?? { kind: 'key', spec, test };
}

function constantOf({ absent, values }: KeyTest): 'always' | 'never' | null {
  if (values.kind !== 'constant' || values.holds !== absent) return null;
  return absent ? 'always' : 'never';
}

function actionBounds(element: Element<ActionEntry>): Bounds<boolean> {
  if (element.kind === 'unmodelled') return { must: false, may: true };
  const must = element.entries.some((entry) => entry.matchesInvoke === true);
  const may = element.entries.some((entry) => entry.matchesInvoke !== false);
  return element.negated ? { must: !may, may: !must } : { must, may };
}
