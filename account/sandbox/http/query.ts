/**
 * The query protocols, which EC2 and STS speak: a form in, XML out.
 * https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
import Builder from 'fast-xml-builder';
import type { ServiceError } from '../core/errors.ts';
import type { Service } from '../core/operation.ts';
import { isOutputRecord, type Output, type OutputRecord } from '../core/values.ts';
import { readForm } from './form.ts';
import { isForm, textOf, type HttpAnswer, type Protocol } from './protocol.ts';

export interface QueryDialect {
  readonly service: Service;
  /** How a member is called on the wire, coming in and going out; unchanged when left out. */
  readonly memberOf?: (wireName: string, isList: boolean) => string;
  readonly wireNameOf?: (member: string) => string;
  /** The element of a list's items. */
  readonly item: 'item' | 'member';
  /** Puts the answer's members and the request id into the root's content. */
  readonly envelope: (operation: string, members: XmlObject, requestId: string) => XmlObject;
  readonly errorEnvelope: (error: ServiceError, requestId: string) => XmlObject;
}

export interface XmlObject {
  readonly [name: string]: XmlValue;
}
type XmlValue = string | XmlObject | readonly XmlValue[];

const builder = new Builder({ ignoreAttributes: false, suppressEmptyNode: true });

export function queryProtocol(dialect: QueryDialect): Protocol {
  const write = (status: number, root: XmlObject): HttpAnswer => ({
    status,
    headers: { 'Content-Type': 'text/xml;charset=UTF-8' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(root)}`,
  });
  return {
    service: dialect.service,
    speaks: ({ header }) => isForm(header('content-type')),
    decode: ({ body }) => {
      const form = new URLSearchParams(textOf(body));
      const operation = form.get('Action') ?? '';
      form.delete('Action');
      form.delete('Version');
      return {
        operation,
        input: readForm(form, dialect.memberOf),
        encode: (answer, requestId) => write(200, dialect.envelope(operation, membersOf(answer, dialect), requestId)),
      };
    },
    encodeError: (error, requestId) => write(error.status, dialect.errorEnvelope(error, requestId)),
  };
}

function membersOf(answer: OutputRecord, dialect: QueryDialect): XmlObject {
  return Object.fromEntries(
    Object.entries(answer).flatMap(([member, value]) => {
      const written = xmlOf(value, dialect);
      return written === undefined ? [] : [[dialect.wireNameOf?.(member) ?? member, written]];
    }),
  );
}

function xmlOf(value: Output, dialect: QueryDialect): XmlValue | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (isOutputRecord(value)) return membersOf(value, dialect);
  return { [dialect.item]: value.map((inner) => xmlOf(inner, dialect)).filter((inner) => inner !== undefined) };
}
