/** Accounts and Regions side by side, and several clients at once. */
import { CreateVpcCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { clientsOf, homeAccount, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const vpcsOf = async (of: TestSandbox, accountId: string, region: string): Promise<readonly unknown[]> => {
  const { Vpcs = [] } = await clientsOf(of, accountId, region).ec2.send(new DescribeVpcsCommand({}));
  return Vpcs.map(({ CidrBlock }) => CidrBlock);
};

test('an account and Region has what was made there, and nothing else', async () => {
  const places = [
    [homeAccount, 'eu-west-1', '10.1.0.0/16'],
    [homeAccount, 'us-east-1', '10.2.0.0/16'],
    ['444455556666', 'eu-west-1', '10.3.0.0/16'],
  ] as const;
  for (const [account, region, CidrBlock] of places)
    await clientsOf(sandbox, account, region).ec2.send(new CreateVpcCommand({ CidrBlock }));
  for (const [account, region, CidrBlock] of places)
    await expect(vpcsOf(sandbox, account, region)).resolves.toEqual([CidrBlock]);
  await expect(vpcsOf(sandbox, '444455556666', 'us-east-1')).resolves.toEqual([]);
});

test('two sandboxes know nothing of each other', async () => {
  const other = await startTestSandbox();
  await clientsOf(other, '777788889999').ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  await expect(vpcsOf(other, '777788889999', 'eu-west-1')).resolves.toHaveLength(1);
  await expect(vpcsOf(sandbox, '777788889999', 'eu-west-1')).resolves.toEqual([]);
  await other.close();
  await expect(vpcsOf(other, '777788889999', 'eu-west-1')).rejects.toThrow();
});

test('two hundred calls of two clients at once are answered, each with its own', async () => {
  const [one, other] = [clientsOf(sandbox, '100000000001').sts, clientsOf(sandbox, '100000000002').sts];
  const asked = Array.from({ length: 200 }, async (_, turn) => {
    const { Account } = await (turn % 2 === 0 ? one : other).send(new GetCallerIdentityCommand({}));
    return Account === (turn % 2 === 0 ? '100000000001' : '100000000002');
  });
  const answers = await Promise.all(asked);
  expect(answers.filter((isItsOwn) => !isItsOwn)).toEqual([]);
});

test('there is one object for an account and Region', () => {
  const { world } = sandbox;
  expect(world.region('1'.repeat(12), 'eu-west-1')).toBe(world.region('1'.repeat(12), 'eu-west-1'));
  expect(world.region('1'.repeat(12), 'cn-north-1').partition).toBe('aws-cn');
  expect(world.region('1'.repeat(12), 'us-gov-west-1').partition).toBe('aws-us-gov');
});

test('the sandbox is idle only when the work in the background is done, that which it started included', async () => {
  const { world, clock } = sandbox;
  const done: string[] = [];
  world.background(async () => {
    await clock.sleep(1000);
    world.background(async () => {
      await clock.sleep(1000);
      done.push('second');
    });
    done.push('first');
  });
  await clock.drive(world.idle());
  expect(done).toEqual(['first', 'second']);
});
