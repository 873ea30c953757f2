/** What the sandbox says of itself, and faults for those who try it without a program of their own. */
import { CreateVpcCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { clientsOf, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const ask = async (method: string, path: string, body?: string): Promise<{ status: number; body: unknown }> => {
  const answer = await fetch(`${sandbox.endpoint}/_sandbox/${path}`, {
    method,
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.status, body: await answer.json() };
};
const create = (): Promise<unknown> => clientsOf(sandbox).ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));

test('it is healthy as soon as it listens, and tells which accounts were used', async () => {
  await create();
  await expect(ask('GET', 'health')).resolves.toEqual({
    status: 200,
    body: { status: 'ok', regions: [{ accountId: '111122223333', region: 'eu-west-1' }] },
  });
});

test('a fault strikes, and is over when it is used up or taken away', async () => {
  const fault = { service: 'ec2', operation: 'CreateVpc', kind: 'throttle' };
  await expect(ask('POST', 'faults', JSON.stringify({ ...fault, after: 1, times: 1 }))).resolves.toMatchObject({
    status: 201,
  });
  await create();
  await expect(create()).rejects.toMatchObject({ name: 'RequestLimitExceeded' });
  await create();
  await ask('POST', 'faults', JSON.stringify({ ...fault, kind: 'slow', milliseconds: 60_000 }));
  const before = sandbox.clock.now();
  await sandbox.clock.drive(create());
  expect(sandbox.clock.now() - before).toBe(60_000);
  await expect(ask('DELETE', 'faults')).resolves.toMatchObject({ status: 200 });
  await create();
  expect(sandbox.clock.now() - before).toBe(60_000);
});

test.each([
  ['', 'no such fault'],
  ['{', 'no such fault'],
  ['{"service":"ec2","operation":"CreateVpc","kind":"flood"}', 'no such fault'],
  ['{"service":"ec2","operation":"CreateVpc","kind":"throttle","time":1}', 'no such fault'],
  ['{"service":"ec2","operation":"CreateVPC","kind":"throttle"}', 'the sandbox does not model ec2:CreateVPC'],
  ['{"service":"iam","operation":"CreateRole","kind":"deny"}', 'the sandbox does not model iam:CreateRole'],
])('the fault %j is refused', async (body, told) => {
  await expect(ask('POST', 'faults', body)).resolves.toEqual({
    status: 400,
    body: { message: expect.stringContaining(told) },
  });
  await create();
});

test('nothing else is there', async () => {
  await expect(ask('GET', 'secrets')).resolves.toEqual({
    status: 404,
    body: { message: 'the sandbox has no GET /_sandbox/secrets' },
  });
});
