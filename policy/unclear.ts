/** The unclear parts of a policy, each with its place and why: what an `unknown` answer leans on (docs/semantics.md §5). */
import { catalogueOf, type Catalogue } from './condition/catalogue.ts';
import { hasVariable } from './condition/template.ts';
import { conditionTest } from './condition/tests.ts';
import {
  coversItsResource,
  hasClearForm,
  variableReading,
  type Condition,
  type Element,
  type Policy,
  type PrincipalEntry,
  type ResourceEntry,
  type Statement,
  type VariableReading,
} from './document.ts';

export interface UnclearPart {
  /** JSON path. */
  readonly path: string;
  readonly why: string;
}

interface Reader {
  readonly keys: Catalogue;
  readonly variables: VariableReading;
}

export function unclearParts(
  policy: Policy,
  statements: readonly Statement[] = policy.statements,
): readonly UnclearPart[] {
  const reader = { keys: catalogueOf(policy), variables: variableReading(policy) };
  return statements.flatMap((statement) => unclearIn(statement, reader));
}

function unclearIn(statement: Statement, reader: Reader): readonly UnclearPart[] {
  const at = `$.Statement[${statement.index}]`;
  return [
    ...elementParts('Principal', statement.principal, at, principalWhy),
    ...elementParts('Action', statement.action, at, (entry) =>
      entry.matchesInvoke === null ? `\`${entry.text}\` has no service prefix` : null,
    ),
    ...(coversItsResource(statement)
      ? []
      : elementParts('Resource', statement.resource, at, (entry) => resourceWhy(entry, statement, reader.variables))),
    ...statement.conditions.flatMap((condition) => conditionParts(condition, `${at}.Condition`, reader)),
  ];
}

function elementParts<Entry>(
  name: string,
  element: Element<Entry>,
  at: string,
  whyOf: (entry: Entry, negated: boolean) => string | null,
): readonly UnclearPart[] {
  const path = `${at}.${element.negated ? 'Not' : ''}${name}`;
  if (element.kind === 'unmodelled') return [{ path, why: element.why }];
  return element.entries.flatMap((entry) => {
    const why = whyOf(entry, element.negated);
    return why === null ? [] : [{ path, why }];
  });
}

function principalWhy({ named, text }: PrincipalEntry, negated: boolean): string | null {
  if (named.kind === 'unmodelled') return named.why;
  if (named.kind === 'federated')
    return `which callers \`${text}\` stands for outside a role's trust policy is not documented`;
  if (!negated || named.kind === 'everyone' || named.kind === 'service') return null;
  return 'whom `NotPrincipal` leaves out besides principals named together with their account is not documented';
}

function resourceWhy(entry: ResourceEntry, statement: Statement, variables: VariableReading): string | null {
  if (entry.kind === 'unmodelled') return entry.why;
  if (!hasClearForm(entry, statement))
    return entry.kind === 'own'
      ? `whether \`${entry.text}\` is written out in \`NotResource\` too is not documented`
      : 'a wildcard is not supported in the service part of an ARN';
  return variables !== 'literal' && hasVariable(entry.text) ? `\`${entry.text}\` depends on a policy variable` : null;
}

function conditionParts(condition: Condition, at: string, reader: Reader): readonly UnclearPart[] {
  if (condition.kind === 'unmodelled') {
    const path = [at, condition.operatorName, condition.key].filter((part) => part !== null).join('.');
    return [{ path, why: condition.why }];
  }
  const { must, may } = conditionTest(condition, reader.keys(condition.key), reader.variables);
  if (must === may) return [];
  const values = condition.values.map((value) => `\`${value}\``).join(', ');
  return [
    {
      path: `${at}.${condition.operatorName}.${condition.key}`,
      why: `what \`${condition.operatorName}\` with ${values} means for \`${condition.key}\` is not documented`,
    },
  ];
}
