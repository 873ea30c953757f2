/**
 * The types of parameters, variables and outputs, and the conversions between them that AWS documents.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html
 */
import { z } from 'zod';
import { parseJson } from '../../core/json.ts';
import { isJsonRecord, type Json } from '../../core/values.ts';

export const dataType = z.enum(['String', 'StringList', 'Integer', 'Boolean', 'StringMap', 'MapList']);
export type DataType = z.output<typeof dataType>;

type Scalar = string | number | boolean;

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** The items of a list or the members of an object; of all else none. */
export function childrenOf(value: Json): readonly Json[] {
  if (isList(value)) return value;
  return isJsonRecord(value) ? Object.values(value) : [];
}

const isScalar = (value: Json): value is Scalar =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isInteger(value);

/** AWS says that a map's values are strings, and shows maps that hold lists and maps: any are taken. */
export function isOfType(type: DataType, value: Json): boolean {
  switch (type) {
    case 'String':
      return typeof value === 'string';
    case 'Integer':
      return Number.isInteger(value);
    case 'Boolean':
      return typeof value === 'boolean';
    case 'StringMap':
      return isJsonRecord(value);
    case 'StringList':
      return isList(value) && value.every((item) => typeof item === 'string');
    case 'MapList':
      return isList(value) && value.every(isJsonRecord);
  }
}

/**
 * What a value becomes as an output of a declared type: a string becomes a list, an integer or a boolean; integers and booleans become
 * strings or lists; a list of one becomes its item.
 * @returns undefined when AWS documents no conversion
 */
export function converted(type: DataType, value: Json): Json | undefined {
  if (isOfType(type, value)) return value;
  if (isList(value)) return value.length === 1 ? itemAs(type, value) : undefined;
  if (!isScalar(value)) return undefined;
  if (type === 'StringList') return [String(value)];
  if (type === 'String') return String(value);
  return typeof value === 'string' ? scalarOf(type, value) : undefined;
}

function itemAs(type: DataType, [item = null]: readonly Json[]): Json | undefined {
  return isScalar(item) && isOfType(type, item) ? item : undefined;
}

/** @returns undefined when the text says no such value */
function scalarOf(type: DataType, text: string): Scalar | undefined {
  if (type === 'String') return text;
  if (type === 'Boolean' && (text === 'true' || text === 'false')) return text === 'true';
  if (type === 'Integer' && /^-?\d{1,15}$/.test(text)) return Number(text);
  return undefined;
}

/**
 * A parameter's value from the strings that `StartAutomationExecution` carries.
 * @returns undefined when they say no value of the type
 */
export function valueOf(type: DataType, texts: readonly string[]): Json | undefined {
  const [only = ''] = texts;
  switch (type) {
    case 'StringList':
      return texts;
    case 'MapList':
      return typed(
        type,
        texts.map((text) => parseJson(text) ?? null),
      );
    case 'StringMap':
      return texts.length === 1 ? typed(type, parseJson(only) ?? null) : undefined;
    case 'String':
    case 'Integer':
    case 'Boolean':
      return texts.length === 1 ? scalarOf(type, only) : undefined;
  }
}

/** A default as a document states it: as a value of the type, or as JSON text of it. */
export function defaultOf(type: DataType, stated: Json): Json | undefined {
  if (isOfType(type, stated)) return stated;
  return typeof stated === 'string' ? typed(type, parseJson(stated) ?? null) : undefined;
}

const typed = (type: DataType, value: Json): Json | undefined => (isOfType(type, value) ? value : undefined);

/** A value inside a longer text: strings as they are, all else as JSON. */
export const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A value as answers carry it: a list item by item, all else as one string. */
export const textsOf = (value: Json): readonly string[] => (isList(value) ? value.map(textOf) : [textOf(value)]);
