import {
  DeleteConfigRuleCommand,
  DescribeConfigRulesCommand,
  type ConfigRule,
  type Scope,
  type SourceDetail,
} from '@aws-sdk/client-config-service';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { restApiType, ruleWith, putRule, startConfigBench, type ConfigBench } from '../../support/config.ts';

let bench: ConfigBench;

beforeEach(async () => {
  bench = await startConfigBench();
  bench.define('judge', () => Promise.resolve(null));
});
afterEach(() => bench.sandbox.close());

const rule = (more: Partial<ConfigRule> = {}): ConfigRule => ruleWith(bench.home, 'judge', 'both', more);
const put = (more: Partial<ConfigRule>): Promise<void> => putRule(bench.config, rule(more));

async function rules(...names: readonly string[]): Promise<readonly ConfigRule[]> {
  const command = new DescribeConfigRulesCommand({ ConfigRuleNames: [...names] });
  const { ConfigRules = [] } = await bench.config.send(command);
  return ConfigRules;
}

const sourceWith = (...SourceDetails: SourceDetail[]): ConfigRule['Source'] => ({
  Owner: 'CUSTOM_LAMBDA',
  SourceIdentifier: rule().Source?.SourceIdentifier,
  SourceDetails,
});

test('a rule gets an id and an ARN, and is shown as it was put', async () => {
  await put({ Description: 'fences', InputParameters: '{"trustedVpcIds":"vpc-1"}' });
  const [shown] = await rules();
  expect(shown).toEqual({
    ...rule({ Description: 'fences', InputParameters: '{"trustedVpcIds":"vpc-1"}' }),
    ConfigRuleId: expect.stringMatching(/^config-rule-[a-z0-9]{6}$/),
    ConfigRuleArn: `arn:aws:config:eu-west-1:111122223333:config-rule/${shown?.ConfigRuleId ?? ''}`,
    ConfigRuleState: 'ACTIVE',
    EvaluationModes: [{ Mode: 'DETECTIVE' }],
  });
});

test('a rule that is put again keeps its id; by its ARN it can be put without its name', async () => {
  await put({});
  const [first] = await rules('judge');
  await put({ Description: 'by name' });
  await put({ ConfigRuleName: undefined, ConfigRuleArn: first?.ConfigRuleArn, Description: 'by ARN' });
  expect(await rules()).toMatchObject([{ ConfigRuleId: first?.ConfigRuleId, Description: 'by ARN' }]);
  const mismatch = put({ ConfigRuleName: 'other', ConfigRuleId: first?.ConfigRuleId });
  await expect(mismatch).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
});

const wrong: readonly (readonly [string, Partial<ConfigRule>, string])[] = [
  ['no name', { ConfigRuleName: undefined }, 'ConfigRuleName is required'],
  ['an id of its own', { ConfigRuleId: 'config-rule-abcdef' }, 'Arn and Id can not be specified'],
  ['parameters that are no JSON', { InputParameters: '{"a":' }, 'Invalid json'],
  ['parameters that are no object', { InputParameters: '["a"]' }, 'Invalid json'],
  ['a state', { ConfigRuleState: 'DELETING' }, 'Only the following values are permitted: ACTIVE'],
  ['an owner', { CreatedBy: 'config.amazonaws.com' }, 'CreatedBy'],
];

test.each(wrong)('a rule with %s is refused', async (_what, more, message) => {
  await expect(put(more)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringContaining(message),
  });
  expect(await rules()).toEqual([]);
});

test.each([
  ['1,025 characters of parameters', { InputParameters: `{"a":"${'x'.repeat(1017)}"}` }],
  ['a name of 129 characters', { ConfigRuleName: 'x'.repeat(129) }],
  ['a description of 257 characters', { Description: 'x'.repeat(257) }],
])('a rule with %s breaks the model', async (_what, more) => {
  await expect(put(more)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining('Member must have length less than or equal to'),
  });
});

test('1,024 characters of parameters are taken', async () => {
  await put({ InputParameters: `{"a":"${'x'.repeat(1016)}"}` });
  expect(await rules()).toHaveLength(1);
});

const scopes: readonly (readonly [string, Scope, string])[] = [
  ['a value and no key', { TagValue: 'prod' }, 'Tag key should not be empty'],
  ['a tag and a type', { TagKey: 'env', ComplianceResourceTypes: [restApiType] }, 'both resource and tag'],
  ['an id and no type', { ComplianceResourceId: 'a' }, 'A single resourceType'],
];

test.each(scopes)('a scope with %s is refused', async (_what, Scope, message) => {
  await expect(put({ Scope })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringContaining(message),
  });
});

test('a scope on a rule that only runs on a schedule is refused', async () => {
  const scheduled = ruleWith(bench.home, 'judge', 'schedule', { Scope: { ComplianceResourceTypes: [restApiType] } });
  await expect(putRule(bench.config, scheduled)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
});

test('a frequency belongs to the schedule alone, and is a day when left out', async () => {
  const MessageType = 'ConfigurationItemChangeNotification';
  await expect(
    put({ Source: sourceWith({ MessageType, MaximumExecutionFrequency: 'One_Hour' }) }),
  ).rejects.toMatchObject({ message: expect.stringContaining('A maximum execution frequency is not allowed') });
  await expect(put({ Source: sourceWith() })).rejects.toMatchObject({
    message: expect.stringContaining('SourceDetails'),
  });
  await put({ Source: sourceWith({ MessageType: 'ScheduledNotification' }), Scope: undefined });
  const [shown] = await rules();
  expect(shown?.Source?.SourceDetails).toMatchObject([{ MaximumExecutionFrequency: 'TwentyFour_Hours' }]);
});

test('a function that does not exist, or lies in another Region, cannot be invoked', async () => {
  for (const SourceIdentifier of [
    'arn:aws:lambda:eu-west-1:111122223333:function:nobody',
    'arn:aws:lambda:us-east-1:111122223333:function:judge',
    'judge',
  ])
    await expect(put({ Source: { ...rule().Source, Owner: 'CUSTOM_LAMBDA', SourceIdentifier } })).rejects.toMatchObject(
      {
        name: 'InsufficientPermissionsException',
        message: `The AWS Lambda function ${SourceIdentifier} cannot be invoked. Check the specified function ARN, and check the function's permissions.`,
      },
    );
});

test('what the sandbox does not model is refused by name', async () => {
  const managed = put({ Source: { Owner: 'AWS', SourceIdentifier: 'ACCESS_KEYS_ROTATED' } });
  await expect(managed).rejects.toMatchObject({
    name: 'NotModelledBySandbox',
    message: expect.stringContaining('AWS'),
  });
  const proactive = put({ EvaluationModes: [{ Mode: 'PROACTIVE' }] });
  await expect(proactive).rejects.toMatchObject({ message: expect.stringContaining('PROACTIVE') });
});

test('a rule that waits for changes needs a recorder, one on a schedule does not', async () => {
  const bare = await startConfigBench('none');
  bare.define('judge', () => Promise.resolve(null));
  await expect(putRule(bare.config, ruleWith(bare.home, 'judge', 'changes'))).rejects.toMatchObject({
    name: 'NoAvailableConfigurationRecorderException',
  });
  await putRule(bare.config, ruleWith(bare.home, 'judge', 'schedule'));
  await bare.sandbox.close();
});

test('rules come in pages of 25, and a name that is not known is refused', async () => {
  for (let index = 0; index < 27; index += 1) await put({ ConfigRuleName: `rule-${index}` });
  const first = await bench.config.send(new DescribeConfigRulesCommand({}));
  const second = await bench.config.send(new DescribeConfigRulesCommand({ NextToken: first.NextToken }));
  expect([first.ConfigRules?.length, second.ConfigRules?.length, second.NextToken]).toEqual([25, 2, undefined]);
  await expect(rules('nobody')).rejects.toMatchObject({
    name: 'NoSuchConfigRuleException',
    message: "The ConfigRule 'nobody' provided in the request is invalid. Please check the configRule name",
  });
  await expect(bench.config.send(new DescribeConfigRulesCommand({ NextToken: 'x' }))).rejects.toMatchObject({
    name: 'InvalidNextTokenException',
  });
});

test('a deleted rule is gone', async () => {
  await put({});
  await bench.config.send(new DeleteConfigRuleCommand({ ConfigRuleName: 'judge' }));
  expect(await rules()).toEqual([]);
  await expect(bench.config.send(new DeleteConfigRuleCommand({ ConfigRuleName: 'judge' }))).rejects.toMatchObject({
    name: 'NoSuchConfigRuleException',
  });
});
