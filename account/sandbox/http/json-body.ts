/** JSON on the wire: timestamps are seconds, blobs are base64, absent members are left out. */
import { ServiceError } from '../core/errors.ts';
import { parseJson } from '../core/json.ts';
import { isJsonRecord, type Json, type JsonRecord, type Output, type OutputRecord } from '../core/values.ts';
import { textOf } from './protocol.ts';

/** @throws ServiceError when the body is not a JSON object; an empty body is an empty object */
export function readBody(body: Uint8Array): JsonRecord {
  const value = body.length === 0 ? {} : parseJson(textOf(body));
  if (!isJsonRecord(value)) throw new ServiceError('SerializationException', 400, 'the body is not a JSON object');
  return value;
}

export function writeBody(answer: OutputRecord): string {
  return JSON.stringify(wire(answer));
}

/** An answer as its JSON on the wire has it. */
export function wire(value: Output): Json {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(wire);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([member, inner]) => (inner === undefined ? [] : [[member, wire(inner)]])),
  );
}
