import { DescribeAutomationExecutionsCommand, GetAutomationExecutionCommand } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { automationRole } from '../../support/pack.ts';
import { keyOf, startRemediationBench, type RemediationBench } from '../../support/remediation.ts';

let bench: RemediationBench;

beforeEach(async () => {
  bench = await startRemediationBench();
});
afterEach(() => bench.sandbox.close());

test('a remediation runs the document with the id of the resource, and tells its steps', async () => {
  await bench.report({ 'api-1': 'NON_COMPLIANT' });
  await bench.putRemediation();
  expect(await bench.start('api-1')).toMatchObject({ $metadata: { httpStatusCode: 200 } });
  await bench.sandbox.clock.advance(6000);
  expect(await bench.statuses()).toMatchObject([
    {
      State: 'IN_PROGRESS',
      StepDetails: [
        { Name: 'Wait', State: 'IN_PROGRESS' },
        { Name: 'Mend', State: 'PENDING' },
      ],
    },
  ]);
  await bench.settle();
  const noon = new Date('2026-03-01T12:00:00Z');
  expect(await bench.statuses()).toEqual([
    {
      ResourceKey: keyOf('api-1'),
      State: 'SUCCEEDED',
      InvocationTime: noon,
      LastUpdatedTime: expect.any(Date),
      StepDetails: [
        { Name: 'Wait', State: 'SUCCEEDED', StartTime: noon, StopTime: new Date('2026-03-01T12:00:10Z') },
        { Name: 'Mend', State: 'SUCCEEDED', StartTime: expect.any(Date), StopTime: expect.any(Date) },
      ],
    },
  ]);
  const { AutomationExecutionMetadataList: [run] = [] } = await bench.ssm.send(
    new DescribeAutomationExecutionsCommand({}),
  );
  const { AutomationExecution } = await bench.ssm.send(
    new GetAutomationExecutionCommand({ AutomationExecutionId: run?.AutomationExecutionId ?? '' }),
  );
  expect(AutomationExecution).toMatchObject({
    DocumentName: 'Mend',
    Parameters: { RestApiId: ['api-1'], AutomationAssumeRole: [automationRole] },
  });
});

test('an execution that fails says at which step and why; one that cannot be started says so too', async () => {
  await bench.report({ 'api-1': 'NON_COMPLIANT' });
  await bench.putRemediation();
  bench.failing();
  await bench.start('api-1');
  await bench.settle();
  expect(await bench.statuses()).toMatchObject([
    {
      State: 'FAILED',
      StepDetails: [{ Name: 'Wait' }, { Name: 'Mend', State: 'FAILED', ErrorMessage: expect.any(String) }],
    },
  ]);
  await bench.putRemediation({ Parameters: { NoSuchParameter: { StaticValue: { Values: ['a'] } } } });
  await bench.start('api-1');
  await bench.settle();
  expect(await bench.statuses()).toMatchObject([
    { State: 'FAILED', StepDetails: [{ State: 'FAILED', ErrorMessage: expect.stringContaining('NoSuchParameter') }] },
  ]);
});

test('only NON_COMPLIANT resources are remediated, each once at a time; the others are named', async () => {
  await bench.report({ bad: 'NON_COMPLIANT', good: 'COMPLIANT', gone: 'NOT_APPLICABLE' });
  await bench.putRemediation();
  expect(await bench.start('bad', 'good', 'gone', 'unknown')).toMatchObject({
    FailureMessage: expect.stringContaining('The resource is already compliant.'),
    FailedItems: ['good', 'gone', 'unknown'].map(keyOf),
  });
  expect(await bench.start('bad')).toMatchObject({ FailedItems: [keyOf('bad')] });
  expect((await bench.statuses()).map(({ ResourceKey: key }) => key)).toEqual([keyOf('bad')]);
  await bench.settle();
  expect((await bench.start('bad')).FailedItems).toBeUndefined();
});

test('a tenth of the NON_COMPLIANT resources is worked on at a time, or as many as the controls say', async () => {
  const ids = Array.from({ length: 20 }, (_, index) => `api-${index}`);
  await bench.report(Object.fromEntries(ids.map((id) => [id, 'NON_COMPLIANT'])));
  const running = async (): Promise<number> =>
    (await bench.statuses()).filter(({ State }) => State === 'IN_PROGRESS').length;
  await bench.putRemediation();
  await bench.start(...ids);
  expect([await running(), (await bench.statuses()).length]).toEqual([2, 20]);
  await bench.settle();
  expect((await bench.statuses()).every(({ State }) => State === 'SUCCEEDED')).toBe(true);
  await bench.putRemediation({ ExecutionControls: { SsmControls: { ConcurrentExecutionRatePercentage: 50 } } });
  await bench.start(...ids);
  expect(await running()).toBe(10);
});

test('above the share of errors the rest is not begun', async () => {
  const ids = Array.from({ length: 10 }, (_, index) => `api-${index}`);
  await bench.report(Object.fromEntries(ids.map((id) => [id, 'NON_COMPLIANT'])));
  await bench.putRemediation({ ExecutionControls: { SsmControls: { ErrorPercentage: 40 } } });
  bench.failing();
  await bench.start(...ids);
  await bench.settle();
  const statuses = await bench.statuses();
  expect(statuses.map(({ State }) => State)).toEqual(Array(10).fill('FAILED'));
  expect(statuses.filter(({ StepDetails: steps = [] }) => steps.length > 0)).toHaveLength(5);
});

test('an execution that cannot be read for a while is followed on; one that can never be read is UNKNOWN', async () => {
  const unreadable = { kind: 'throttle', service: 'ssm', operation: 'GetAutomationExecution' } as const;
  await bench.report({ bad: 'NON_COMPLIANT' });
  await bench.putRemediation();
  bench.sandbox.world.faults.inject({ ...unreadable, times: 5 });
  await bench.start('bad');
  await bench.settle();
  expect(await bench.statuses()).toMatchObject([{ State: 'SUCCEEDED' }]);
  bench.sandbox.world.faults.inject(unreadable);
  await bench.start('bad');
  await bench.settle();
  expect(await bench.statuses()).toMatchObject([{ State: 'UNKNOWN', StepDetails: [] }]);
});
