import {
  DeleteConfigRuleCommand,
  DeleteRemediationConfigurationCommand,
  DescribeRemediationConfigurationsCommand,
  DescribeRemediationExecutionStatusCommand,
  PutRemediationConfigurationsCommand,
  type RemediationConfiguration,
  type RemediationParameterValue,
} from '@aws-sdk/client-config-service';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { automatically, remediation, startRemediationBench, type RemediationBench } from '../../support/remediation.ts';

let bench: RemediationBench;

beforeEach(async () => {
  bench = await startRemediationBench();
});
afterEach(() => bench.sandbox.close());

async function configurations(): Promise<readonly RemediationConfiguration[]> {
  const command = new DescribeRemediationConfigurationsCommand({ ConfigRuleNames: ['judge'] });
  return (await bench.config.send(command)).RemediationConfigurations ?? [];
}

test('a configuration is shown as it was put, with an ARN that it keeps', async () => {
  await bench.putRemediation();
  const [first] = await configurations();
  expect(first).toEqual({ ...remediation(), Automatic: false, Arn: expect.any(String) });
  expect(first?.Arn).toMatch(/^arn:aws:config:eu-west-1:111122223333:remediation-configuration\/judge\/[0-9a-f-]{36}$/);
  await bench.putRemediation({ TargetVersion: '1' });
  expect(await configurations()).toMatchObject([{ TargetVersion: '1', Arn: first?.Arn }]);
});

const both: RemediationParameterValue = { StaticValue: { Values: ['a'] }, ResourceValue: { Value: 'RESOURCE_ID' } };
const role = (Values: string[]): RemediationConfiguration['Parameters'] => ({
  AutomationAssumeRole: { StaticValue: { Values } },
});
const manyParameters = Object.fromEntries(
  Array.from({ length: 26 }, (_, index) => [`p${index}`, { StaticValue: { Values: ['a'] } }]),
);

const wrong: readonly (readonly [string, Partial<RemediationConfiguration>, string])[] = [
  ['a rule that is not there', { ConfigRuleName: 'nobody' }, 'InvalidParameterValueException'],
  ['a document that is not there', { TargetId: 'Nothing' }, 'InvalidParameterValueException'],
  ['a version that is not there', { TargetVersion: '7' }, 'InvalidParameterValueException'],
  ['a value of both kinds', { Parameters: { p: both } }, 'InvalidParameterValueException'],
  ['a value of no kind', { Parameters: { p: {} } }, 'InvalidParameterValueException'],
  ['26 parameters', { Parameters: manyParameters }, 'ValidationException'],
  ['a value of 257 characters', { Parameters: role(['x'.repeat(257)]) }, 'ValidationException'],
  ['26 values', { Parameters: role(Array<string>(26).fill('a')) }, 'ValidationException'],
  ['26 attempts', automatically(26, 60), 'ValidationException'],
  ['2,678,001 seconds', automatically(5, 2_678_001), 'ValidationException'],
  ['no number of attempts', { Automatic: true, RetryAttemptSeconds: 60 }, 'InvalidParameterValueException'],
  ['no time for attempts', { Automatic: true, MaximumAutomaticAttempts: 5 }, 'InvalidParameterValueException'],
  ['no role', { ...automatically(5, 60), Parameters: {} }, 'InvalidParameterValueException'],
];

test.each(wrong)('a configuration with %s is refused, and changes nothing', async (_what, more, name) => {
  const RemediationConfigurations = [remediation(), remediation(more)];
  const put = new PutRemediationConfigurationsCommand({ RemediationConfigurations });
  await expect(bench.config.send(put)).rejects.toMatchObject({ name });
  expect(await configurations()).toEqual([]);
});

test('while nobody can tell whether the document exists, a configuration is refused', async () => {
  const lost = { kind: 'timeout', service: 'ssm', operation: 'DescribeDocument', times: 1 } as const;
  bench.sandbox.world.faults.inject(lost);
  await expect(bench.putRemediation()).rejects.toMatchObject({ name: 'InternalFailure' });
  expect(await configurations()).toEqual([]);
});

test('25 values of 256 characters are taken', async () => {
  await bench.putRemediation({
    Parameters: { Ids: { StaticValue: { Values: Array<string>(25).fill('x'.repeat(256)) } } },
  });
  expect(await configurations()).toHaveLength(1);
});

test('a configuration is deleted when nothing runs, and then its rule can be', async () => {
  await bench.report({ bad: 'NON_COMPLIANT' });
  await bench.putRemediation();
  await bench.start('bad');
  const deletion = new DeleteRemediationConfigurationCommand({ ConfigRuleName: 'judge' });
  await expect(bench.config.send(deletion)).rejects.toMatchObject({ name: 'RemediationInProgressException' });
  const deleteRule = new DeleteConfigRuleCommand({ ConfigRuleName: 'judge' });
  await expect(bench.config.send(deleteRule)).rejects.toMatchObject({
    name: 'ResourceInUseException',
    message: expect.stringContaining('judge currently has a RemediationConfiguration'),
  });
  await bench.settle();
  await bench.config.send(deletion);
  const refusal = { name: 'NoSuchRemediationConfigurationException' };
  await expect(bench.config.send(deletion)).rejects.toMatchObject(refusal);
  await expect(bench.start('bad')).rejects.toMatchObject(refusal);
  const status = new DescribeRemediationExecutionStatusCommand({ ConfigRuleName: 'judge' });
  await expect(bench.config.send(status)).rejects.toMatchObject(refusal);
  await bench.config.send(deleteRule);
});
