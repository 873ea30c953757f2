/** Executions side by side: their turns, their list, and starts that are repeated. */
import {
  DescribeAutomationExecutionsCommand,
  DescribeAutomationStepExecutionsCommand,
  StopAutomationExecutionCommand,
  UpdateDocumentCommand,
  type AutomationExecutionFilter,
} from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { homeAccount } from '../../support/bare-sandbox.ts';
import { pass, startAutomationBench, textOf, type AutomationBench } from '../../support/automation.ts';

let bench: AutomationBench;

beforeEach(async () => {
  bench = await startAutomationBench();
});
afterEach(() => bench.sandbox.close());

const wait = { ...pass('Wait'), inputs: { Duration: 'PT1M' } };
const parameters = { Colour: { type: 'String', default: 'red' } };

async function found(Filters: AutomationExecutionFilter[]): Promise<(string | undefined)[] | undefined> {
  const answer = await bench.ssm.send(new DescribeAutomationExecutionsCommand({ Filters }));
  return answer.AutomationExecutionMetadataList?.map(({ AutomationExecutionId }) => AutomationExecutionId);
}

test('a hundred run, others wait for their turn', async () => {
  await bench.create({ mainSteps: [wait] });
  const begun = bench.sandbox.clock.now();
  const ids: string[] = [];
  for (let count = 0; count < 102; count += 1) ids.push(await bench.start());
  expect(await found([{ Key: 'ExecutionStatus', Values: ['Pending'] }])).toEqual([ids[101], ids[100]]);
  await bench.ssm.send(new StopAutomationExecutionCommand({ AutomationExecutionId: ids[101] }));
  expect((await bench.execution(ids[101] ?? '')).AutomationExecutionStatus).toBe('Cancelled');
  await bench.sandbox.clock.drive(bench.sandbox.world.idle());
  const endOf = async (id = ''): Promise<number> =>
    ((await bench.execution(id)).ExecutionEndTime?.getTime() ?? 0) - begun;
  expect([await endOf(ids[0]), await endOf(ids[99]), await endOf(ids[100])]).toEqual([60_000, 60_000, 120_000]);
});

test('a thousand wait for their turn, and no more', async () => {
  await bench.create({ mainSteps: [wait] });
  const { sandbox, home } = bench;
  const principal = { accountId: homeAccount, arn: `arn:aws:iam::${homeAccount}:root` };
  const call = { service: 'ssm', operation: 'StartAutomationExecution', input: { DocumentName: 'Runbook' } } as const;
  for (let count = 0; count < 1100; count += 1) await sandbox.world.call({ ...call, principal, region: home });
  await expect(bench.start()).rejects.toMatchObject({ name: 'AutomationExecutionLimitExceededException' });
});

test('executions that people walk through step by step, or that have targets, are not modelled', async () => {
  await bench.create({ mainSteps: [wait] });
  await expect(bench.start({}, { Mode: 'Interactive' })).rejects.toThrow(
    'does not model executions in the mode Interactive',
  );
  const targets = bench.start(
    {},
    { TargetParameterName: 'Colour', Targets: [{ Key: 'ParameterValues', Values: ['red'] }] },
  );
  await expect(targets).rejects.toThrow(
    'does not model ssm:StartAutomationExecution with TargetParameterName, Targets',
  );
});

test('a repeated start with its token starts nothing', async () => {
  await bench.create({ parameters, mainSteps: [wait] });
  const ClientToken = '01234567-89ab-4cde-8f01-23456789abcd';
  const id = await bench.start({ Colour: ['blue'] }, { ClientToken });
  expect(await bench.start({ Colour: ['blue'] }, { ClientToken: ClientToken.toUpperCase() })).toBe(id);
  await expect(bench.start({ Colour: ['green'] }, { ClientToken })).rejects.toMatchObject({
    name: 'IdempotentParameterMismatch',
  });
  await expect(bench.start({}, { ClientToken: 'again' })).rejects.toMatchObject({ name: 'ValidationException' });
  expect(await found([])).toEqual([id]);
});

test('an execution runs the version that it was started with', async () => {
  await bench.create({ description: 'one', mainSteps: [wait] });
  const Content = textOf({ mainSteps: [pass('Other')] });
  await bench.ssm.send(new UpdateDocumentCommand({ Name: 'Runbook', Content, DocumentVersion: '1' }));
  const stepsOf = async (DocumentVersion?: string): Promise<unknown> => {
    const execution = await bench.execution(await bench.start({}, { DocumentVersion }));
    return [execution.DocumentVersion, execution.StepExecutions?.map(({ StepName }) => StepName)];
  };
  expect(await stepsOf()).toEqual(['1', ['Wait']]);
  expect(await stepsOf('$DEFAULT')).toEqual(['1', ['Wait']]);
  expect(await stepsOf('$LATEST')).toEqual(['2', ['Other']]);
  expect(await stepsOf('2')).toEqual(['2', ['Other']]);
  await expect(stepsOf('3')).rejects.toMatchObject({ name: 'AutomationDefinitionVersionNotFoundException' });
  await expect(bench.start({}, { DocumentName: 'Gone' })).rejects.toMatchObject({
    name: 'AutomationDefinitionNotFoundException',
  });
});

test('executions are found by id, status, document and time, the newest first', async () => {
  await bench.create({ mainSteps: [pass('One')] });
  await bench.create({ mainSteps: [wait] }, 'Later');
  const first = await bench.start();
  await bench.sandbox.clock.advance(1000);
  const second = await bench.start({}, { DocumentName: 'Later' });
  expect(await found([])).toEqual([second, first]);
  expect(await found([{ Key: 'ExecutionId', Values: [first] }])).toEqual([first]);
  expect(await found([{ Key: 'ExecutionStatus', Values: ['InProgress'] }])).toEqual([second]);
  expect(await found([{ Key: 'DocumentNamePrefix', Values: ['Run'] }])).toEqual([first]);
  expect(await found([{ Key: 'StartTimeAfter', Values: ['2026-03-01T12:00:01Z'] }])).toEqual([second]);
  expect(await found([{ Key: 'StartTimeBefore', Values: ['2026-03-01T12:00:00Z'] }])).toEqual([first]);
  await expect(found([{ Key: 'OpsItemId', Values: ['x'] }])).rejects.toThrow('the filter OpsItemId');
});

test('a running execution shows where it is', async () => {
  await bench.create({ mainSteps: [pass('One'), wait] });
  const execution = await bench.execution(await bench.start());
  expect(execution).toMatchObject({
    AutomationExecutionStatus: 'InProgress',
    CurrentStepName: 'Wait',
    CurrentAction: 'aws:sleep',
    Mode: 'Auto',
    StepExecutionsTruncated: false,
    Outputs: {},
  });
  expect(execution.ExecutionEndTime).toBeUndefined();
});

test('steps are described page by page, in either order', async () => {
  const names = ['A', 'B', 'C'];
  const { AutomationExecutionId } = await bench.run({ mainSteps: names.map((name) => pass(name)) });
  const page = async (more: object): Promise<unknown> => {
    const command = new DescribeAutomationStepExecutionsCommand({ AutomationExecutionId, ...more });
    const { StepExecutions, NextToken } = await bench.ssm.send(command);
    return [StepExecutions?.map(({ StepName }) => StepName), NextToken !== undefined];
  };
  expect(await page({})).toEqual([names, false]);
  expect(await page({ MaxResults: 2 })).toEqual([['A', 'B'], true]);
  expect(await page({ ReverseOrder: true, MaxResults: 1 })).toEqual([['C'], true]);
  expect(await page({ Filters: [{ Key: 'StepName', Values: ['B'] }] })).toEqual([['B'], false]);
});

test('an execution that nobody started', async () => {
  await expect(bench.execution('01234567-89ab-4cde-8f01-23456789abcd')).rejects.toMatchObject({
    name: 'AutomationExecutionNotFoundException',
  });
});
