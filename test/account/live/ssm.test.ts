/** Automation executions through the live adapter. */
import {
  CreateDocumentCommand,
  StartAutomationExecutionCommand,
  StopAutomationExecutionCommand,
} from '@aws-sdk/client-ssm';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { statusOf } from '../../../account/live/ssm.ts';
import type { Account, AutomationExecution } from '../../../account/ports.ts';
import { clientsOf, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import { connectTo, putPrivateApi, putterOf } from './account.ts';

const content = {
  schemaVersion: '0.3',
  parameters: { RestApiId: { type: 'String', allowedPattern: '^[0-9a-z]+$' } },
  outputs: ['Read.Name'],
  mainSteps: [
    {
      name: 'Read',
      action: 'aws:executeAwsApi',
      inputs: { Service: 'apigateway', Api: 'GetRestApi', restApiId: '{{ RestApiId }}' },
      outputs: [{ Name: 'Name', Selector: '$.name', Type: 'String' }],
    },
  ],
};

let sandbox: TestSandbox;
let account: Account;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  account = await connectTo(sandbox, { maxAttempts: 2 });
  await clientsOf(sandbox).ssm.send(
    new CreateDocumentCommand({ Name: 'Read', Content: JSON.stringify(content), DocumentType: 'Automation' }),
  );
});
afterEach(() => {
  sandbox.world.faults.clear();
  sandbox.world.calls.length = 0;
});
afterAll(() => sandbox.close());

/** @returns the execution's id */
async function start(restApiId: string): Promise<string> {
  const command = new StartAutomationExecutionCommand({ DocumentName: 'Read', Parameters: { RestApiId: [restApiId] } });
  return (await clientsOf(sandbox).ssm.send(command)).AutomationExecutionId ?? '';
}

async function finished(restApiId: string): Promise<AutomationExecution> {
  const executionId = await start(restApiId);
  await sandbox.clock.drive(sandbox.world.idle());
  return account.automation.execution(executionId);
}

test('an execution ends with its outputs', async () => {
  const orders = await putPrivateApi(putterOf(sandbox));
  expect(await finished(orders)).toMatchObject({
    documentName: 'Read',
    status: 'success',
    failureMessage: null,
    outputs: { 'Read.Name': ['orders'] },
  });
});

test('an execution that fails says why', async () => {
  const { status, failureMessage } = await finished('zzzzzzzzz9');
  expect(status).toBe('failed');
  expect(failureMessage).toContain('Invalid API identifier specified');
});

test('an execution that has not ended is running', async () => {
  sandbox.world.faults.inject({ kind: 'slow', service: 'apigateway', operation: 'GetRestApi', milliseconds: 5000 });
  const executionId = await start('zzzzzzzzz9');
  expect(await account.automation.execution(executionId)).toMatchObject({ executionId, status: 'running' });
  await sandbox.clock.drive(sandbox.world.idle());
});

test('an execution that is stopped is cancelled', async () => {
  sandbox.world.faults.inject({ kind: 'slow', service: 'apigateway', operation: 'GetRestApi', milliseconds: 5000 });
  const executionId = await start('zzzzzzzzz9');
  const stop = new StopAutomationExecutionCommand({ AutomationExecutionId: executionId, Type: 'Cancel' });
  await clientsOf(sandbox).ssm.send(stop);
  await sandbox.clock.drive(sandbox.world.idle());
  expect(await account.automation.execution(executionId)).toMatchObject({ status: 'cancelled' });
});

test('a status that AWS does not document cannot be understood', () => {
  expect(statusOf('ssm:GetAutomationExecution', 'TimedOut')).toBe('timed-out');
  expect(() => statusOf('ssm:GetAutomationExecution', 'toString')).toThrow(
    'ssm:GetAutomationExecution: UnreadableAnswer: the status `toString` is none that AWS documents',
  );
});

test('an execution that there is not is not-found', async () => {
  await expect(account.automation.execution('01234567-89ab-4cde-8f01-23456789abcd')).rejects.toMatchObject({
    reason: 'not-found',
  });
});
