/** The wiring of the Lambda function. */
import { expect, jest, test } from '@jest/globals';
import { createHandler, handler } from '../../rule/handler.ts';
import type { ConnectRequest } from '../../rule/invoke.ts';
import { jsonLog } from '../../rule/log.ts';
import { remembering } from '../../rule/remember.ts';
import { fakeAccount } from '../support/account.ts';
import { patientClock } from '../support/clock.ts';
import { apiArn, invokeRule, policies, readEvent, text } from '../support/rule.ts';

const open = { policyText: text(policies.open) };
const context = { getRemainingTimeInMillis: () => 900_000 };

test('an event of AWS Config becomes an evaluation, a line about it and a line about the invocation', async () => {
  const account = fakeAccount({ apis: new Map([['a1b2c3d4e5', open]]) });
  const lines: string[] = [];
  const clock = patientClock();
  const log = jsonLog((line) => lines.push(line), clock.now);
  const ours = createHandler({ connect: () => Promise.resolve(account), log, clock, assumeRoleName: null });
  await ours(readEvent('restapi-changed'), context);
  expect(account.evaluation(apiArn)?.complianceType).toBe('NON_COMPLIANT');
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { message: 'evaluated' },
    { message: 'finished' },
  ]);
});

test('the function of the bundle refuses what is no event, before it speaks to AWS', async () => {
  const output = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  await expect(handler({}, context)).rejects.toThrow('`invokingEvent` is missing');
  expect(output).toHaveBeenCalledWith(expect.stringMatching(/^\{"level":"ERROR","message":"finished".*\}\n$/));
  output.mockRestore();
});

test('the account and Region of the event are connected to', async () => {
  const { connected } = await invokeRule(readEvent('restapi-changed'), fakeAccount());
  expect(connected).toEqual([{ region: 'eu-west-1', accountId: '111122223333' }]);
});

test.each([
  ['restapi-of-other-account', 'arn:aws:iam::444455556666:role/private-api-guard-reader'],
  ['restapi-changed-aws-cn', 'arn:aws-cn:iam::111122223333:role/private-api-guard-reader'],
])(
  'with ASSUME_ROLE_NAME the role of that name in the account of the event makes the calls: %s',
  async (name, roleArn) => {
    const options = { assumeRoleName: 'private-api-guard-reader' };
    const { connected } = await invokeRule(readEvent(name), fakeAccount(), options);
    expect(connected).toMatchObject([{ assumeRole: { roleArn, sessionName: 'private-api-guard' } }]);
  },
);

test.each(['arn:aws:iam::111122223333:role/reader', '', 'a b', 'x'.repeat(65)])(
  'a role is named, not %j',
  async (assumeRoleName) => {
    const { error, connected } = await invokeRule(readEvent('restapi-changed'), fakeAccount(), { assumeRoleName });
    expect(error).toMatchObject({ message: expect.stringContaining('ASSUME_ROLE_NAME') });
    expect(connected).toEqual([]);
  },
);

test('a connection is kept for the account that it is to, and made anew when it failed', async () => {
  const made: string[] = [];
  const connect = remembering((request: ConnectRequest) => {
    made.push(request.accountId);
    return made.length === 1 ? Promise.reject(new Error('not now')) : Promise.resolve(made.length);
  });
  const to = (accountId: string): Promise<number> => connect({ region: 'eu-west-1', accountId });
  await expect(to('1')).rejects.toThrow('not now');
  expect([await to('1'), await to('2'), await to('1'), await to('2')]).toEqual([2, 3, 2, 3]);
  for (let account = 3; account <= 22; account += 1) await to(String(account));
  expect(made).toHaveLength(23);
  await to('22');
  await to('1');
  expect(made.slice(23)).toEqual(['1']);
});
