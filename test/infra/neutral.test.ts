/** Region and partition: no stack has one in it, and each takes those of where it is deployed. */
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { packFor } from '../../conformance-pack/print.ts';
import { schedules } from '../../infra/settings.ts';
import { buildRunbook } from '../../remediation/runbook.ts';
import { bodyOf, parametersOf } from './packs.ts';
import { templatesOf } from './synthesised.ts';

const stacks = templatesOf({});

const template = z.object({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) });

test.each(['account', 'member', 'pack', 'organizationPack'] as const)(
  '%s: no account, Region or partition is spelt out; the runbook, which explains itself by examples, is left out',
  (stack) => {
    const { Resources } = template.parse(stacks[stack].toJSON());
    const others = Object.values(Resources).filter(({ Type }) => Type !== 'AWS::SSM::Document');
    expect(JSON.stringify(others).match(/.{20}(arn:aws|\d{12}|[a-z]{2}-[a-z]+-\d)/)).toBeNull();
  },
);

test('the runbook spells an account or a Region in its descriptions alone', () => {
  const text = JSON.stringify(buildRunbook(), (name, value: unknown) => (name === 'description' ? undefined : value));
  expect(text.match(/.{20}(arn:aws:|\d{12}|[a-z]{2}-[a-z]+-\d)/)).toBeNull();
});

test.each([
  ['aws', 'eu-west-1'],
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
])('in %s the packs’ stacks hand to Config the very text that is printed for the account', (partition, region) => {
  const place = { partition, region, accountId: '222233334444' };
  const printed = ['--account-id', place.accountId, '--partition', partition];
  expect(bodyOf(stacks.pack, place)).toBe(packFor(printed));
  expect(bodyOf(stacks.organizationPack, place)).toBe(packFor([...printed, '--rule-function', 'own']));
  expect(parametersOf(stacks.pack, place)).toMatchObject({
    RuleFunctionArn: `arn:${partition}:lambda:${region}:222233334444:function:PrivateApiGuard-Rule`,
  });
});

test.each(schedules)('the schedule %s reaches the rule of the account, and both packs', (schedule) => {
  const { account, pack, organizationPack } = templatesOf({ schedule });
  expect(JSON.stringify(account.findResources('AWS::Config::ConfigRule'))).toContain(
    `"MessageType":"ScheduledNotification","MaximumExecutionFrequency":"${schedule}"`,
  );
  const place = { partition: 'aws', region: 'eu-west-1', accountId: '111122223333' };
  for (const stack of [pack, organizationPack]) expect(parametersOf(stack, place)['Schedule']).toBe(schedule);
});
