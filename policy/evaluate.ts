/**
 * The obvious reading: one policy, one concrete request, statement by statement, as AWS's page on evaluation logic has it. Slow and
 * short on purpose; every witness is replayed here. Comes out `unclear` when the answer depends on a part of docs/semantics.md §5.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import { catalogueOf, type Catalogue } from './condition/catalogue.ts';
import { compare, not, some, every, type Truth } from './condition/compare.ts';
import { resourcePattern } from './condition/arn.ts';
import { whenAbsent } from './condition/operators.ts';
import {
  fillTemplate,
  hasVariable,
  readTemplate,
  templateGlob,
  variablesIn,
  type Piece,
  type Template,
} from './condition/template.ts';
import { requiredVariables, variableTexts } from './condition/variables.ts';
import type { TestCondition } from './condition/tests.ts';
import {
  coversItsResource,
  hasClearForm,
  variableReading,
  type Element,
  type Policy,
  type ResourceEntry,
  type Statement,
  type VariableReading,
} from './document.ts';
import { principalMatches } from './principal.ts';
import type { Authorization, Request } from './request.ts';
import { matches } from './text/pattern.ts';

export type Decision = 'allowed' | 'explicit-deny' | 'implicit-deny' | 'unclear';

/** @param authorization under `identity-may-allow` everything that no Deny stops counts as allowed */
export function evaluate(policy: Policy, request: Request, authorization: Authorization = 'policy-only'): Decision {
  const reader = { keys: catalogueOf(policy), variables: variableReading(policy), request };
  const effectOf = (effect: 'Allow' | 'Deny'): Truth =>
    some(
      policy.statements
        .filter((statement) => statement.effect === effect)
        .map((statement) => statementMatches(statement, reader)),
    );
  const denied = effectOf('Deny');
  if (denied === true) return 'explicit-deny';
  const allowed = authorization === 'identity-may-allow' || effectOf('Allow');
  if (allowed === false) return 'implicit-deny';
  return denied === 'unclear' || allowed === 'unclear' ? 'unclear' : 'allowed';
}

interface Reader {
  readonly keys: Catalogue;
  readonly variables: VariableReading;
  readonly request: Request;
}

function statementMatches(statement: Statement, reader: Reader): Truth {
  const matched = every([
    principalMatches(statement.principal, reader.request.caller),
    element(statement.action, (entry) => entry.matchesInvoke ?? 'unclear'),
    coversItsResource(statement) ||
      element(statement.resource, (entry) => resourceMatches(entry, hasClearForm(entry, statement), reader)),
    ...statement.conditions.map((condition) =>
      condition.kind === 'test' ? conditionHolds(condition, reader) : 'unclear',
    ),
  ]);
  return matched === true && !isResolved(statement, reader) ? 'unclear' : matched;
}

/** Whether every variable of the statement has a value. */
function isResolved(statement: Statement, { variables, request }: Reader): boolean {
  if (variables === 'literal') return true;
  if (variables === 'unclear') return variableTexts(statement).length === 0;
  return requiredVariables(statement).every((key) => typeof request.context[key] === 'string');
}

function element<Entry>(list: Element<Entry>, matchesEntry: (entry: Entry) => Truth): Truth {
  if (list.kind === 'unmodelled') return 'unclear';
  const matched = some(list.entries.map(matchesEntry));
  return list.negated ? not(matched) : matched;
}

function resourceMatches(entry: ResourceEntry, isClearForm: boolean, reader: Reader): Truth {
  if (entry.kind === 'all') return true;
  const template = entry.kind === 'unmodelled' ? null : filled(entry.kind === 'own' ? entry.route : entry.text, reader);
  if (template === null) return 'unclear';
  const { resource } = reader.request;
  const widest = template.map((piece): Piece => (piece.kind === 'variable' ? { kind: 'plain', text: '*' } : piece));
  const matched =
    entry.kind === 'own'
      ? matches(templateGlob(widest), resource.slice(resource.indexOf('/')))
      : matches(resourcePattern(widest), resource);
  const isClear = isClearForm && variablesIn(template).length === 0;
  return matched && !isClear ? 'unclear' : matched;
}

/** The text with those variables filled in that the request has values for; null: it cannot be read. */
function filled(text: string, { variables, request }: Reader): Template | null {
  if (variables === 'literal' || !hasVariable(text)) return [{ kind: 'plain', text }];
  const template = variables === 'unclear' ? null : readTemplate(text);
  return template && fillTemplate(template, (key) => request.context[key]);
}

function conditionHolds({ operator, key, values }: TestCondition, reader: Reader): Truth {
  const spec = reader.keys(key);
  const value = reader.request.context[spec.id];
  if (operator.comparison.family === 'null') return some(values.map((operand) => isNull(operand, value === undefined)));
  if (value === undefined) {
    const { must, may } = whenAbsent(operator);
    return must === may ? must : 'unclear';
  }
  if (spec.multivalued && operator.quantifier === 'one') return 'unclear';
  const holds = (one: string): Truth => {
    const operands = values.map((operand) => filled(operand, reader));
    const matched = some(operands.map((operand) => compare(operator.comparison, spec, one, operand)));
    const result = operator.negated ? not(matched) : matched;
    return one === '' && operator.quantifier === 'every' && result === false ? 'unclear' : result;
  };
  if (typeof value === 'string') return holds(value);
  return operator.quantifier === 'every' ? every(value.map(holds)) : some(value.map(holds));
}

function isNull(operand: string, absent: boolean): Truth {
  const word = operand.toLowerCase();
  return word === 'true' ? absent : word === 'false' ? !absent : 'unclear';
}
