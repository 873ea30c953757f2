/**
 * The variables that a statement depends on. AWS's page says that a variable which cannot be resolved may make the entire statement
 * invalid, so without its variables a statement surely matches nothing, though it may.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
import type { Condition, Statement } from '../document.ts';
import { hasVariable, readTemplate, variablesIn } from './template.ts';

/** Only text and ARN operators take variables; `Resource` does too. */
const takesVariables = (condition: Condition): condition is Extract<Condition, { kind: 'test' }> =>
  condition.kind === 'test' &&
  (condition.operator.comparison.family === 'text' || condition.operator.comparison.family === 'arn');

/** Whether any variable stands in the statement; cheap, and true for most policies' statements never. */
export function usesVariables({ resource, conditions }: Statement): boolean {
  if (resource.kind === 'list') for (const { text } of resource.entries) if (hasVariable(text)) return true;
  for (const condition of conditions) if (takesVariables(condition) && condition.values.some(hasVariable)) return true;
  return false;
}

/** Every text of the statement in which a variable can stand, and does. */
export function variableTexts({ resource, conditions }: Statement): readonly string[] {
  const texts: string[] = [];
  if (resource.kind === 'list') for (const { text } of resource.entries) if (hasVariable(text)) texts.push(text);
  for (const condition of conditions) {
    if (takesVariables(condition)) texts.push(...condition.values.filter(hasVariable));
  }
  return texts;
}

/** The keys, in lower case, whose values decide what the statement says; a key compared with itself is not one. */
export function decidingVariables(statement: Statement): readonly string[] {
  const { resource, conditions } = statement;
  const inResource = resource.kind === 'list' ? resource.entries.flatMap(({ text }) => keysIn(text)) : [];
  const inConditions = conditions.flatMap((condition) => {
    if (!takesVariables(condition)) return [];
    const id = condition.key.toLowerCase();
    return condition.values.flatMap((text) => (text.toLowerCase() === `\${${id}}` ? [] : keysIn(text)));
  });
  return [...inResource, ...inConditions];
}

const keysIn = (text: string): readonly string[] => (hasVariable(text) ? variablesIn(readTemplate(text) ?? []) : []);

/** The keys, in lower case, without which some variable of the statement has no value. */
export function requiredVariables(statement: Statement): readonly string[] {
  return variableTexts(statement).flatMap((text) =>
    (readTemplate(text) ?? []).flatMap((piece) =>
      piece.kind === 'variable' && piece.fallback === null ? [piece.key] : [],
    ),
  );
}
