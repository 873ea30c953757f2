/** Policy to text: what `parsePolicy` reads back as the same policy. A list of one is printed as a scalar, as API Gateway does. */
import type { Condition, Element, Policy, PrincipalEntry, Statement } from './document.ts';
import { bareForm } from './read/entries.ts';
import { isObject, type Json, type JsonObject } from './json-value.ts';

export const printPolicy = (policy: Policy): string => JSON.stringify(toJson(policy), null, 2);

export function toJson(policy: Policy): Json {
  return {
    ...(policy.version === null ? {} : { Version: policy.version }),
    ...(policy.id === null ? {} : { Id: policy.id }),
    Statement: policy.statements.map(statementJson),
  };
}

function statementJson(statement: Statement): Json {
  return {
    ...(statement.sid === null ? {} : { Sid: statement.sid }),
    Effect: statement.effect,
    ...elementJson('Principal', statement.principal, principalJson),
    ...elementJson('Action', statement.action, (entries) => scalar(entries.map((entry) => entry.text))),
    ...elementJson('Resource', statement.resource, (entries) => scalar(entries.map((entry) => entry.text))),
    ...conditionJson(statement.conditions),
  };
}

function elementJson<Entry>(
  name: string,
  element: Element<Entry>,
  print: (entries: readonly Entry[]) => Json,
): Record<string, Json> {
  const value = element.kind === 'list' ? print(element.entries) : element.raw;
  return value === undefined ? {} : { [element.negated ? `Not${name}` : name]: value };
}

function principalJson(entries: readonly PrincipalEntry[]): Json {
  const families = new Map<string, string[]>();
  for (const { family, text } of entries) families.set(family, [...(families.get(family) ?? []), text]);
  const bare = families.get(bareForm);
  if (bare !== undefined) return scalar(bare);
  return Object.fromEntries([...families].map(([family, texts]) => [family, scalar(texts)]));
}

function conditionJson(conditions: readonly Condition[]): Record<string, Json> {
  if (conditions.length === 0) return {};
  const blocks = new Map<string, Json>();
  for (const condition of conditions) {
    const { operatorName, key } = condition;
    if (operatorName === null) return { Condition: null };
    const value = condition.kind === 'test' ? scalar(condition.values) : (condition.raw ?? null);
    blocks.set(operatorName, key === null ? value : { ...membersOf(blocks.get(operatorName)), [key]: value });
  }
  return { Condition: Object.fromEntries(blocks) };
}

const membersOf = (block: Json | undefined): JsonObject => (isObject(block) ? block : {});

const scalar = (texts: readonly string[]): Json => {
  const [only] = texts;
  return texts.length === 1 && only !== undefined ? only : texts;
};
