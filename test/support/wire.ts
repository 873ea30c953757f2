/** Requests as they go over the wire, their path as it is: `fetch` would tidy it up. */
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { authorization } from './toy-service.ts';

export interface Sent {
  /** The signing name; API Gateway's when left out. */
  readonly service?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface Answered {
  readonly status: number;
  readonly body: string;
}

export function send(
  endpoint: string,
  path: string,
  { service = 'apigateway', method = 'GET', headers = {}, body = '' }: Sent = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(endpoint);
    const options = { hostname, port, path, method, headers: { Authorization: authorization(service), ...headers } };
    const sent = request(options, (answer) => {
      text(answer).then((content) => {
        resolve({ status: answer.statusCode ?? 0, body: content });
      }, reject);
    });
    sent.on('error', reject).end(body);
  });
}
