/** What REST-JSON makes of requests: a service that answers with the input that it was given. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { operation } from '../../../account/sandbox/core/operation.ts';
import { restJson } from '../../../account/sandbox/http/rest-json.ts';
import type { RunningServer } from '../../../account/sandbox/http/server.ts';
import { serveToy, tell, told, toyService } from '../../support/toy-service.ts';
import { send, type Sent } from '../../support/wire.ts';

const picky = operation(
  z.strictObject({ limit: z.number().optional(), full: z.boolean().optional(), name: z.string().optional() }),
  (input) => ({ input: JSON.stringify(input) }),
);

const service = toyService('apigateway', {
  Tell: tell,
  TellBody: tell,
  TellMap: tell,
  Merge: tell,
  Replace: tell,
  Pick: picky,
});
const protocol = restJson(service, [
  {
    method: 'GET',
    path: '/things/{thing}/parts/{part}',
    operation: 'Tell',
    query: { tagKeys: 'list', limit: 'number' },
    wireNames: { colour: 'color' },
  },
  {
    method: 'PUT',
    path: '/bodies',
    operation: 'TellBody',
    requestPayload: 'body',
    requestHeaders: { accepts: 'Accept' },
  },
  { method: 'GET', path: '/maps', operation: 'TellMap', query: { parameters: 'map', mode: 'text' } },
  { method: 'POST', path: '/modes?mode=merge', operation: 'Merge' },
  { method: 'POST', path: '/modes', operation: 'Replace' },
  { method: 'GET', path: '/picky', operation: 'Pick', query: { limit: 'number', full: 'boolean' } },
]);

let server: RunningServer;
beforeAll(async () => {
  server = await serveToy(protocol);
});
afterAll(() => server.close());

const inputOf = async (path: string, sent?: Sent): Promise<unknown> => told(await send(server.endpoint, path, sent));

test('labels are decoded after the path is cut: a slash in a label stays in it', async () => {
  await expect(inputOf('/things/arn%3Aaws%3A%3A%2Frestapis%2Fa1/parts/%C3%BC%20b')).resolves.toEqual({
    thing: 'arn:aws::/restapis/a1',
    part: 'ü b',
  });
});

test('a path is taken as it came: nobody tidies up its dots', async () => {
  await expect(inputOf('/things/%2e%2e/parts/..')).resolves.toEqual({ thing: '..', part: '..' });
  await expect(send(server.endpoint, '/things/../things/a/parts/b')).resolves.toMatchObject({ status: 501 });
});

test('a path that is no percent-encoded text is refused', async () => {
  await expect(send(server.endpoint, '/things/%E0%A4%A/parts/b')).resolves.toMatchObject({
    status: 400,
    body: expect.stringContaining('%E0%A4%A'),
  });
});

test('lists of the query, numbers, and parameters that nobody knows', async () => {
  await expect(inputOf('/things/a/parts/b?tagKeys=x&tagKeys=y%26z&limit=25&other=1')).resolves.toEqual({
    thing: 'a',
    part: 'b',
    tagKeys: ['x', 'y&z'],
    limit: 25,
    other: '1',
  });
  await expect(inputOf('/things/a/parts/b?tagKeys=x')).resolves.toMatchObject({ tagKeys: ['x'] });
});

test('a map takes all parameters that no other name takes', async () => {
  await expect(inputOf('/maps?mode=merge&extensions=apigateway&basepath=a%3Db')).resolves.toEqual({
    mode: 'merge',
    parameters: { extensions: 'apigateway', basepath: 'a=b' },
  });
  await expect(inputOf('/maps')).resolves.toEqual({ parameters: {} });
});

test.each([
  ['limit=ten', 'limit'],
  ['limit=', 'limit'],
  ['limit=1&limit=2', 'limit'],
  ['full=yes', 'full'],
  ['name=a&name=b', 'name'],
])('%s is refused, never guessed', async (query, member) => {
  const { status, body } = await send(server.endpoint, `/picky?${query}`);
  expect({ status, body }).toMatchObject({ status: 400, body: expect.stringContaining(`${member}: `) });
});

test('a member that is not modelled is refused by name, before all else', async () => {
  await expect(send(server.endpoint, '/picky?limit=ten&colour=red')).resolves.toMatchObject({
    status: 501,
    body: '{"message":"the sandbox does not model apigateway:Pick with colour"}',
  });
});

test('a payload comes as base64, whatever its bytes are, and headers come as members', async () => {
  const body = new Uint8Array([0, 255, 128, 10]);
  await expect(inputOf('/bodies', { method: 'PUT', body, headers: { Accept: 'text/plain' } })).resolves.toEqual({
    body: 'AP+ACg==',
    accepts: 'text/plain',
  });
  await expect(inputOf('/bodies', { method: 'PUT', headers: { Accept: '*/*' } })).resolves.toEqual({ accepts: '*/*' });
});

test('a path of no operation is refused by name', async () => {
  await expect(send(server.endpoint, '/nowhere/at-all?x=1', { method: 'PUT' })).resolves.toMatchObject({
    status: 501,
    body: '{"message":"the sandbox does not model apigateway: PUT /nowhere/at-all"}',
  });
});

test('a member may have another name on the wire', async () => {
  await expect(inputOf('/things/a/parts/b?color=red')).resolves.toEqual({ thing: 'a', part: 'b', colour: 'red' });
});

test('two operations may share a path and be told apart by the query', async () => {
  await expect(inputOf('/modes?mode=merge&a=1', { method: 'POST' })).resolves.toEqual({ a: '1' });
  await expect(inputOf('/modes?a=1', { method: 'POST' })).resolves.toEqual({ a: '1' });
  await expect(inputOf('/modes?mode=other', { method: 'POST' })).resolves.toEqual({ mode: 'other' });
});
