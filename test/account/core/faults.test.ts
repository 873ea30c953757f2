/** Faults as clients see them: each kind, on EC2's and on Lambda's protocol. */
import { CreateVpcCommand, DescribeVpcsCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Fault, FaultKind } from '../../../account/sandbox/core/faults.ts';
import { clientsOf, homeAccount, homeRegion, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

let sandbox: TestSandbox;
let ec2: EC2Client;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  ({ ec2 } = clientsOf(sandbox));
});
afterEach(() => sandbox.close());

type Reach = Omit<Fault, keyof FaultKind | 'service' | 'operation'>;

const strike = (kind: FaultKind, operation = 'CreateVpc', reach: Reach = {}): void => {
  sandbox.world.faults.inject({ service: 'ec2', operation, ...kind, ...reach });
};
const create = (CidrBlock = '10.0.0.0/16'): Promise<unknown> => ec2.send(new CreateVpcCommand({ CidrBlock }));
const count = async (): Promise<number | undefined> => (await ec2.send(new DescribeVpcsCommand({}))).Vpcs?.length;

/** What a client makes of a connection that ends without an answer. */
const lost = { message: expect.stringContaining('socket hang up') };

test.each([
  [{ kind: 'throttle' }, { name: 'RequestLimitExceeded', $metadata: { httpStatusCode: 503 } }, 0],
  [{ kind: 'deny' }, { name: 'UnauthorizedOperation', $metadata: { httpStatusCode: 403 } }, 0],
  [{ kind: 'fail' }, { name: 'InternalError', $metadata: { httpStatusCode: 500 } }, 0],
  [{ kind: 'fail-after-effect' }, { name: 'InternalError', $metadata: { httpStatusCode: 500 } }, 1],
  [{ kind: 'timeout' }, lost, 0],
  [{ kind: 'timeout-after-effect' }, lost, 1],
] as const)('%j: the client is told, and the effect took place %#', async (kind, told, effects) => {
  const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  strike(kind);
  await expect(create()).rejects.toMatchObject(told);
  await expect(count()).resolves.toBe(effects);
  expect(printed).not.toHaveBeenCalled();
  printed.mockRestore();
});

test('a denial names the caller and the action', async () => {
  strike({ kind: 'deny' });
  await expect(create()).rejects.toThrow(
    `User: arn:aws:iam::${homeAccount}:root is not authorized to perform: ec2:CreateVpc`,
  );
});

test('a slow answer takes its time on the clock of the sandbox', async () => {
  strike({ kind: 'slow', milliseconds: 90_000 });
  await sandbox.clock.drive(create());
  expect(sandbox.clock.now()).toBe(Date.parse('2026-03-01T12:01:30Z'));
});

test('something else may happen just before the call', async () => {
  const seen: (number | undefined)[] = [];
  strike({
    kind: 'meanwhile',
    happens: async () => {
      seen.push(await count());
    },
  });
  await create();
  await create();
  expect(seen).toEqual([0, 1]);
});

test('a fault strikes as often as it is told, after as many calls as it is told', async () => {
  strike({ kind: 'throttle' }, 'CreateVpc', { after: 1, times: 2 });
  const results = [await outcome(), await outcome(), await outcome(), await outcome()];
  expect(results).toEqual(['done', 'RequestLimitExceeded', 'RequestLimitExceeded', 'done']);

  function outcome(): Promise<string> {
    return create().then(
      () => 'done',
      (error: unknown) => (error instanceof Error ? error.name : ''),
    );
  }
});

test('a fault strikes only the inputs that it is told, and counts only those', async () => {
  const when = (input: unknown): boolean => JSON.stringify(input).includes('10.9');
  strike({ kind: 'deny' }, 'CreateVpc', { when, times: 1 });
  await create('10.0.0.0/16');
  await expect(create('10.9.0.0/16')).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
  await create('10.9.0.0/16');
});

test('a fault strikes no other operation and no other service, and is over when cleared', async () => {
  strike({ kind: 'deny' }, 'DescribeVpcs');
  await create();
  await clientsOf(sandbox).lambda.send(new ListFunctionsCommand({}));
  await expect(count()).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
  sandbox.world.faults.clear();
  await expect(count()).resolves.toBe(1);
});

test('every service says in its own words that it is throttled, that it denies and that it is out of order', async () => {
  const { lambda } = clientsOf(sandbox);
  const told = async (kind: FaultKind): Promise<unknown> => {
    sandbox.world.faults.clear();
    sandbox.world.faults.inject({ service: 'lambda', operation: 'ListFunctions', ...kind });
    return lambda
      .send(new ListFunctionsCommand({}))
      .catch((error: unknown) => (error instanceof Error ? error.name : ''));
  };
  await expect(told({ kind: 'throttle' })).resolves.toBe('TooManyRequestsException');
  await expect(told({ kind: 'deny' })).resolves.toBe('AccessDeniedException');
  await expect(told({ kind: 'fail' })).resolves.toBe('ServiceException');
});

test('the log tells of every call: who, what, where, when and how it ended', async () => {
  strike({ kind: 'timeout' }, 'CreateVpc', { times: 1 });
  await expect(create()).rejects.toThrow();
  await expect(create('10.0.0.0/8')).rejects.toThrow();
  await create();
  const call = {
    at: sandbox.clock.now(),
    service: 'ec2',
    operation: 'CreateVpc',
    region: homeRegion,
    principal: { accountId: homeAccount, arn: `arn:aws:iam::${homeAccount}:root` },
  };
  expect(sandbox.world.calls).toEqual([
    { ...call, input: { CidrBlock: '10.0.0.0/16' }, error: 'ConnectionLost' },
    { ...call, input: { CidrBlock: '10.0.0.0/8' }, error: 'InvalidVpc.Range' },
    { ...call, input: { CidrBlock: '10.0.0.0/16' }, error: null },
  ]);
});

test('a seed is neither logged nor slowed down', async () => {
  const region = sandbox.world.region(homeAccount, homeRegion);
  const principal = { accountId: homeAccount, arn: `arn:aws:iam::${homeAccount}:root` };
  const call = {
    service: 'ec2',
    operation: 'CreateVpc',
    input: { CidrBlock: '10.0.0.0/16' },
    principal,
    region,
  } as const;
  await sandbox.world.call({ ...call, unlimited: true });
  expect(sandbox.world.calls).toEqual([]);
  await sandbox.world.call(call);
  expect(sandbox.world.calls).toHaveLength(1);
});
