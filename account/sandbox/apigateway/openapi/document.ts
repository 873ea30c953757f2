/** An OpenAPI document as text, JSON or YAML, to its members. OpenAPI 3.0 and Swagger 2.0. */
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { parseJson } from '../../core/json.ts';
import { isJsonList, isJsonRecord, type Json, type JsonRecord } from '../../core/values.ts';
import { hasDuplicateKeys } from '../duplicate-keys.ts';
import { badRequest } from '../errors.ts';

export type Dialect = 'swagger' | 'oas30';

export interface Document {
  readonly dialect: Dialect;
  readonly root: JsonRecord;
  /** Told once of everything in the document that has no effect. */
  readonly warn: (warning: string) => void;
}

/** @throws ServiceError BadRequestException when the text is no such document; the words are recorded for a neighbouring import */
export function readDocument(text: string, warn: (warning: string) => void): Document {
  const json = parseJson(text);
  const root = json ?? parseYaml(text);
  if (!isJsonRecord(root) || (json !== undefined && hasDuplicateKeys(text, json))) throw unreadable();
  if (root['swagger'] === '2.0') return { dialect: 'swagger', root, warn };
  if (typeof root['openapi'] === 'string' && root['openapi'].startsWith('3.0')) return { dialect: 'oas30', root, warn };
  throw unreadable();
}

const unreadable = (): Error => badRequest('Unable to build importer with provided input.');

function parseYaml(text: string): Json | undefined {
  const document = parseDocument(text);
  return document.errors.length > 0 ? undefined : z.json().safeParse(document.toJS()).data;
}

/** A member that is an object; an empty one when it is absent. @throws ServiceError BadRequestException when it is something else */
export function recordAt(record: JsonRecord, name: string): JsonRecord {
  const value = record[name] ?? {};
  if (!isJsonRecord(value)) throw malformed(name);
  return value;
}

/** A member that is a text; undefined when it is absent. @throws ServiceError BadRequestException when it is something else */
export function textAt(record: JsonRecord, name: string): string | undefined {
  const value = record[name];
  if (value !== undefined && typeof value !== 'string') throw malformed(name);
  return value;
}

/** A member that is a list; an empty one when it is absent. @throws ServiceError BadRequestException when it is something else */
export function listAt(record: JsonRecord, name: string): readonly Json[] {
  const value = record[name] ?? [];
  if (!isJsonList(value)) throw malformed(name);
  return value;
}

export const malformed = (what: string): Error =>
  badRequest(`Unable to parse API definition because of a malformed ${what}`);

/** What a reference such as `#/components/parameters/id` points to; anything else is itself. */
export function resolved({ root }: Document, value: Json): JsonRecord {
  if (!isJsonRecord(value)) throw malformed(`object: ${JSON.stringify(value)}`);
  const { $ref: reference } = value;
  if (reference === undefined) return value;
  if (typeof reference !== 'string' || !reference.startsWith('#/'))
    throw malformed(`$ref: ${JSON.stringify(reference)}`);
  const steps = reference.slice(2).split('/');
  const found = steps.reduce<Json | undefined>((inner, step) => (isJsonRecord(inner) ? inner[step] : undefined), root);
  if (!isJsonRecord(found) || found['$ref'] !== undefined) throw malformed(`$ref: ${reference}`);
  return found;
}

/** A record of the members that are there. */
export function present(members: Readonly<Record<string, Json | undefined>>): JsonRecord {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]): [string, Json][] => (value === undefined ? [] : [[name, value]])),
  );
}
