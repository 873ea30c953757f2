/** What AWS JSON 1.1 and the query protocols make of bodies: services that answer with the input that they were given. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { awsJson } from '../../../account/sandbox/http/aws-json.ts';
import { queryProtocol } from '../../../account/sandbox/http/query.ts';
import type { RunningServer } from '../../../account/sandbox/http/server.ts';
import { serveToy, tell, told, toyService } from '../../support/toy-service.ts';
import { send, type Answered, type Sent } from '../../support/wire.ts';

const json = awsJson(toyService('config', { Tell: tell }), 'Toy');
const form = queryProtocol({
  service: toyService('sts', { Tell: tell }),
  item: 'member',
  envelope: (_, members) => ({ Answer: members }),
  errorEnvelope: ({ code, message }) => ({ Error: { Code: code, Message: message } }),
});

let server: RunningServer;
beforeAll(async () => {
  server = await serveToy(json, form);
});
afterAll(() => server.close());

const inputOf = async (sent: Sent): Promise<unknown> => told(await send(server.endpoint, '/', sent));
const target = (name: string): Sent => ({ service: 'config', method: 'POST', headers: { 'X-Amz-Target': name } });
const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
const post = (body: string): Promise<Answered> =>
  send(server.endpoint, '/', { service: 'sts', method: 'POST', headers, body });
const formInput = async (body: string): Promise<unknown> => {
  const { body: answer } = await post(`Action=Tell&Version=2011-06-15&${body}`);
  return JSON.parse(answer.replaceAll(/^[\s\S]*<input>|<\/input>[\s\S]*$/g, '').replaceAll('&quot;', '"'));
};

test('JSON 1.1: the header names the operation, the body is the input', async () => {
  const sent = target('Toy.Tell');
  await expect(inputOf({ ...sent, body: '{"a":[1,null]}' })).resolves.toEqual({ a: [1, null] });
  await expect(inputOf(sent)).resolves.toEqual({});
  await expect(send(server.endpoint, '/', { ...sent, body: '[1]' })).resolves.toMatchObject({
    status: 400,
    body: expect.stringContaining('"__type":"SerializationException"'),
  });
});

test.each(['Toy', 'Toys.Tell', 'Toy.Nothing', 'Toy.constructor', 'toy.Tell'])(
  'JSON 1.1: the target %s is refused by name',
  async (name) => {
    const { status, body } = await send(server.endpoint, '/', target(name));
    expect(status).toBe(501);
    expect(body).toContain('"__type":"NotModelledBySandbox"');
    expect(body).toContain(name.replace('Toy.', 'config:'));
  },
);

test('forms: lists and structures, in the order of their numbers', async () => {
  await expect(
    formInput('Tags.member.2.Key=b&Tags.member.1.Key=a&Tags.member.10.Key=c&Name=x%2By+z&Empty='),
  ).resolves.toEqual({ Tags: [{ Key: 'a' }, { Key: 'b' }, { Key: 'c' }], Name: 'x+y z', Empty: '' });
});

test.each(['A=1&A=2', 'A=1&A.B=2', 'A.B=2&A=1'])('forms: %s contradicts itself', async (body) => {
  await expect(post(`Action=Tell&${body}`)).resolves.toMatchObject({
    status: 400,
    body: expect.stringMatching('<Error><Code>MalformedQueryString</Code>'),
  });
});

test('forms: an operation that is not there is refused by name', async () => {
  await expect(post('Action=Dance')).resolves.toMatchObject({
    status: 501,
    body: expect.stringContaining('the sandbox does not model sts:Dance'),
  });
});
