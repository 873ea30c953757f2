import {
  DeleteConfigRuleCommand,
  GetComplianceDetailsByConfigRuleCommand,
  GetComplianceDetailsByResourceCommand,
  PutEvaluationsCommand,
  type Evaluation,
  type EvaluationResult,
  type PutEvaluationsCommandInput,
} from '@aws-sdk/client-config-service';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { failingOf } from '../../../account/sandbox/config/evaluation/put-evaluations.ts';
import {
  evaluationOf,
  putRule,
  restApiType,
  ruleWith,
  startConfigBench,
  tokensBy,
  type ConfigBench,
} from '../../support/config.ts';

const noon = '2026-03-01T12:00:00Z';
const later = '2026-03-01T13:00:00Z';
let bench: ConfigBench;
let tokens: ReadonlyMap<string, string>;

beforeEach(async () => {
  bench = await startConfigBench();
  tokens = tokensBy(bench, 'judge');
  await putRule(bench.config, ruleWith(bench.home, 'judge', 'schedule'));
  await bench.settle();
});
afterEach(() => bench.sandbox.close());

const report = (Evaluations: Evaluation[], more: Partial<PutEvaluationsCommandInput> = {}) =>
  bench.config.send(new PutEvaluationsCommand({ Evaluations, ResultToken: tokens.get('judge'), ...more }));

async function results(): Promise<readonly EvaluationResult[]> {
  const command = new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: 'judge', Limit: 100 });
  const { EvaluationResults = [] } = await bench.config.send(command);
  return EvaluationResults;
}

const idOf = ({ EvaluationResultIdentifier: id }: EvaluationResult): string | undefined =>
  id?.EvaluationResultQualifier?.ResourceId;

test('what a function reports is the result of the resource', async () => {
  await report([{ ...evaluationOf('api-1', 'NON_COMPLIANT', noon), Annotation: 'open' }]);
  const result = {
    EvaluationResultIdentifier: {
      EvaluationResultQualifier: {
        ConfigRuleName: 'judge',
        ResourceType: restApiType,
        ResourceId: 'api-1',
        EvaluationMode: 'DETECTIVE',
      },
      OrderingTimestamp: new Date(noon),
    },
    ComplianceType: 'NON_COMPLIANT',
    ResultRecordedTime: new Date(noon),
    ConfigRuleInvokedTime: new Date(noon),
    Annotation: 'open',
  };
  expect(await results()).toEqual([result]);
  const byResource = { ResourceType: restApiType, ResourceId: 'api-1' };
  const { EvaluationResults } = await bench.config.send(new GetComplianceDetailsByResourceCommand(byResource));
  expect(EvaluationResults).toEqual([result]);
});

const wrong: readonly (readonly [string, Partial<Evaluation>, string])[] = [
  ['an empty annotation', { Annotation: '' }, 'ValidationException'],
  ['257 characters of annotation', { Annotation: 'x'.repeat(257) }, 'ValidationException'],
  ['an empty id', { ComplianceResourceId: '' }, 'ValidationException'],
  ['an id of 769 characters', { ComplianceResourceId: 'x'.repeat(769) }, 'ValidationException'],
  ['INSUFFICIENT_DATA', { ComplianceType: 'INSUFFICIENT_DATA' }, 'InvalidParameterValueException'],
  ['a type that is none', { ComplianceResourceType: 'api' }, 'InvalidParameterValueException'],
];

test.each(wrong)(
  'an evaluation with %s is refused, with the whole call, in test mode too',
  async (_what, more, name) => {
    const batch = [evaluationOf('good', 'COMPLIANT', noon), { ...evaluationOf('bad', 'COMPLIANT', noon), ...more }];
    await expect(report(batch)).rejects.toMatchObject({ name });
    await expect(report(batch, { TestMode: true })).rejects.toMatchObject({ name });
    expect(await results()).toEqual([]);
  },
);

test('256 characters of annotation, 768 of an id and 100 evaluations are taken; 101 are not', async () => {
  const many = Array.from({ length: 101 }, (_, index) => evaluationOf(`api-${index}`, 'COMPLIANT', noon));
  await expect(report(many)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining('Member must have length less than or equal to 100'),
  });
  const longest = { ComplianceResourceId: 'x'.repeat(768), Annotation: 'y'.repeat(256) };
  await report([...many.slice(0, 99), { ...evaluationOf('api', 'COMPLIANT', noon), ...longest }]);
  expect(await results()).toHaveLength(100);
});

test('a token that AWS Config did not give is refused, except in test mode, which stores nothing', async () => {
  const batch = [evaluationOf('api-1', 'COMPLIANT', noon)];
  await expect(report(batch, { ResultToken: 'TESTMODE' })).rejects.toMatchObject({
    name: 'InvalidResultTokenException',
  });
  expect(await report(batch, { ResultToken: 'TESTMODE', TestMode: true })).toMatchObject({ FailedEvaluations: [] });
  expect(await results()).toEqual([]);
});

test('the token of a deleted rule is no use, even when another rule has taken its name', async () => {
  const ResultToken = tokens.get('judge');
  await bench.config.send(new DeleteConfigRuleCommand({ ConfigRuleName: 'judge' }));
  const batch = [evaluationOf('api-1', 'COMPLIANT', noon)];
  await expect(report(batch, { ResultToken })).rejects.toMatchObject({ name: 'NoSuchConfigRuleException' });
  await putRule(bench.config, ruleWith(bench.home, 'judge', 'schedule'));
  await expect(report(batch, { ResultToken })).rejects.toMatchObject({ name: 'NoSuchConfigRuleException' });
});

test('an older evaluation never takes the place of a newer one', async () => {
  await report([evaluationOf('api-1', 'COMPLIANT', later)]);
  await report([evaluationOf('api-1', 'NON_COMPLIANT', noon)]);
  expect(await results()).toMatchObject([{ ComplianceType: 'COMPLIANT' }]);
  await report([evaluationOf('api-1', 'NON_COMPLIANT', later)]);
  expect(await results()).toMatchObject([{ ComplianceType: 'NON_COMPLIANT' }]);
});

test('an evaluation that fails comes back and is not stored', async () => {
  failingOf(bench.home).fails = ({ ComplianceResourceId: id }) => id === 'api-2';
  const batch = ['api-1', 'api-2'].map((id) => evaluationOf(id, 'COMPLIANT', noon));
  const { FailedEvaluations } = await report(batch);
  expect(FailedEvaluations).toEqual([batch[1]]);
  expect((await results()).map(idOf)).toEqual(['api-1']);
});
