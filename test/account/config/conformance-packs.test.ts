import {
  DeleteConfigRuleCommand,
  DeleteConformancePackCommand,
  DeleteEvaluationResultsCommand,
  DescribeConfigRulesCommand,
  DescribeConformancePackComplianceCommand,
  DescribeConformancePackStatusCommand,
  DescribeConformancePacksCommand,
  DescribeRemediationConfigurationsCommand,
  GetConformancePackComplianceDetailsCommand,
  PutConfigRuleCommand,
  PutConformancePackCommand,
  PutEvaluationsCommand,
  PutRemediationConfigurationsCommand,
  StartRemediationExecutionCommand,
  type ConfigRule,
  type ConformancePackStatusDetail,
  type PutConformancePackCommandInput,
  type PutConformancePackCommandOutput,
} from '@aws-sdk/client-config-service';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { evaluationOf, readEvent, restApiType } from '../../support/config.ts';
import { packTemplate, type PackParts } from '../../support/pack.ts';
import { keyOf, remediation, startRemediationBench, type RemediationBench } from '../../support/remediation.ts';

const pack = { ConformancePackName: 'private-api-guard' };
const packs = { ConformancePackNames: ['private-api-guard'] };
let bench: RemediationBench;
let token: string;

beforeEach(async () => {
  bench = await startRemediationBench();
  bench.define('judge', (event) => {
    token = readEvent(event).resultToken;
    return Promise.resolve(null);
  });
});
afterEach(() => bench.sandbox.close());

const put = (
  parts: PackParts = {},
  more: Partial<PutConformancePackCommandInput> = {},
): Promise<PutConformancePackCommandOutput> =>
  bench.config.send(new PutConformancePackCommand({ ...pack, TemplateBody: packTemplate(parts), ...more }));

async function status(): Promise<ConformancePackStatusDetail | undefined> {
  const { ConformancePackStatusDetails } = await bench.config.send(new DescribeConformancePackStatusCommand({}));
  return ConformancePackStatusDetails?.[0];
}

async function packRules(): Promise<readonly ConfigRule[]> {
  const { ConfigRules = [] } = await bench.config.send(new DescribeConfigRulesCommand({}));
  return ConfigRules.filter(({ CreatedBy }) => CreatedBy === 'config-conforms.amazonaws.com');
}

const nameOfRule = async (): Promise<string> => (await packRules())[0]?.ConfigRuleName ?? '';

test('a pack is deployed in the background, its rules under the names of the template with its id behind', async () => {
  const { ConformancePackArn: arn } = await put();
  expect(await status()).toMatchObject({ ConformancePackState: 'CREATE_IN_PROGRESS', ConformancePackArn: arn });
  expect(await packRules()).toEqual([]);
  await bench.settle();
  const shown = await status();
  const id = shown?.ConformancePackId ?? '';
  expect(id).toMatch(/^conformance-pack-[a-z0-9]{9}$/);
  expect(arn).toBe(`arn:aws:config:eu-west-1:111122223333:conformance-pack/private-api-guard/${id}`);
  expect(shown).toMatchObject({ ConformancePackState: 'CREATE_COMPLETE', LastUpdateCompletedTime: expect.any(Date) });
  expect(shown?.StackArn).toContain(`:stack/awsconfigconforms-private-api-guard-${id}/`);
  const name = `private-apis-${id}`;
  const owned = 'arn:aws:config:eu-west-1:111122223333:config-rule/aws-service-rule/config-conforms.amazonaws.com/';
  expect(await packRules()).toMatchObject([{ ConfigRuleName: name, ConfigRuleArn: expect.stringContaining(owned) }]);
  const command = new DescribeRemediationConfigurationsCommand({ ConfigRuleNames: [name] });
  expect((await bench.config.send(command)).RemediationConfigurations).toMatchObject([
    { TargetId: 'Mend', TargetVersion: '1', CreatedByService: 'config-conforms.amazonaws.com' },
  ]);
  const { ConformancePackDetails } = await bench.config.send(new DescribeConformancePacksCommand(packs));
  expect(ConformancePackDetails).toMatchObject([{ ...pack, ConformancePackId: id }]);
});

test('the rules of a pack run, and their remediation, which keeps the pack from being deleted', async () => {
  await put();
  await bench.settle();
  const name = await nameOfRule();
  const Evaluations = [
    evaluationOf('bad', 'NON_COMPLIANT', '2026-03-01T12:00:00Z'),
    evaluationOf('gone', 'NOT_APPLICABLE', '2026-03-01T12:00:00Z'),
  ];
  await bench.config.send(new PutEvaluationsCommand({ Evaluations, ResultToken: token }));
  const { ConformancePackRuleComplianceList } = await bench.config.send(
    new DescribeConformancePackComplianceCommand(pack),
  );
  expect(ConformancePackRuleComplianceList).toEqual([
    { ConfigRuleName: name, ComplianceType: 'NON_COMPLIANT', Controls: [] },
  ]);
  const Filters = { ConfigRuleNames: [name], ResourceType: restApiType };
  const { ConformancePackRuleEvaluationResults } = await bench.config.send(
    new GetConformancePackComplianceDetailsCommand({ ...pack, Filters }),
  );
  expect(ConformancePackRuleEvaluationResults).toMatchObject([{ ComplianceType: 'NON_COMPLIANT' }]);
  const unknown = new DescribeConformancePackComplianceCommand({
    ...pack,
    Filters: { ConfigRuleNames: ['private-apis'] },
  });
  await expect(bench.config.send(unknown)).rejects.toMatchObject({
    name: 'NoSuchConfigRuleInConformancePackException',
  });
  const start = new StartRemediationExecutionCommand({ ConfigRuleName: name, ResourceKeys: [keyOf('bad')] });
  expect((await bench.config.send(start)).FailedItems).toBeUndefined();
  await bench.config.send(new DeleteConformancePackCommand(pack));
  await bench.settle();
  expect(await status()).toMatchObject({ ConformancePackState: 'DELETE_FAILED' });
});

test('the rules of a pack belong to AWS Config', async () => {
  await put();
  await bench.settle();
  const ConfigRuleName = await nameOfRule();
  const [rule] = await packRules();
  const refusal = {
    name: 'AccessDeniedException',
    message: expect.stringContaining('An AWS service owns ServiceLinkedConfigRule'),
  };
  const ConfigRule = { ConfigRuleName, Source: rule?.Source };
  await expect(bench.config.send(new PutConfigRuleCommand({ ConfigRule }))).rejects.toMatchObject(refusal);
  await expect(bench.config.send(new DeleteConfigRuleCommand({ ConfigRuleName }))).rejects.toMatchObject(refusal);
  await expect(bench.config.send(new DeleteEvaluationResultsCommand({ ConfigRuleName }))).rejects.toMatchObject(
    refusal,
  );
  const RemediationConfigurations = [remediation({ ConfigRuleName })];
  await expect(
    bench.config.send(new PutRemediationConfigurationsCommand({ RemediationConfigurations })),
  ).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
});

test('a template that is wrong is refused at once, in AWS words', async () => {
  const more = { Resources: { Role: { Type: 'AWS::IAM::Role', Properties: {} } } };
  await expect(put({ more })).rejects.toMatchObject({
    name: 'ConformancePackTemplateValidationException',
    message:
      'Invalid conformance pack template provided. Errors found: [Resource Role is of the unsupported type AWS::IAM::Role]. Fix your template and try again.',
  });
  await expect(put({}, { TemplateBody: `# ${'ä'.repeat(25_600)}` })).rejects.toMatchObject({
    name: 'ValidationException',
  });
  await expect(put({}, { TemplateS3Uri: 's3://bucket/pack' })).rejects.toMatchObject({ name: 'NotModelledBySandbox' });
  expect(await status()).toBeUndefined();
});

test('what cannot be deployed fails with a reason and leaves nothing behind, or what was there before', async () => {
  const without = { remediation: { TargetId: 'Nothing' } };
  await put(without);
  await bench.settle();
  const failed = {
    ConformancePackState: 'CREATE_FAILED',
    ConformancePackStatusReason: expect.stringContaining('Nothing'),
  };
  expect([await status(), await packRules()]).toMatchObject([failed, []]);
  await put();
  await bench.settle();
  await put(without);
  await bench.settle();
  expect([await status(), (await packRules()).length]).toMatchObject([failed, 1]);
});

test('a pack that is put again keeps its id, changes its rules and drops those that are gone', async () => {
  await put();
  await bench.settle();
  const [first] = await packRules();
  const rule = { Description: 'new' };
  const more = {
    ConformancePackInputParameters: [{ ParameterName: 'FunctionArn', ParameterValue: first?.Source?.SourceIdentifier }],
  };
  await put({ rule, remediation: null }, more);
  await bench.settle();
  expect(await packRules()).toMatchObject([{ ConfigRuleId: first?.ConfigRuleId, Description: 'new' }]);
  const command = new DescribeRemediationConfigurationsCommand({ ConfigRuleNames: [first?.ConfigRuleName ?? ''] });
  expect((await bench.config.send(command)).RemediationConfigurations).toEqual([]);
  await put({ rule: { ConfigRuleName: 'renamed' }, remediation: { ConfigRuleName: 'renamed' } });
  await bench.settle();
  expect((await packRules()).map(({ ConfigRuleName }) => ConfigRuleName)).toEqual([expect.stringMatching(/^renamed-/)]);
});

test('a pack is deleted with its rules; until then it cannot be touched', async () => {
  await put();
  await expect(put()).rejects.toMatchObject({ name: 'ResourceInUseException' });
  await bench.settle();
  await bench.config.send(new DeleteConformancePackCommand(pack));
  expect(await status()).toMatchObject({ ConformancePackState: 'DELETE_IN_PROGRESS' });
  await expect(bench.config.send(new DeleteConformancePackCommand(pack))).rejects.toMatchObject({
    name: 'ResourceInUseException',
  });
  await bench.settle();
  expect([await status(), await packRules()]).toEqual([undefined, []]);
  await expect(bench.config.send(new DeleteConformancePackCommand(pack))).rejects.toMatchObject({
    name: 'NoSuchConformancePackException',
  });
});
