/** What the references in a runbook stand for at a moment of an execution. */
import { isJsonRecord, type Json, type JsonRecord } from '../../core/values.ts';
import { isList, textOf } from '../runbook/data-type.ts';
import { parseReference, piecesOf, type SystemVariable } from '../runbook/reference.ts';
import type { Execution } from './execution.ts';
import { badInput } from './failure.ts';

type Lookup = (referred: string) => Json;

/**
 * A text that is nothing but a reference becomes the value, with its type; inside a longer text strings stand as they are, all else as
 * JSON. A list whose item is such a reference to a list takes in its items.
 * @throws StepFailure when an output is not there
 */
export function resolvedInputs(inputs: JsonRecord, execution: Execution): JsonRecord {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, resolved(value, lookup(execution))] as const),
  );
}

/** @throws StepFailure when an output is not there */
export const resolvedValue = (value: Json, execution: Execution): Json => resolved(value, lookup(execution));

/**
 * As conditions see it: a reference to an output that is not there stands as it is written. AWS's own runbooks compare such outputs.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
 */
export const resolvedOperand = (text: string, execution: Execution): Json => resolvedText(text, leniently(execution));

/** Inputs as conditions see them. */
export function shownInputs(inputs: JsonRecord, execution: Execution): JsonRecord {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, resolved(value, leniently(execution))] as const),
  );
}

const leniently =
  (execution: Execution): Lookup =>
  (referred) =>
    valueOf(referred, execution) ?? `{{ ${referred} }}`;

function lookup(execution: Execution): Lookup {
  return (referred) => {
    const value = valueOf(referred, execution);
    if (value === undefined) throw badInput(`{{ ${referred} }} has no value, and AWS does not say what becomes of it`);
    return value;
  };
}

function resolved(value: Json, look: Lookup): Json {
  if (typeof value === 'string') return resolvedText(value, look);
  if (isList(value)) return value.flatMap((item) => itemsOf(item, look));
  if (!isJsonRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolved(member, look)] as const));
}

function itemsOf(item: Json, look: Lookup): readonly Json[] {
  const value = resolved(item, look);
  return typeof item === 'string' && isList(value) ? value : [value];
}

function resolvedText(text: string, look: Lookup): Json {
  const pieces = piecesOf(text);
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined && 'referred' in only) return look(only.referred);
  return pieces.map((piece) => ('literal' in piece ? piece.literal : textOf(look(piece.referred)))).join('');
}

function valueOf(referred: string, execution: Execution): Json | undefined {
  const reference = parseReference(referred);
  switch (reference?.kind) {
    case 'parameter':
      return execution.start.parameters.get(reference.name);
    case 'variable':
      return execution.variables.get(reference.name);
    case 'output':
      return execution.outputOf(reference.step, reference.output);
    case 'system':
      return systemValue(reference.name, execution);
    case undefined:
      return undefined;
  }
}

function systemValue(name: SystemVariable, execution: Execution): string {
  const { id, region } = execution.start;
  const [date = '', time = ''] = execution.now().toISOString().split(/[T.]/);
  switch (name) {
    case 'automation:EXECUTION_ID':
      return id;
    case 'global:ACCOUNT_ID':
      return region.accountId;
    case 'global:AWS_PARTITION':
      return region.partition;
    case 'global:REGION':
      return region.name;
    case 'global:DATE':
      return date;
    case 'global:DATE_TIME':
      return `${date}_${time.replaceAll(':', '.')}`;
  }
}
