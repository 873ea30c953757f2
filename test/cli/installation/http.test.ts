/** Requests to the accounts of this process: straight to the address, and not for ever. */
import http, { Agent, createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { exchange, type HttpAnswer } from '../../../cli/installation/http.ts';

const { globalAgent } = http;

afterEach(() => {
  http.globalAgent = globalAgent;
  jest.restoreAllMocks();
});

/** Asks a server of one test, and closes it. */
async function ask(listener: RequestListener, limit?: number): Promise<HttpAnswer> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.custom<AddressInfo>().parse(server.address());
  const url = `http://127.0.0.1:${port}/orders`;
  try {
    return await exchange({ name: 'a call', url, method: 'POST', headers: { 'X-Who': 'me' }, body: 'in' }, limit);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const echo: RequestListener = (request, answer) => {
  void text(request).then((body) => {
    const { method = '', url = '', headers } = request;
    answer.writeHead(418).end([method, url, headers['x-who'], headers.connection, body].join(' '));
  });
};

test('a request comes as it was sent, its answer as it is; the connection ends with it', async () => {
  await expect(ask(echo)).resolves.toEqual({ status: 418, body: 'POST /orders me close in' });
});

test('neither fetch nor the global agent is used, which may ask a proxy of the environment', async () => {
  jest.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('fetch was used'));
  class Proxied extends Agent {
    override createConnection(): never {
      throw new Error('the global agent was used');
    }
  }
  http.globalAgent = new Proxied();
  await expect(ask(echo)).resolves.toMatchObject({ status: 418 });
});

test.each<[string, RequestListener]>([
  ['nothing', () => undefined],
  ['half an answer', (_, answer) => void answer.writeHead(200).write('a')],
])('a server that says %s is given up, by the name of the call', async (_, listener) => {
  await expect(ask(listener, 20)).rejects.toThrow('a call: no answer within 0.02 seconds');
});

test('a connection that is lost is told by the name of the call', async () => {
  await expect(ask((request) => request.socket.destroy())).rejects.toThrow(/^a call: .*socket hang up$/);
});
