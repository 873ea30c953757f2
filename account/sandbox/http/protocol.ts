/** What a wire protocol does: find the operation in a request, and write its answer or its error. */
import type { ServiceError } from '../core/errors.ts';
import type { Service } from '../core/operation.ts';
import type { Json, OutputRecord } from '../core/values.ts';
import type { Route } from './route.ts';

export interface HttpRequest {
  readonly method: string;
  /** As it came, percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  readonly body: Uint8Array;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** A request as its operation understands it. */
export interface Decoded {
  readonly operation: string;
  readonly input: Json;
  readonly encode: (answer: OutputRecord, requestId: string) => HttpAnswer;
}

export interface Protocol {
  readonly service: Service;
  /** Of REST-JSON: how each operation is written. */
  readonly routes?: readonly Route[];
  /** Whether a request is written in this protocol, whatever service it is meant for. */
  readonly speaks: (request: HttpRequest) => boolean;
  /** @throws ServiceError when there is no such operation, or the body cannot be read */
  readonly decode: (request: HttpRequest) => Decoded;
  readonly encodeError: (error: ServiceError, requestId: string) => HttpAnswer;
}

/** @param contentType the header of that name */
export function isForm(contentType: string | undefined): boolean {
  return contentType?.startsWith('application/x-www-form-urlencoded') === true;
}

export function textOf(body: Uint8Array): string {
  return new TextDecoder().decode(body);
}
