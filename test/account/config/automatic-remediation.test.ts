import {
  DeleteRemediationExceptionsCommand,
  PutRemediationExceptionsCommand,
  type PutRemediationExceptionsCommandOutput,
} from '@aws-sdk/client-config-service';
import { DescribeAutomationExecutionsCommand } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { remediateFromSnapshot } from '../../../account/sandbox/config/remediation/automatic.ts';
import { restApiType } from '../../support/config.ts';
import { automatically, keyOf, startRemediationBench, type RemediationBench } from '../../support/remediation.ts';

let bench: RemediationBench;

beforeEach(async () => {
  bench = await startRemediationBench();
});
afterEach(() => bench.sandbox.close());

async function runs(): Promise<number> {
  const { AutomationExecutionMetadataList: all = [] } = await bench.ssm.send(
    new DescribeAutomationExecutionsCommand({}),
  );
  return all.length;
}

const exceptionKey = (ResourceId: string) => ({ ResourceType: restApiType, ResourceId });

const except = (id: string, ExpirationTime?: Date): Promise<PutRemediationExceptionsCommandOutput> =>
  bench.config.send(
    new PutRemediationExceptionsCommand({
      ConfigRuleName: 'judge',
      ResourceKeys: [exceptionKey(id)],
      Message: 'ours',
      ExpirationTime,
    }),
  );

test('a NON_COMPLIANT result starts the remediation, and others do not', async () => {
  await bench.putRemediation(automatically(5, 3600));
  await bench.report({ bad: 'NON_COMPLIANT', good: 'COMPLIANT', gone: 'NOT_APPLICABLE' });
  await bench.settle();
  expect(await bench.statuses()).toMatchObject([{ ResourceKey: keyOf('bad'), State: 'SUCCEEDED' }]);
  expect(await runs()).toBe(1);
});

test('what is NON_COMPLIANT already is remediated when automatic remediation is switched on', async () => {
  await bench.report({ bad: 'NON_COMPLIANT', good: 'COMPLIANT' });
  await bench.putRemediation(automatically(5, 3600));
  await bench.settle();
  expect(await runs()).toBe(1);
});

test('an execution that fails is tried again, and no more once it succeeds', async () => {
  await bench.putRemediation(automatically(5, 3600));
  bench.failing(2);
  await bench.report({ bad: 'NON_COMPLIANT' });
  await bench.settle();
  expect([await runs(), await bench.exceptions()]).toEqual([3, []]);
  expect(await bench.statuses()).toMatchObject([{ State: 'SUCCEEDED' }]);
});

test('when the attempts are used up in time, AWS Config places an exception, and leaves the resource alone', async () => {
  await bench.putRemediation(automatically(3, 3600));
  bench.failing();
  await bench.report({ bad: 'NON_COMPLIANT' });
  await bench.settle();
  expect(await runs()).toBe(3);
  expect(await bench.exceptions()).toMatchObject([{ ...exceptionKey('bad'), ConfigRuleName: 'judge' }]);
  await bench.report({ bad: 'NON_COMPLIANT' });
  await bench.settle();
  expect(await runs()).toBe(3);
  await bench.config.send(
    new DeleteRemediationExceptionsCommand({ ConfigRuleName: 'judge', ResourceKeys: [exceptionKey('bad')] }),
  );
  await bench.sandbox.clock.advance(3_600_000);
  await bench.report({ bad: 'NON_COMPLIANT' });
  await bench.settle();
  expect(await runs()).toBe(6);
});

test('when the time is over before the attempts are, no exception is placed', async () => {
  await bench.putRemediation(automatically(25, 30));
  bench.failing();
  await bench.report({ bad: 'NON_COMPLIANT' });
  await bench.settle();
  expect([await runs(), await bench.exceptions()]).toEqual([3, []]);
});

test('a resource that is reported again while its remediation runs is not remediated twice', async () => {
  await bench.putRemediation(automatically(5, 3600));
  await bench.report({ bad: 'NON_COMPLIANT' });
  await bench.report({ bad: 'NON_COMPLIANT' });
  await bench.settle();
  expect(await runs()).toBe(1);
});

test('a remediation for one type of resource leaves others alone', async () => {
  await bench.putRemediation({ ...automatically(5, 3600), ResourceType: 'AWS::ApiGateway::Stage' });
  await bench.report({ bad: 'NON_COMPLIANT' });
  await bench.settle();
  expect(await runs()).toBe(0);
});

test('a stale snapshot can start the remediation of a resource that is compliant', async () => {
  await bench.putRemediation(automatically(5, 3600));
  await bench.report({ good: 'COMPLIANT' });
  remediateFromSnapshot(bench.home, 'judge', keyOf('good'));
  await bench.settle();
  expect(await runs()).toBe(1);
});

test('an exception of the account stands in the way until it expires', async () => {
  await bench.report({ bad: 'NON_COMPLIANT' });
  await bench.putRemediation();
  expect(await except('bad', new Date('2026-03-01T13:00:00Z'))).toMatchObject({ FailedBatches: [] });
  await bench.putRemediation(automatically(5, 3600));
  await bench.settle();
  expect(await runs()).toBe(0);
  expect(await bench.exceptions()).toMatchObject([
    { Message: 'ours', ExpirationTime: new Date('2026-03-01T13:00:00Z') },
  ]);
  await bench.sandbox.clock.advance(3_600_000);
  expect(await bench.exceptions()).toEqual([]);
  await bench.report({ bad: 'NON_COMPLIANT' });
  await bench.settle();
  expect(await runs()).toBe(1);
});

test('only a NON_COMPLIANT resource can have an exception, and only one that is there is deleted', async () => {
  await bench.report({ good: 'COMPLIANT' });
  await expect(except('good')).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  await bench.putRemediation();
  expect((await except('good')).FailedBatches).toMatchObject([{ FailedItems: [exceptionKey('good')] }]);
  expect(await bench.exceptions()).toEqual([]);
  const deletion = new DeleteRemediationExceptionsCommand({
    ConfigRuleName: 'judge',
    ResourceKeys: [exceptionKey('good')],
  });
  await expect(bench.config.send(deletion)).rejects.toMatchObject({ name: 'NoSuchRemediationExceptionException' });
});
